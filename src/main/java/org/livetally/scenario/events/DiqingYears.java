package org.livetally.scenario.events;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.scenario.CampaignScript;
import org.livetally.scenario.Figure;
import org.livetally.scenario.Scenario;
import org.livetally.scenario.StreamScript;
import org.livetally.scenario.StreamScript.Details;
import org.livetally.scenario.StreamScript.Product;
import org.livetally.scenario.StreamScript.Settings;
import org.livetally.scenario.events.Takings.Sold;
import org.livetally.scenario.events.Takings.Till;

/**
 * What was bought of Diqing in two years, a campaign each, side by side in {@code /compare?boards=@diqing-2022,@diqing-2023}.
 * Reported: purchases of 11,500,000 yuan in 2022 and of 65,100,000 yuan in 2023; intentions of 10 companies over 850,000
 * yuan, and 2 agreements over 600,000 yuan. Goods, weeks and names are invented.
 */
final class DiqingYears {
    static final String ID = "diqing-years";
    /** Purchases, in minor units. */
    private static final long IN_2022 = 1_150_000_000;

    private static final long IN_2023 = 6_510_000_000L;
    /** In minor units. */
    private static final long INTENDED = 85_000_000;

    private static final long COMPANIES = 10;
    private static final long SIGNED = 60_000_000;
    private static final long AGREEMENTS = 2;

    private static final String BOARD_2022 = "diqing-2022";
    private static final String BOARD_2023 = "diqing-2023";
    private static final String SIGNING = "diqing-signing";

    private static final Product MATSUTAKE = product("matsutake-500g", "香格里拉松茸干片 500g", "盒", 480);
    private static final Product YAK_MEAT = product("yak-meat-1kg", "牦牛肉 1kg", "袋", 128);
    private static final Product BARLEY_WINE = product("barley-wine-500ml", "青稞酒 500ml", "瓶", 78);
    private static final Product RED_WINE = product("red-wine-750ml", "德钦葡萄酒 750ml", "瓶", 168);
    private static final Product HONEY = product("honey-500g", "高山蜂蜜 500g", "瓶", 88);
    private static final Product WALNUT_OIL = product("walnut-oil-500ml", "维西核桃油 500ml", "瓶", 121);

    private static final List<Sold> SOLD_2022 = sold(6_000, 30_000, 20_000, 10_000, 12_000, 4_000);
    private static final List<Sold> SOLD_2023 = sold(36_000, 160_000, 100_000, 60_000, 69_000, 28_000);

    private static final Settings MEETING =
            Settings.past(SIGNING, "迪庆产销对接会", "2023-05-20T09:00+08:00", "2023-05-20T17:00+08:00");
    private static final String DEALS = """
            meeting-01|2023-05-20T09:40+08:00|intent|浦东食品公司|松茸|200|盒|96000
            meeting-02|2023-05-20T09:50+08:00|intent|宝山连锁超市|牦牛肉|1000|袋|128000
            meeting-03|2023-05-20T10:00+08:00|intent|嘉定酒店集团|葡萄酒|500|瓶|84000
            meeting-04|2023-05-20T10:10+08:00|intent|闵行职工食堂|牦牛肉|700|袋|89600
            meeting-05|2023-05-20T10:20+08:00|intent|静安礼品公司|松茸|150|盒|72000
            meeting-06|2023-05-20T10:30+08:00|intent|徐汇食品商行|蜂蜜|1000|瓶|88000
            meeting-07|2023-05-20T10:40+08:00|intent|杨浦教育后勤|核桃油|600|瓶|72600
            meeting-08|2023-05-20T10:50+08:00|intent|松江电商公司|青稞酒|1000|瓶|78000
            meeting-09|2023-05-20T11:00+08:00|intent|青浦贸易公司|蜂蜜|800|瓶|70400
            meeting-10|2023-05-20T11:10+08:00|intent|奉贤农产品市场|-|-|-|71400
            meeting-11|2023-05-20T15:00+08:00|agreement|崇明农业公司|牦牛肉|2500|袋|320000
            meeting-12|2023-05-20T15:20+08:00|agreement|黄浦食品集团|松茸|580|盒|280000
            """;

    private static final long DAY = 86_400_000;
    private static final int WEEKS = 52;
    private static final String[] BUYERS = {"机关食堂", "企业工会", "学校食堂", "连锁商超"};

    private DiqingYears() {}

    static Scenario scenario() {
        return new Scenario(
                ID,
                "What was bought of Diqing in 2022 and in 2023, side by side, and what was intended and signed",
                List.of(year(2022, SOLD_2022), year(2023, SOLD_2023), meeting()),
                List.of(campaign(2022, List.of()), campaign(2023, List.of(SIGNING))),
                List.of(
                        Figure.board("11,500,000 yuan in 2022", IN_2022, "@" + BOARD_2022, "totals", "gmv"),
                        Figure.board("65,100,000 yuan in 2023", IN_2023, "@" + BOARD_2023, "totals", "gmv"),
                        Figure.board("intentions of 10 companies", COMPANIES, SIGNING, "deals", "intents"),
                        Figure.board("over 850,000 yuan", INTENDED, "@" + BOARD_2023, "deals", "intended"),
                        Figure.board("2 agreements", AGREEMENTS, SIGNING, "deals", "agreements"),
                        Figure.board("over 600,000 yuan", SIGNED, "@" + BOARD_2023, "deals", "signed")));
    }

    private static CampaignScript campaign(int year, List<String> more) {
        List<String> streams = new ArrayList<>(List.of(purchases(year)));
        streams.addAll(more);
        return new CampaignScript(
                year == 2022 ? BOARD_2022 : BOARD_2023,
                "迪庆消费帮扶 " + year,
                first(year),
                first(year + 1),
                0,
                null,
                streams);
    }

    private static StreamScript year(int year, List<Sold> sold) {
        Settings settings = Settings.past(purchases(year), "迪庆采购 " + year, first(year), first(year + 1));
        List<Till> tills = IntStream.range(0, WEEKS).mapToObj(DiqingYears::week).toList();
        return new StreamScript(settings, sold.stream().map(Sold::product).toList(), Takings.of(tills, sold));
    }

    private static StreamScript meeting() {
        return new StreamScript(MEETING, List.of(), Signings.of(MEETING, DEALS));
    }

    /** More is bought before festivals: at the beginning and at the end of the year, and in autumn. */
    private static Till week(int week) {
        String group = BUYERS[week % BUYERS.length];
        double weight = week < 4 || week > 46 ? 3 : week > 34 && week < 40 ? 2.5 : 1;
        Buyer buyer = new Buyer("b-%02d".formatted(week % 26), group, week % 3 == 0 ? "昆明" : "上海");
        return new Till("week-%02d".formatted(week + 1), (7L * week + 4) * DAY, "procurement", buyer, weight);
    }

    private static String purchases(int year) {
        return "diqing-purchases-" + year;
    }

    private static String first(int year) {
        return year + "-01-01T00:00+08:00";
    }

    private static Product product(String sku, String name, String unit, long yuan) {
        return new Product(sku, name, unit, yuan * 100, Details.NONE.with("origin", "云南迪庆"));
    }

    private static List<Sold> sold(long... units) {
        List<Product> products = List.of(MATSUTAKE, YAK_MEAT, BARLEY_WINE, RED_WINE, HONEY, WALNUT_OIL);
        return IntStream.range(0, units.length)
                .mapToObj(i -> new Sold(products.get(i), units[i], 1))
                .toList();
    }
}
