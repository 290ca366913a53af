package org.livetally.scenario.events;

import java.util.List;
import org.livetally.scenario.Figure;
import org.livetally.scenario.Scenario;
import org.livetally.scenario.StreamScript;
import org.livetally.scenario.StreamScript.Settings;

/**
 * Contracts of Jiangzi. Reported: barley goods for 600,000 yuan were ordered. The quantities, and what is delivered of them so
 * far, are invented.
 */
final class JiangziContracts {
    static final String ID = "jiangzi-contracts";
    /** In minor units. */
    private static final long ORDERED = 60_000_000;

    private static final long DELIVERED = 46_200_000;
    /** Jin. */
    private static final long RICE = 30_000;

    private static final long RICE_DELIVERED = 22_000;

    private static final Settings SETTINGS =
            Settings.past(ID, "江孜青稞订单", "2023-09-01T09:00+08:00", "2023-12-31T18:00+08:00");

    private static final String DEALS = """
            barley-rice|2023-09-01T10:00+08:00|agreement|上海粮油公司|青稞米|30000|斤|360000
            barley-noodle|2023-09-01T10:20+08:00|agreement|上海职工食堂联盟|青稞挂面|15000|把|150000
            barley-biscuit|2023-09-01T10:40+08:00|agreement|日喀则超市|青稞饼干|4500|盒|90000
            load-1|2023-10-08T09:00+08:00|delivery|barley-rice|-|12000|-|144000
            load-2|2023-10-20T09:00+08:00|delivery|barley-noodle|-|15000|-|150000
            load-3|2023-11-12T09:00+08:00|delivery|barley-rice|-|10000|-|120000
            load-4|2023-12-05T09:00+08:00|delivery|barley-biscuit|-|2400|-|48000
            """;

    private JiangziContracts() {}

    static Scenario scenario() {
        String csv = "/api/streams/" + ID + "/deals.csv";
        return new Scenario(
                ID,
                "Contracts of Jiangzi: barley goods for 600,000 yuan are ordered, and delivered load by load",
                new StreamScript(SETTINGS, List.of(), Signings.of(SETTINGS, DEALS)),
                List.of(
                        Figure.board("600,000 yuan of barley goods ordered", ORDERED, ID, "deals", "signed"),
                        Figure.board("delivered so far", DELIVERED, ID, "deals", "delivered"),
                        Figure.sum("barley rice ordered, in jin", RICE, csv, "qty", "product", "青稞米"),
                        Figure.sum("and delivered", RICE_DELIVERED, csv, "deliveredQty", "product", "青稞米")));
    }
}
