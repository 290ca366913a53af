package org.livetally.scenario.events;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.StreamEvent.Group;
import org.livetally.scenario.Crowd;
import org.livetally.scenario.Figure;
import org.livetally.scenario.Reported;
import org.livetally.scenario.Reported.Sale;
import org.livetally.scenario.Scenario;
import org.livetally.scenario.StreamScript;
import org.livetally.scenario.StreamScript.Product;
import org.livetally.scenario.StreamScript.Settings;
import org.livetally.scenario.events.Pace.Wave;

/**
 * The county order platform: the district of Longquanyi orders goods of Ganzi, 14 to 19 April 2024, 15:10. Reported: 2,498
 * orders, nearly 110,000 yuan; 130 products; a health centre first in personal orders, then the market supervision bureau,
 * Damian street, Luodai town; all 150 staff of one bureau; 66 schools; ordered together, delivered together.
 */
final class GanziPlatform {
    static final String ID = "ganzi-platform";
    private static final int ORDERS = 2_498;
    /** In minor units: nearly 110,000 yuan. */
    private static final long GMV = 10_986_400;

    private static final int PRODUCTS = 130;
    private static final int SCHOOLS = 66;
    private static final int STAFF = 150;

    private static final String HEALTH_CENTRE = "龙泉街道社区卫生服务中心";
    private static final String SUPERVISION = "区市场监督管理局";
    private static final String DAMIAN = "大面街道";
    private static final String LUODAI = "洛带镇";
    /** The bureau of which everybody ordered. */
    private static final String EVERYBODY = "区农业农村局";

    private static final String BUREAUS = "区级部门";
    private static final String STREETS = "街道和镇";
    private static final String HEALTH = "卫生健康系统";
    private static final String EDUCATION = "教育系统";

    /** Below {@link #LUODAI}'s, so that the four stay in front. */
    private static final int MAX_OTHERS = 60;

    private static final long YUAN = 100;
    private static final long HOUR = 3_600_000;
    private static final Settings SETTINGS = Settings.past(
                    ID, "龙泉驿·甘孜 县域团购平台", "2024-04-14T09:00+08:00", "2024-04-19T15:10+08:00")
            .goal(10_000_000);

    private final Random random = new Random(2_498);
    private final Map<String, Group> tree = new LinkedHashMap<>();
    /** How many orders each group places. */
    private final Map<String, Integer> shares = new LinkedHashMap<>();

    private GanziPlatform() {}

    static Scenario scenario() {
        GanziPlatform platform = new GanziPlatform();
        return new Scenario(
                ID,
                "The county order platform, Longquanyi for Ganzi, 14 to 19 April 2024: 66 schools, bureaus and streets order together",
                platform.script(),
                reported(platform.ordersOfSchools()));
    }

    private static List<Figure> reported(long ordersOfSchools) {
        String path = "/api/streams/" + ID;
        return List.of(
                Figure.board("2,498 orders by 19 April, 15:10", ORDERS, ID, "totals", "orders"),
                Figure.board("nearly 110,000 yuan", GMV, ID, "totals", "gmv"),
                Figure.distinct("130 products", PRODUCTS, path + "/products.csv", "sku"),
                Figure.board("first in orders: a health centre", 214, ID, "groups", HEALTH_CENTRE, "orders"),
                Figure.board("then the market supervision bureau", 188, ID, "groups", SUPERVISION, "orders"),
                Figure.board("then Damian street", 171, ID, "groups", DAMIAN, "orders"),
                Figure.board("then Luodai town", 162, ID, "groups", LUODAI, "orders"),
                Figure.board("all 150 staff of one bureau", STAFF, ID, "groups", EVERYBODY, "buyers"),
                Figure.board("participation 100 %", 1, ID, "groups", EVERYBODY, "participation"),
                Figure.distinct("66 schools", SCHOOLS, path + "/groups.csv", "group", "parent", EDUCATION),
                Figure.field(
                        "what they ordered",
                        ordersOfSchools,
                        path + "/groups?figures=true",
                        EDUCATION,
                        "total",
                        "orders"),
                Figure.distinct("delivered together", 94, path + "/deliveries.csv", "group"));
    }

    private StreamScript script() {
        plant();
        List<Product> goods = GanziGoods.all();
        return new StreamScript(SETTINGS, goods, tree, orders(goods), Crowd.NONE);
    }

    private long ordersOfSchools() {
        return IntStream.range(0, SCHOOLS)
                .mapToObj(GanziPlatform::school)
                .mapToInt(shares::get)
                .sum();
    }

    /** The tree of groups, and what each orders; the schools share what is left. */
    private void plant() {
        Stream.of(BUREAUS, STREETS, HEALTH, EDUCATION).forEach(name -> tree.put(name, new Group(null, null)));
        add(HEALTH_CENTRE, HEALTH, 260, 214);
        add(SUPERVISION, BUREAUS, 230, 188);
        add(DAMIAN, STREETS, 320, 171);
        add(LUODAI, STREETS, 280, 162);
        add(EVERYBODY, BUREAUS, STAFF, STAFF);
        others(BUREAUS, "区教育局", "区财政局", "区人力资源和社会保障局", "区交通运输局", "区水务局", "区文化体育和旅游局", "区应急管理局", "区税务局");
        others(STREETS, "龙泉街道", "十陵街道", "西河街道", "同安街道", "柏合街道", "东安街道", "山泉镇");
        others(HEALTH, "区第一人民医院", "区妇幼保健院", "区疾病预防控制中心", "区中医医院", "大面街道社区卫生服务中心", "西河街道社区卫生服务中心", "洛带镇卫生院", "山泉镇卫生院");
        int left = ORDERS - shares.values().stream().mapToInt(Integer::intValue).sum();
        for (int school = 0; school < SCHOOLS; school++) {
            int share = left / (SCHOOLS - school);
            int orders = school == SCHOOLS - 1 ? left : share - 4 + random.nextInt(9);
            add(school(school), EDUCATION, 40 + random.nextInt(120), orders);
            left -= orders;
        }
    }

    private static String school(int number) {
        String[] kinds = {"小学", "中学", "幼儿园"};
        String[] places = {"龙泉", "大面", "十陵", "西河", "洛带", "同安", "柏合", "东安", "山泉", "黄土", "茶店"};
        String place = places[number / 6];
        int one = number % 6;
        return "%s第%s%s".formatted(place, one < 3 ? "一" : "二", kinds[one % 3]);
    }

    private void others(String parent, String... names) {
        for (String name : names) {
            add(name, parent, 80 + random.nextInt(160), 20 + random.nextInt(MAX_OTHERS - 20));
        }
    }

    private void add(String name, String parent, long headCount, int orders) {
        tree.put(name, new Group(parent, headCount));
        shares.put(name, orders);
    }

    private List<Reported> orders(List<Product> goods) {
        Weighted<Product> wanted = new Weighted<>();
        goods.forEach(product -> wanted.add(1 + (int) (20_000 / product.price()), product));
        Weighted<Integer> units = new Weighted<Integer>().add(8, 1).add(2, 2);
        List<List<Line>> baskets = new Baskets(wanted, goods, units, YUAN, random).of(ORDERS, GMV);
        Weighted<String> channels = new Weighted<String>().add(8, "wx-mini").add(2, "h5");
        Pace pace = pace();
        List<Reported> orders = new ArrayList<>();
        shares.forEach((group, count) -> {
            for (int i = 0; i < count; i++) {
                int number = orders.size();
                String id = "g-%04d".formatted(number + 1);
                orders.add(
                        new Sale(id, pace.draw(random), channels.draw(random), buyer(group, i), baskets.get(number)));
            }
        });
        return orders;
    }

    /** Everybody orders once, but for one in twelve who comes back; in the bureau of all nobody does. */
    private Buyer buyer(String group, int number) {
        boolean again = number > 0 && !group.equals(EVERYBODY) && random.nextInt(12) == 0;
        int person = again ? random.nextInt(number) : number;
        return new Buyer("%s-%03d".formatted(group, person + 1), group, "成都", "四川");
    }

    /** Most order in the morning, at noon and in the evening. */
    private static Pace pace() {
        List<Wave> waves = IntStream.range(0, 6)
                .boxed()
                .flatMap(day -> Stream.of(0.5, 3.4, 10.5).map(hour -> (long) ((24 * day + hour) * HOUR)))
                .filter(at -> at < SETTINGS.length())
                .map(at -> new Wave(at, 1, 3 * HOUR / 2))
                .toList();
        return new Pace(SETTINGS.length(), 0, waves);
    }
}
