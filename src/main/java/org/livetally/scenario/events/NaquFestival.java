package org.livetally.scenario.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.ProductFacts.Numbered;
import org.livetally.scenario.CampaignScript;
import org.livetally.scenario.Figure;
import org.livetally.scenario.Reported;
import org.livetally.scenario.Reported.Presentation;
import org.livetally.scenario.Reported.Sale;
import org.livetally.scenario.Scenario;
import org.livetally.scenario.StreamScript;
import org.livetally.scenario.StreamScript.Details;
import org.livetally.scenario.StreamScript.Product;
import org.livetally.scenario.StreamScript.Settings;
import org.livetally.scenario.events.Pace.Wave;

/**
 * The Naqu shopping festival. Reported: streams by officials and by influencers, live digging of cordyceps, adopting a yak
 * online, signing of contracts. Numbers were not reported: those of the herd, the orders and the contracts are invented.
 */
final class NaquFestival {
    static final String ID = "naqu-festival";
    /** Yaks, each with a number of its own and an owner. */
    private static final int YAKS = 200;

    private static final long STREAMS_OF_OFFICIALS = 2;
    private static final long STREAMS_OF_INFLUENCERS = 2;
    private static final long DUG = 1_180;
    /** In minor units. */
    private static final long SIGNED = 386_000_000;

    private static final String YAK_STREAM = ID + "-yaks";
    private static final String DIGGING = ID + "-digging";
    private static final String SIGNING = ID + "-signing";

    private static final Product YAK = new Product(
            "yak",
            "认养一头牦牛",
            "头",
            880_000,
            Details.NONE
                    .with("category", "认养")
                    .with("origin", "西藏那曲")
                    .stock(YAKS)
                    .numbered(new Numbered("YAK-", 1, YAKS)));
    private static final Product FRESH = product("fresh-cordyceps", "现挖鲜虫草", "根", 38);
    private static final List<Product> GOODS = List.of(
            product("cordyceps-5g", "那曲虫草 5g", "盒", 458),
            product("yak-jerky-250g", "风干牦牛肉干 250g", "袋", 78),
            product("wild-honey-500g", "高原野蜂蜜 500g", "瓶", 98),
            product("tsampa-1kg", "青稞糌粑 1kg", "袋", 39),
            product("tibetan-incense", "手工藏香", "盒", 58));

    private static final Settings MEETING =
            session(SIGNING, "签约仪式", "2021-06-12T10:00+08:00", "2021-06-12T12:00+08:00");
    private static final String DEALS = """
            signing-1|2021-06-12T10:30+08:00|agreement|杭州参茸商行|那曲虫草|20|斤|1600000
            signing-2|2021-06-12T10:40+08:00|agreement|宁波食品贸易公司|牦牛肉|30000|斤|1260000
            signing-3|2021-06-12T10:50+08:00|agreement|浙江职工福利平台|认养牦牛|100|头|1000000
            signing-4|2021-06-12T11:00+08:00|intent|温州酒店协会|牦牛肉|10000|斤|420000
            """;

    private static final long MINUTE = 60_000;
    private static final String[] CITIES = {"杭州", "宁波", "上海", "拉萨", "成都", "北京"};

    private NaquFestival() {}

    static Scenario scenario() {
        List<StreamScript> streams = List.of(
                sale("official-1", "县长直播间", "嘉黎县县长", 90),
                sale("official-2", "局长直播间", "市商务局局长", 70),
                digging(),
                sale("influencer-1", "达人直播间 卓玛", "卓玛", 160),
                sale("influencer-2", "达人直播间 扎西", "扎西", 130),
                yaks(),
                new StreamScript(MEETING, List.of(), Signings.of(MEETING, DEALS)));
        CampaignScript campaign = new CampaignScript(
                ID,
                "那曲购物节",
                "2021-06-10T00:00+08:00",
                "2021-06-13T00:00+08:00",
                0,
                null,
                streams.stream().map(StreamScript::id).toList());
        return new Scenario(
                ID,
                "The Naqu shopping festival: officials, influencers, live digging, adopted yaks and a signing in one campaign",
                streams,
                List.of(campaign),
                reported());
    }

    private static List<Figure> reported() {
        String csv = "/api/campaigns/" + ID + "/ledger.csv";
        String herd = "/api/streams/" + YAK_STREAM + "/orders.csv";
        return List.of(
                Figure.distinct("streams by officials", STREAMS_OF_OFFICIALS, csv, "stream", "channel", "official"),
                Figure.distinct("by influencers", STREAMS_OF_INFLUENCERS, csv, "stream", "channel", "influencer"),
                Figure.board("dug live", DUG, DIGGING, "products", FRESH.sku(), "units"),
                Figure.board("yaks adopted", YAKS, YAK_STREAM, "products", YAK.sku(), "units"),
                Figure.board("none left, none oversold", 0, YAK_STREAM, "products", YAK.sku(), "stock"),
                Figure.distinct("each with a number of its own", YAKS, herd, "numbers", "type", "order"),
                Figure.distinct("and an owner", YAKS, herd, "buyer", "type", "order"),
                Figure.board("contracts signed", SIGNED, "@" + ID, "deals", "signed"));
    }

    private static Settings session(String id, String name, String from, String to) {
        return Settings.past(id, "那曲购物节 · " + name, from, to);
    }

    private static Product product(String sku, String name, String unit, long yuan) {
        return new Product(sku, name, unit, yuan * 100, Details.NONE.with("origin", "西藏那曲"));
    }

    /** A session in which a host presents one product after another. */
    private static StreamScript sale(String key, String name, String host, int orders) {
        boolean official = key.startsWith("official");
        String day = official ? "2021-06-10" : "2021-06-11";
        Settings settings = session(ID + "-" + key, name, day + "T19:00+08:00", day + "T21:00+08:00");
        Random random = new Random(orders);
        List<Reported> reports = new ArrayList<>();
        List<Wave> waves = new ArrayList<>();
        for (int i = 0; i < GOODS.size(); i++) {
            long at = (5 + 20L * i) * MINUTE;
            reports.add(new Presentation("show-" + i, at, host, GOODS.get(i).sku()));
            waves.add(new Wave(at, 1, 6 * MINUTE));
        }
        Pace pace = new Pace(settings.length(), 1, waves);
        for (int i = 0; i < orders; i++) {
            Line line = GOODS.get(random.nextInt(GOODS.size())).times(1 + random.nextInt(3));
            reports.add(order(key, i, pace.draw(random), official ? "official" : "influencer", line));
        }
        return new StreamScript(settings, GOODS, reports);
    }

    /** What is dug before the camera is sold at once, until all of it is. */
    private static StreamScript digging() {
        Settings settings = session(DIGGING, "采挖现场", "2021-06-11T10:00+08:00", "2021-06-11T12:00+08:00");
        Random random = new Random(DUG);
        List<Reported> reports = new ArrayList<>();
        reports.add(new Presentation("show-dig", 0, "采挖队", FRESH.sku()));
        long left = DUG;
        for (int i = 0; left > 0; i++) {
            long qty = Math.min(left, 5 + random.nextInt(16));
            reports.add(order("dig", i, (5 + i) * MINUTE, "digging", FRESH.times(qty)));
            left -= qty;
        }
        return new StreamScript(settings, List.of(FRESH), reports);
    }

    private static StreamScript yaks() {
        Settings settings = session(YAK_STREAM, "认养牦牛", "2021-06-11T20:00+08:00", "2021-06-11T21:30+08:00");
        Pace pace = new Pace(settings.length(), 1, List.of(new Wave(10 * MINUTE, 3, 15 * MINUTE)));
        Random random = new Random(YAKS);
        List<Reported> reports = new ArrayList<>();
        reports.add(new Presentation("show-herd", 0, "牧民 次仁", YAK.sku()));
        IntStream.range(0, YAKS)
                .forEach(i -> reports.add(order("yak", i, pace.draw(random), "adoption", YAK.times(1))));
        return new StreamScript(settings, List.of(YAK), reports);
    }

    private static Sale order(String key, int number, long at, String channel, Line line) {
        String id = "%s-%03d".formatted(key, number + 1);
        return new Sale(id, at, channel, new Buyer("buyer-" + id, null, CITIES[number % CITIES.length]), List.of(line));
    }
}
