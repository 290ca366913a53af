package org.livetally.scenario.events;

import java.util.List;
import org.livetally.scenario.Figure;
import org.livetally.scenario.Scenario;
import org.livetally.scenario.StreamScript;
import org.livetally.scenario.StreamScript.Settings;

/**
 * A promotion of Naqu's cordyceps. Reported: more than 10,000,000 yuan. Nothing is sold over a counter there: it is the value
 * of what was signed. The day and the contracts are invented.
 */
final class CordycepsPromotion {
    static final String ID = "cordyceps-promotion";
    /** In minor units. */
    private static final long SIGNED = 1_026_000_000;

    private static final long AGREEMENTS = 5;

    private static final Settings SETTINGS =
            Settings.past(ID, "那曲虫草推介会", "2023-07-08T14:00+08:00", "2023-07-08T17:00+08:00");

    private static final String DEALS = """
            promotion-1|2023-07-08T14:50+08:00|agreement|杭州参茸商行|那曲虫草|30|斤|2700000
            promotion-2|2023-07-08T15:10+08:00|agreement|上海医药连锁|那曲虫草|28|斤|2520000
            promotion-3|2023-07-08T15:25+08:00|agreement|广州滋补品市场|那曲虫草|24|斤|2160000
            promotion-4|2023-07-08T15:40+08:00|agreement|宁波药材公司|那曲虫草|16|斤|1440000
            promotion-5|2023-07-08T16:05+08:00|agreement|浙江职工福利平台|那曲虫草礼盒|1200|盒|1440000
            """;

    private CordycepsPromotion() {}

    static Scenario scenario() {
        return new Scenario(
                ID,
                "A promotion of Naqu's cordyceps: more than 10,000,000 yuan signed in an afternoon",
                new StreamScript(SETTINGS, List.of(), Signings.of(SETTINGS, DEALS)),
                List.of(
                        Figure.board("10,000,000+ yuan signed", SIGNED, ID, "deals", "signed"),
                        Figure.board("agreements", AGREEMENTS, ID, "deals", "agreements")));
    }
}
