package org.livetally.boards;

import static org.livetally.boards.Replies.array;
import static org.livetally.boards.Replies.number;
import static org.livetally.boards.Replies.packed;
import static org.livetally.boards.Replies.texts;
import static org.livetally.domain.tally.Dimension.CATEGORIES;
import static org.livetally.domain.tally.Dimension.CHANNELS;
import static org.livetally.domain.tally.Dimension.CITIES;
import static org.livetally.domain.tally.Dimension.DAYS;
import static org.livetally.domain.tally.Dimension.EXPLANATIONS;
import static org.livetally.domain.tally.Dimension.FUNDS;
import static org.livetally.domain.tally.Dimension.GROUPS;
import static org.livetally.domain.tally.Dimension.HOSTS;
import static org.livetally.domain.tally.Dimension.PRODUCTS;
import static org.livetally.domain.tally.Dimension.PROVINCES;
import static org.livetally.domain.tally.Dimension.SERIES;

import io.vertx.redis.client.Response;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.tally.Dimension;

/** Replies of read_board.lua for a stream as it goes on, which hold all that a board can show. */
final class BoardReplies {
    /** Epoch milliseconds of the first. */
    static final long AT = 1_795_281_935_146L;

    private static final String HONEY = "{\"name\":\"高原野蜂蜜 \\\"特级\\\"\",\"unit\":\"瓶\",\"price\":9800,"
            + "\"series\":\"青稞宇宙\",\"image\":\"/images/honey\",\"stock\":6}";
    private static final String TEA = "{\"name\":\"Tea\",\"unit\":\"\"}";
    private static final String RENAMED = "{\"name\":\"Green tea\",\"unit\":\"g\"}";
    private static final String GROUP = "{\"parent\":\"新城\",\"headCount\":7}";
    private static final String SEAL = "0123456789abcdef".repeat(4);
    private static final String UNCOUNTED = "{}";
    private static final String ON_AIR = "{\"sku\":\"honey\",\"host\":\"卓玛\",\"from\":1795281935000}";
    private static final String OFF_AIR = ON_AIR.replace("}", ",\"to\":1795281935300}");
    private static final String LIVE = "title|那曲 \"4500 m\" <b>\\ \u2028 😀\t\u0001\u007f|status|live|currency|CNY"
            + "|timezone|Asia/Shanghai|goal|50000000|signedRecord|60000000|startedAt|1795278335146|endsAt|1795285535146";

    private BoardReplies() {}

    static Response scheduled() {
        return reply(
                texts("title", "", "status", "scheduled", "currency", "CNY", "timezone", "Asia/Shanghai"),
                array(texts(), texts(null, 0, null, null, null), number(0)),
                array(texts(), texts()),
                array(texts(), texts()),
                Map.of());
    }

    static Response live() {
        return reply(
                fields(LIVE),
                array(
                        fields("tallies|2|gmv|118800|orders|7|units|9|placed|130000|version|12|last|12-0"),
                        texts(87412, 3_987, 4021, 10231, 15020),
                        number(5),
                        texts("tiktok:\"room\"", 80_000, AT - 60_000)),
                array(
                        texts(AT, 39_600, 2, null, AT + 60_000, 79_200, 5, 1_456),
                        texts(recent(3, "杭州"), recent(2, "\\\"x\\\"\\n \\uD83D\\uDE00"))),
                array(
                        fields("host|卓玛|sku|honey|since|1795281935000|explanation|8-0"),
                        fields("honey|0|tea|12|salt|40"),
                        fields("intended|85000000|signed|60000000|intents|10|agreements|2|income|4000000"),
                        texts(AT + "-2", SEAL, AT, 0)),
                Map.of(
                        PRODUCTS,
                        rows(
                                texts("honey", 60_000, 6, 4, 1, HONEY, 0),
                                texts("tea", 40_000, 2, 2, null, TEA, 12),
                                texts("\"q\"\n", 18_800, null, 1, null, null, null)),
                        SERIES,
                        fields("青稞宇宙|60000|6|4"),
                        CATEGORIES,
                        fields("食品|118800|9|7"),
                        CHANNELS,
                        fields("wsnb|118800|7"),
                        GROUPS,
                        rows(texts("仁爱社区", 60_000, 3, 2, GROUP), texts("路人", 10_000, 1, 1, null)),
                        CITIES,
                        fields("杭州|39600|1|拉萨|10000|1"),
                        PROVINCES,
                        fields("浙江|39600|1|西藏|10000|1"),
                        HOSTS,
                        fields("卓玛|60000|4"),
                        EXPLANATIONS,
                        texts("8-0", 60_000, 4, 39_600, 2, ON_AIR),
                        DAYS,
                        fields("2026-11-21|118800|7|9")));
    }

    /** Products change places, one leaves and one comes; the catalogue has forgotten one and knows another. */
    static Response moved() {
        return reply(
                fields(LIVE),
                array(
                        fields("tallies|2|gmv|198800|orders|9|units|11|placed|210000|refunded|900|version|15"),
                        texts(87412, 3_990, 4021, 10231, 15021),
                        number(6),
                        texts("tiktok:\"room\"", 80_000, AT, "哔哩", 12, AT)),
                array(
                        texts(AT + 60_000, 80_200, 6, 1_456, AT + 120_000, 79_000, 1, 1),
                        texts(recent(5, "拉萨"), recent(4, null), recent(3, "杭州"))),
                array(
                        fields("host|卓玛|since|1795281935300|explanation|9-0"),
                        fields("honey|0|tea|10|barley|50"),
                        fields("intended|85000000|signed|90000000|delivered|20000000|intents|10|agreements|3"),
                        texts(AT + "-5", SEAL.replace('0', 'f'), AT + 4_000, 1)),
                Map.of(
                        PRODUCTS,
                        rows(
                                texts("tea", 120_000, 4, 4, null, null, 10),
                                texts("honey", 60_000, 6, 4, 2, HONEY, 0),
                                texts("salt", 18_800, 1, 1, null, TEA, null)),
                        SERIES,
                        fields("青稞宇宙|60000|6|4"),
                        CHANNELS,
                        fields("wsnb|118800|7|tmall|80000|2"),
                        GROUPS,
                        rows(texts("仁爱社区", 60_000, 3, 3, GROUP), texts("路人", 10_000, 1, 1, null)),
                        CITIES,
                        fields("拉萨|90000|3|杭州|39600|1"),
                        PROVINCES,
                        fields("西藏|90000|3|浙江|39600|1"),
                        HOSTS,
                        fields("卓玛|60000|4"),
                        FUNDS,
                        fields("公益基金|1200|12"),
                        EXPLANATIONS,
                        texts("8-0", 60_000, 4, 39_600, 2, OFF_AIR),
                        DAYS,
                        fields("2026-11-21|198800|9|11")));
    }

    /** Has ended, without a goal: what was there goes, field by field. */
    static Response ended() {
        return reply(
                fields("title|那曲|status|ended|currency|CNY|timezone|UTC|startedAt|1|endedAt|2"),
                array(
                        fields("tallies|2|gmv|198800|orders|9|units|11|placed|210000|cancelled|700|version|16"),
                        texts(87412, 0, 4021, 10231, 15021),
                        number(6)),
                array(texts(AT + 120_000, 79_000, 1, 1), texts(recent(5, "拉萨"), recent(4, null))),
                array(texts(), texts()),
                Map.of(
                        PRODUCTS,
                        texts("tea", 120_000, 4, 4, null, TEA, null),
                        GROUPS,
                        texts("仁爱社区", 60_000, 3, 3, UNCOUNTED),
                        CITIES,
                        fields("拉萨|90000|3"),
                        PROVINCES,
                        fields("西藏|90000|3")));
    }

    /** Only settings and one name: most sections are left out. */
    static Response changed() {
        return reply(
                fields("title|那曲|status|ended|currency|JPY|timezone|UTC|startedAt|1|endsAt|3|openOrders|1"
                        + "|goal|9007199254740991|goalReachedAt|2"),
                array(
                        fields("tallies|2|gmv|198800|orders|9|units|11|placed|210000|cancelled|700|version|17"),
                        texts(87412, 0, 4021, 10231, 15021),
                        number(6)),
                array(texts(AT + 120_000, 79_000, 1, 1), texts(recent(5, "拉萨"), recent(4, null))),
                array(texts(), texts()),
                Map.of(
                        PRODUCTS,
                        texts("tea", 120_000, 4, 4, null, RENAMED, null),
                        GROUPS,
                        texts("仁爱社区", 60_000, 3, 3, UNCOUNTED),
                        CITIES,
                        fields("拉萨|90000|3"),
                        PROVINCES,
                        fields("西藏|90000|3")));
    }

    private static Response fields(String words) {
        return texts((Object[]) words.split("[|]"));
    }

    /**
     * A reply in the order of read_board.lua.
     *
     * @param figures totals, audience, buyers, sources of likes; without these, if there are none
     * @param lists trend, recent
     * @param goods show, stock, deals, seal; without the later ones, if there are none
     * @param rankings of each dimension; those left out are empty
     */
    private static Response reply(
            Response stream, Response figures, Response lists, Response goods, Map<Dimension, Response> rankings) {
        Response[] ranked = Arrays.stream(Dimension.values())
                .map(dimension -> rankings.getOrDefault(dimension, texts()))
                .toArray(Response[]::new);
        Response packed = packed(array(
                stream,
                figures.get(0),
                figures.get(1),
                figures.get(2),
                goods.get(0),
                goods.get(1),
                goods.size() > 2 ? goods.get(2) : texts(),
                goods.size() > 3 ? goods.get(3) : texts(null, null, null, null),
                lists.get(1),
                array(ranked)));
        Response members = texts(); // a stream has none
        return array(packed, lists.get(0), members, figures.size() > 3 ? figures.get(3) : texts());
    }

    private static Response rows(Response... rows) {
        return array(Arrays.stream(rows).flatMap(Response::stream).toArray(Response[]::new));
    }

    private static String recent(int seq, @Nullable String city) {
        String buyer = city == null ? "" : ",\"buyer\":\"u***1\",\"city\":\"" + city + "\"";
        return AT + "-" + seq + " {\"at\":" + (AT + seq) + buyer
                + ",\"amount\":39600,\"lines\":[{\"sku\":\"honey\",\"qty\":2}],\"moreLines\":7}";
    }
}
