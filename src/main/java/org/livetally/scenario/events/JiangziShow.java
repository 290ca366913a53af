package org.livetally.scenario.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.DealEvent.Kind;
import org.livetally.domain.order.DealEvent.Terms;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.scenario.Figure;
import org.livetally.scenario.Reported;
import org.livetally.scenario.Reported.Other;
import org.livetally.scenario.Reported.Presentation;
import org.livetally.scenario.Reported.Sale;
import org.livetally.scenario.Scenario;
import org.livetally.scenario.StreamScript;
import org.livetally.scenario.StreamScript.Details;
import org.livetally.scenario.StreamScript.Product;
import org.livetally.scenario.StreamScript.Settings;
import org.livetally.scenario.events.Pace.Wave;

/**
 * The fashion-show stream of Jiangzi: 150,000 yuan of one series on the day; orders for 500 scarves earned the makers
 * 150,000 yuan more, those for 500 dolls 40,000.
 */
final class JiangziShow {
    static final String ID = "jiangzi-show";
    private static final String DAY = "2023-06-17";
    /** In minor units. */
    private static final long SERIES_GMV = 15_000_000;

    private static final long SCARVES = 500;
    private static final long SCARVES_INCOME = 15_000_000;
    private static final long DOLLS = 500;
    private static final long DOLLS_INCOME = 4_000_000;

    private static final String SERIES = "卡垫新语";
    /** Of all other series, in minor units. */
    private static final long OTHERS_GMV = 4_386_000;

    private static final int SERIES_ORDERS = 214;
    private static final int OTHER_ORDERS = 131;
    private static final String HOST = "德吉";
    private static final String MAKERS = "江孜妇女手工合作社";

    private static final long YUAN = 100;
    private static final long MINUTE = 60_000;
    private static final Settings SETTINGS = Settings.past(ID, "江孜时装秀直播", DAY + "T19:30+08:00", DAY + "T21:30+08:00")
            .goal(18_000_000);

    private static final List<Product> OF_SERIES = List.of(
            product("rug-jacket", "卡垫纹样短外套", "件", 1_280, SERIES),
            product("rug-skirt", "卡垫纹样半裙", "条", 680, SERIES),
            product("rug-bag", "卡垫手提包", "只", 398, SERIES),
            product("rug-cushion", "卡垫靠垫", "个", 268, SERIES),
            product("rug-slippers", "卡垫拖鞋", "双", 158, SERIES),
            product("rug-coaster", "卡垫杯垫", "片", 38, SERIES),
            product("rug-tassel", "卡垫流苏挂饰", "个", 18, SERIES));
    private static final List<Product> OTHERS = List.of(
            product("pulu-coat", "氆氇长袍", "件", 1_860, "氆氇新衣"),
            product("pulu-apron", "邦典围裙", "条", 360, "氆氇新衣"),
            product("wool-scarf", "羊绒围巾", "条", 298, "羊绒"),
            product("felt-doll", "羊毛毡人偶", "个", 128, "羊毛毡"),
            product("felt-brooch", "羊毛毡胸针", "枚", 48, "羊毛毡"),
            product("wool-socks", "羊毛袜", "双", 38, "羊绒"),
            product("felt-ring", "羊毛毡钥匙圈", "个", 18, "羊毛毡"));

    private final Random random = new Random(150);
    private final List<Reported> reports = new ArrayList<>();

    private JiangziShow() {}

    static Scenario scenario() {
        String csv = "/api/streams/" + ID + "/orders.csv";
        return new Scenario(
                ID,
                "The fashion-show stream of Jiangzi: a series sold on the day, and orders for scarves and dolls that earn their makers more",
                new JiangziShow().script(),
                List.of(
                        Figure.board("150,000 yuan of one series on the day", SERIES_GMV, ID, "series", SERIES, "gmv"),
                        Figure.sum("in the ledger", SERIES_GMV, csv, "amount", "series", SERIES),
                        Figure.board("all of it on that day", SERIES_GMV + OTHERS_GMV, ID, "days", DAY, "gmv"),
                        Figure.board(
                                "500 scarves earned the makers 150,000 yuan more, 500 dolls 40,000",
                                SCARVES_INCOME + DOLLS_INCOME,
                                ID,
                                "deals",
                                "income"),
                        Figure.board("two orders of 500", 2, ID, "deals", "agreements")));
    }

    private static Product product(String sku, String name, String unit, long yuan, String series) {
        Details details = Details.NONE
                .with("category", "服饰")
                .with("series", series)
                .with("origin", "西藏江孜")
                .with("supplier", MAKERS);
        return new Product(sku, name, unit, yuan * YUAN, yuan * YUAN * 5 / 4, details);
    }

    private StreamScript script() {
        List<Product> all = new ArrayList<>(OF_SERIES);
        all.addAll(OTHERS);
        reports.add(new Presentation("show-00", 0, HOST, null));
        for (int i = 0; i < all.size(); i++) {
            reports.add(new Presentation(
                    "show-%02d".formatted(i + 1), moment(i), HOST, all.get(i).sku()));
        }
        sell("s", OF_SERIES, SERIES_ORDERS, SERIES_GMV, 0);
        sell("o", OTHERS, OTHER_ORDERS, OTHERS_GMV, OF_SERIES.size());
        deal("scarves", new Terms("上海文创联盟", 29_900_000, "羊绒围巾", SCARVES, "条", MAKERS, SCARVES_INCOME));
        deal("dolls", new Terms("日喀则旅游集团", 6_400_000, "羊毛毡人偶", DOLLS, "个", MAKERS, DOLLS_INCOME));
        return new StreamScript(SETTINGS, all, reports);
    }

    /** When the product at this place comes on the runway. */
    private static long moment(int place) {
        return (6 + 8L * place) * MINUTE;
    }

    /** @param first place of the first of these products on the runway */
    private void sell(String prefix, List<Product> goods, int orders, long gmv, int first) {
        Weighted<Product> wanted = new Weighted<>();
        goods.forEach(product -> wanted.add(1, product));
        Weighted<Integer> units = new Weighted<Integer>().add(9, 1).add(1, 2);
        for (List<Line> lines : new Baskets(wanted, goods, units, YUAN * 2, random).of(orders, gmv)) {
            String main = lines.get(0).sku();
            int place = first + goods.stream().map(Product::sku).toList().indexOf(main);
            Wave wave = new Wave(moment(place), 1, 6 * MINUTE);
            Pace pace = new Pace(SETTINGS.length(), 0.2, List.of(wave));
            String channel = random.nextInt(3) == 0 ? "taobao" : "douyin";
            String city = List.of("上海", "上海", "拉萨", "北京", "成都").get(random.nextInt(5));
            Buyer buyer = new Buyer("f-%03d".formatted(random.nextInt(400)), null, city);
            String id = "%s-%04d".formatted(prefix, reports.size());
            reports.add(new Sale(id, pace.draw(random), channel, buyer, lines));
        }
    }

    private void deal(String id, Terms terms) {
        long at = SETTINGS.length() - 5 * MINUTE + reports.size();
        reports.add(new Other(Reported.OFFICE, new Deal("deal-" + id, ID, Kind.AGREEMENT, terms, null, at, null)));
    }
}
