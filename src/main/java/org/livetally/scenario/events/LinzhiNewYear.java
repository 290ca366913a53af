package org.livetally.scenario.events;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.scenario.CampaignScript;
import org.livetally.scenario.CampaignScript.Opening;
import org.livetally.scenario.Figure;
import org.livetally.scenario.Scenario;
import org.livetally.scenario.StreamScript;
import org.livetally.scenario.StreamScript.Product;
import org.livetally.scenario.StreamScript.Settings;
import org.livetally.scenario.events.Takings.Sold;
import org.livetally.scenario.events.Takings.Till;

/**
 * Linzhi's new-year festival in Guangdong, 1 to 16 January 2022: nine city centres ("7+2") and ten online platforms, which
 * a campaign adds up. Reported: more than 16,000,000 yuan in half a month, online and offline, and 20,000,000 expected
 * before the Spring Festival on 1 February; apples 520,000 jin, snowflake cakes 30,000 boxes, walnuts more than 100,000 jin,
 * cured Tibetan pork 10,000 jin; more than 100 products. The brand had sold more than 600,000,000 yuan before.
 */
final class LinzhiNewYear {
    static final String ID = "linzhi-new-year";
    /** In minor units. */
    private static final long GMV = 1_626_880_000;

    private static final long EXPECTED = 2_000_000_000;
    /** In minor units: what the brand had sold before. */
    static final long SOLD_BEFORE = 60_080_000_000L;

    private static final long APPLES = 520_000;
    private static final long SNOWFLAKE_CAKES = 30_000;
    private static final long WALNUTS = 102_600;
    private static final long CURED_PORK = 10_000;
    private static final long PRODUCTS = 112;
    private static final long CENTRES = 9;
    private static final long PLATFORMS = 10;

    private static final String FROM = "2022-01-01T09:00+08:00";
    private static final String TO = "2022-01-16T21:00+08:00";
    private static final int DAYS = 16;
    private static final long DAY = 86_400_000;
    /** When tills are closed, after the opening hour. */
    private static final long CLOSING = DAY / 2;

    /** The channel of all city centres; each platform is one of its own. */
    private static final String CENTRE = "offline-centre";

    private static final String ONLINE = "线上";
    private static final String OFFLINE = "线下";
    /** Where platforms send most to. */
    private static final List<String> DESTINATIONS = List.of("广州", "深圳", "东莞", "佛山", "汕头", "江门");

    /** How much is sold on each day, relative to the others: 1 January was a Saturday. */
    private static final double[] BY_DAY = {14, 12, 9, 7, 7, 8, 9, 13, 12, 8, 8, 9, 10, 11, 15, 16};

    /** The city centres, a stream each. */
    private static final List<Place> CITY_CENTRES = List.of(
            new Place("guangzhou", "广州", "广东", 12),
            new Place("shenzhen", "深圳", "广东", 11),
            new Place("dongguan", "东莞", "广东", 14),
            new Place("foshan", "佛山", "广东", 9),
            new Place("zhuhai", "珠海", "广东", 6),
            new Place("huizhou", "惠州", "广东", 5),
            new Place("zhongshan", "中山", "广东", 4),
            new Place("linzhi", "林芝", "西藏", 5),
            new Place("lhasa", "拉萨", "西藏", 3));

    /** Channels of one stream. */
    private static final List<String> ONLINE_PLATFORMS = List.of(
            "douyin", "fupin-832", "icbc-mall", "ccb-mall", "jd", "kuaishou", "pinduoduo", "taobao", "tmall", "youzan");

    private static final String ONLINE_STREAM = ID + "-online";
    /** Of all platforms together, relative to the centres. */
    private static final double ONLINE_WEIGHT = 44;

    private LinzhiNewYear() {}

    private record Place(String key, String city, String province, double weight) {
        String stream() {
            return ID + "-" + key;
        }

        /** What it sold in a day. */
        Till till(int day) {
            return new Till(id(key, day), closing(day), CENTRE, new Buyer(key, OFFLINE, city, province), BY_DAY[day]);
        }
    }

    /** What a platform sold in a day; the first ones sell most. */
    private static Till platform(int day, int place) {
        String platform = ONLINE_PLATFORMS.get(place);
        String city = DESTINATIONS.get((day + place) % DESTINATIONS.size());
        Buyer buyer = new Buyer(platform, ONLINE, city, "广东");
        return new Till(id(platform, day), closing(day), platform, buyer, BY_DAY[day] / (3 + place));
    }

    private static String id(String key, int day) {
        return "%s-01%02d".formatted(key, day + 1);
    }

    private static long closing(int day) {
        return day * DAY + CLOSING;
    }

    static Scenario scenario() {
        return new Scenario(
                ID,
                "Linzhi's new-year festival in Guangdong, 1 to 16 January 2022: nine city centres and ten platforms, one sum",
                streams(),
                List.of(campaign()),
                reported());
    }

    private static CampaignScript campaign() {
        return new CampaignScript(
                ID,
                "林芝年货节 · 广东",
                "2022-01-01T00:00+08:00",
                "2022-02-01T00:00+08:00",
                EXPECTED,
                new Opening(SOLD_BEFORE, "2021-12-31T23:59+08:00", "林芝品牌此前累计"),
                Stream.concat(CITY_CENTRES.stream().map(Place::stream), Stream.of(ONLINE_STREAM))
                        .toList());
    }

    private static List<Figure> reported() {
        String board = "@" + ID;
        String csv = "/api/campaigns/" + ID + "/ledger.csv";
        return List.of(
                Figure.board("16,000,000+ yuan in half a month", GMV, board, "totals", "gmv"),
                Figure.board("20,000,000 yuan expected by 1 February", EXPECTED, board, "goal", "amount"),
                Figure.board("600,000,000+ yuan before", SOLD_BEFORE, board, "campaign", "opening", "gmv"),
                sold("apples: 520,000 jin", APPLES, LinzhiGoods.APPLE),
                sold("snowflake cakes: 30,000 boxes", SNOWFLAKE_CAKES, LinzhiGoods.SNOWFLAKE_CAKE),
                sold("walnuts: 100,000+ jin", WALNUTS, LinzhiGoods.WALNUT),
                sold("cured Tibetan pork: 10,000 jin", CURED_PORK, LinzhiGoods.CURED_PORK),
                Figure.distinct("100+ products", PRODUCTS, csv, "sku", "type", "order"),
                Figure.distinct("\"7+2\" city centres", CENTRES, csv, "city", "channel", CENTRE),
                Figure.distinct("10 online platforms", PLATFORMS, csv, "channel", "group", ONLINE));
    }

    private static Figure sold(String story, long units, Product product) {
        return Figure.board(story, units, "@" + ID, "products", product.sku(), "units");
    }

    private static List<StreamScript> streams() {
        Stream<Sold> headlines = Stream.of(
                new Sold(LinzhiGoods.APPLE, APPLES, 1),
                new Sold(LinzhiGoods.SNOWFLAKE_CAKE, SNOWFLAKE_CAKES, 1),
                new Sold(LinzhiGoods.WALNUT, WALNUTS, 1),
                new Sold(LinzhiGoods.CURED_PORK, CURED_PORK, 1));
        List<Sold> sold =
                Stream.concat(headlines, LinzhiGoods.assortment().stream()).toList();
        double[] weights = DoubleStream.concat(
                        CITY_CENTRES.stream().mapToDouble(Place::weight), DoubleStream.of(ONLINE_WEIGHT))
                .toArray();
        List<StreamScript> streams = new ArrayList<>();
        for (int i = 0; i < CITY_CENTRES.size(); i++) {
            Place place = CITY_CENTRES.get(i);
            List<Till> tills = IntStream.range(0, DAYS).mapToObj(place::till).toList();
            streams.add(stream(place.stream(), place.city() + "展销中心", tills, part(i, weights, sold)));
        }
        streams.add(stream(ONLINE_STREAM, "十个线上平台", platforms(), part(CITY_CENTRES.size(), weights, sold)));
        return streams;
    }

    private static List<Till> platforms() {
        return IntStream.range(0, DAYS * ONLINE_PLATFORMS.size())
                .mapToObj(i -> platform(i / ONLINE_PLATFORMS.size(), i % ONLINE_PLATFORMS.size()))
                .toList();
    }

    /** What one of the streams sold of everything. */
    private static List<Sold> part(int place, double[] weights, List<Sold> sold) {
        return sold.stream()
                .map(all -> new Sold(all.product(), Shares.of(all.units(), weights)[place], all.every()))
                .toList();
    }

    private static StreamScript stream(String id, String name, List<Till> tills, List<Sold> sold) {
        Settings settings = Settings.past(id, "林芝年货节 · " + name, FROM, TO);
        return new StreamScript(settings, sold.stream().map(Sold::product).toList(), Takings.of(tills, sold));
    }
}
