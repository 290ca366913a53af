package org.livetally.scenario.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.scenario.CampaignScript;
import org.livetally.scenario.Figure;
import org.livetally.scenario.Reported;
import org.livetally.scenario.Reported.Sale;
import org.livetally.scenario.Scenario;
import org.livetally.scenario.StreamScript;
import org.livetally.scenario.StreamScript.Details;
import org.livetally.scenario.StreamScript.Product;
import org.livetally.scenario.StreamScript.Settings;

/**
 * Barley goods of Jiangzi by season: more than 50,000 boxes of rice puddings in the first season, more than 100,000 boxes of
 * dumplings in the next, 25 series in all. Each season is a stream, and a campaign has both. Canteens, unions and shops
 * order by the hundred boxes.
 */
final class JiangziSeries {
    static final String ID = "jiangzi-series";
    private static final long RICE_PUDDINGS = 50_160;
    private static final long DUMPLINGS = 100_480;
    private static final int SERIES = 25;

    private static final String FIRST = "jiangzi-rice-puddings";
    private static final String SECOND = "jiangzi-dumplings";
    private static final String PUDDING = "粽子";
    private static final String DUMPLING = "饺子";

    /** A series a line: sku, series and name, category, unit, price in yuan, units in the first and in the second season. */
    private static final String GOODS = """
            pudding-classic|青稞粽|粽子|盒|68|28400|0
            pudding-yak|牦牛肉粽|粽子|盒|88|12960|0
            pudding-bean|红景天豆沙粽|粽子|盒|58|8800|0
            dumpling-yak|牦牛肉水饺|饺子|盒|46|0|52300
            dumpling-veg|青稞素饺|饺子|盒|36|0|29780
            dumpling-mushroom|松茸鲜饺|饺子|盒|58|0|18400
            tsampa|糌粑|粮油|袋|26|1200|1850
            noodle|青稞挂面|粮油|盒|32|1640|2400
            flake|青稞麦片|粮油|罐|39|960|1380
            rice|青稞米|粮油|袋|24|2100|3260
            flour|青稞粉|粮油|袋|22|900|1740
            biscuit|青稞饼干|糕点|盒|28|1850|2620
            mooncake|青稞月饼|糕点|盒|98|0|640
            rusk|青稞酥|糕点|盒|35|1320|2050
            chips|青稞脆片|糕点|袋|16|2400|3100
            bread|青稞吐司|糕点|袋|18|760|980
            wine|青稞酒|酒水|瓶|88|520|1460
            beer|青稞精酿|酒水|箱|96|480|560
            kvass|青稞格瓦斯|饮料|箱|72|640|710
            milk|青稞牛奶|饮料|箱|69|1180|2240
            tea|青稞茶|饮料|盒|45|830|1190
            jerky|牦牛肉干|肉制品|袋|78|1460|2380
            sausage|牦牛香肠|肉制品|袋|66|740|1920
            oil|菜籽油|粮油|桶|118|860|1540
            honey|江孜蜂蜜|蜂产品|瓶|75|690|1080
            """;

    private static final long YUAN = 100;
    private static final long MAX_BOXES = 400;
    private final Random random = new Random(25);

    private JiangziSeries() {}

    static Scenario scenario() {
        JiangziSeries both = new JiangziSeries();
        String from = "2021-05-20T08:00+08:00";
        String to = "2022-02-15T22:00+08:00";
        return new Scenario(
                ID,
                "Barley goods of Jiangzi by season: rice puddings for the Dragon Boat Festival, then dumplings, 25 series in all",
                List.of(
                        both.season(Settings.past(FIRST, "江孜青稞 · 端午粽子季", from, "2021-06-14T22:00+08:00"), 5),
                        both.season(Settings.past(SECOND, "江孜青稞 · 冬至春节饺子季", "2021-12-10T08:00+08:00", to), 6)),
                List.of(new CampaignScript(ID, "江孜青稞 · 二十五个系列", from, to, 0, null, List.of(FIRST, SECOND))),
                List.of(
                        Figure.board(
                                "50,000+ boxes of rice puddings in the first season",
                                RICE_PUDDINGS,
                                FIRST,
                                "categories",
                                PUDDING,
                                "units"),
                        Figure.board("100,000+ boxes of dumplings", DUMPLINGS, SECOND, "categories", DUMPLING, "units"),
                        Figure.board(
                                "of both seasons: rice puddings",
                                RICE_PUDDINGS,
                                "@" + ID,
                                "categories",
                                PUDDING,
                                "units"),
                        Figure.board(
                                "of both seasons: dumplings", DUMPLINGS, "@" + ID, "categories", DUMPLING, "units"),
                        Figure.distinct(
                                "25 series",
                                SERIES,
                                "/api/campaigns/" + ID + "/ledger.csv",
                                "series",
                                "type",
                                "order")));
    }

    /** @param column of {@link #GOODS} that has the units of the season */
    private StreamScript season(Settings settings, int column) {
        List<Product> products = new ArrayList<>();
        List<Reported> orders = new ArrayList<>();
        for (String line : GOODS.split("\n")) {
            String[] cells = line.split("\\|");
            Details details = Details.NONE
                    .with("category", cells[2])
                    .with("series", cells[1])
                    .with("origin", "西藏江孜");
            Product product = new Product(cells[0], cells[1], cells[3], Long.parseLong(cells[4]) * YUAN, details);
            products.add(product);
            sell(product, Long.parseLong(cells[column]), settings, orders);
        }
        return new StreamScript(settings, products, orders);
    }

    private void sell(Product product, long units, Settings settings, List<Reported> orders) {
        Weighted<String> channels = new Weighted<String>()
                .add(5, "canteen")
                .add(3, "union")
                .add(2, "shop")
                .add(2, "tmall");
        Weighted<String> cities = new Weighted<String>()
                .add(6, "上海")
                .add(2, "拉萨")
                .add(2, "日喀则")
                .add(1, "杭州")
                .add(1, "成都");
        for (long left = units; left > 0; ) {
            long boxes = Math.min(left, 20 + random.nextInt((int) MAX_BOXES));
            String id = "%s-%04d".formatted(product.sku(), orders.size() + 1);
            Buyer buyer = new Buyer("b-%03d".formatted(random.nextInt(300)), null, cities.draw(random));
            long at = (long) (random.nextDouble() * settings.length());
            orders.add(new Sale(id, at, channels.draw(random), buyer, List.of(product.times(boxes))));
            left -= boxes;
        }
    }
}
