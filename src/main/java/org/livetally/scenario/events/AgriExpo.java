package org.livetally.scenario.events;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.scenario.Figure;
import org.livetally.scenario.Reported;
import org.livetally.scenario.Scenario;
import org.livetally.scenario.StreamScript;
import org.livetally.scenario.StreamScript.Details;
import org.livetally.scenario.StreamScript.Product;
import org.livetally.scenario.StreamScript.Settings;
import org.livetally.scenario.events.Takings.Sold;
import org.livetally.scenario.events.Takings.Till;

/**
 * Naqu's stand at the agricultural fair. Reported: sales of more than 2,200,000 yuan, and more than 15,000,000 yuan signed, a
 * record. The day, the contracts and the former record are invented.
 */
final class AgriExpo {
    static final String ID = "agri-expo";
    /** Sales, in minor units. */
    private static final long GMV = 220_880_000;
    /** In minor units. */
    private static final long SIGNED = 1_508_000_000;

    private static final long SIGNED_BEFORE = 1_260_000_000;
    private static final long AGREEMENTS = 6;

    private static final Settings SETTINGS = Settings.past(
                    ID, "农博会 · 那曲展位", "2023-11-17T09:00+08:00", "2023-11-21T17:00+08:00")
            .goal(200_000_000)
            .signedRecord(SIGNED_BEFORE);

    private static final String DEALS = """
            expo-1|2023-11-17T10:30+08:00|agreement|浙江农产品流通公司|那曲虫草|60|斤|4800000
            expo-2|2023-11-17T14:00+08:00|agreement|杭州生鲜连锁超市|牦牛肉|80000|斤|3600000
            expo-3|2023-11-18T10:00+08:00|agreement|宁波食品贸易公司|牦牛肉|40000|斤|1800000
            expo-4|2023-11-18T15:20+08:00|intent|绍兴职工服务中心|那曲虫草礼盒|378|盒|900000
            expo-5|2023-11-19T11:00+08:00|agreement|湖州职工福利平台|那曲虫草礼盒|1000|盒|2380000
            expo-6|2023-11-20T09:40+08:00|agreement|嘉兴医药连锁|那曲虫草|18|斤|1440000
            expo-7|2023-11-20T16:00+08:00|agreement|温州酒店用品协会|牦牛绒披肩|2000|件|1060000
            expo-8|2023-11-21T16:30+08:00|delivery|expo-1|-|20|-|1600000
            """;

    private static final List<Sold> SALES = List.of(
            sold("cordyceps-10g", "那曲虫草 10g", "盒", 888, 900),
            sold("cordyceps-gift-20g", "那曲虫草 20g 礼盒", "礼盒", 2_380, 240),
            sold("yak-jerky-500g", "风干牦牛肉干 500g", "袋", 148, 2_200),
            sold("yak-butter-500g", "牦牛酥油 500g", "块", 66, 1_500),
            sold("wild-honey-500g", "高原野蜂蜜 500g", "瓶", 98, 1_800),
            sold("tsampa-1kg", "青稞糌粑 1kg", "袋", 39, 1_600),
            sold("tibetan-incense", "手工藏香", "盒", 58, 1_400),
            sold("yak-wool-scarf", "牦牛绒围巾", "条", 268, 350));

    private static final long HOUR = 3_600_000;
    /** Of a day, from nine to five. */
    private static final int HOURS = 8;

    private static final int DAYS = 5;

    private AgriExpo() {}

    static Scenario scenario() {
        List<Reported> reports = new ArrayList<>(Takings.of(tills(), SALES));
        reports.addAll(Signings.of(SETTINGS, DEALS));
        return new Scenario(
                ID,
                "Naqu's stand at the agricultural fair: sales, and contracts that are a record",
                new StreamScript(SETTINGS, SALES.stream().map(Sold::product).toList(), reports),
                List.of(
                        Figure.board("sales of 2,200,000+ yuan", GMV, ID, "totals", "gmv"),
                        Figure.board("15,000,000+ yuan signed", SIGNED, ID, "deals", "signed"),
                        Figure.board("a record", 1, ID, "deals", "record"),
                        Figure.board("agreements", AGREEMENTS, ID, "deals", "agreements")));
    }

    private static Sold sold(String sku, String name, String unit, long yuan, long units) {
        Details details = Details.NONE.with("origin", "西藏那曲");
        return new Sold(new Product(sku, name, unit, yuan * 100, details), units, 1);
    }

    /** The till is read every hour. */
    private static List<Till> tills() {
        return IntStream.range(0, DAYS * HOURS)
                .mapToObj(i -> till(i / HOURS, i % HOURS))
                .toList();
    }

    private static Till till(int day, int hour) {
        String id = "stand-%d-%02d".formatted(day + 1, hour + 10);
        Buyer buyer = new Buyer(id, null, "杭州", "浙江");
        double crowd = hour == 3 ? 0.6 : 1 + 0.1 * hour + (day == 1 || day == 2 ? 0.8 : 0);
        return new Till(id, (24L * day + hour + 1) * HOUR, "offline-stand", buyer, crowd);
    }
}
