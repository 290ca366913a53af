package org.livetally.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.boards.Replies.array;
import static org.livetally.boards.Replies.number;
import static org.livetally.boards.Replies.texts;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.board.BoardNews;
import org.livetally.domain.board.BoardSections;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Dimension;

/**
 * Every byte that screens get, of boards that show all that a board can show: the order of fields, what a patch leaves
 * out, and what it removes. Clients may rely on any of it, so the file changes only together with the API documents.
 */
@ExtendWith(VertxExtension.class)
final class BoardWireTest {
    private static final Path MESSAGES = Path.of("src/test/resources/boards/messages.ndjson");
    private static final BoardId BOARD = BoardId.ofStream("naqu-4500m");
    private static final long AT = 1_795_281_935_146L;
    private static final String HONEY = "{\"name\":\"高原野蜂蜜 \\\"特级\\\"\",\"unit\":\"瓶\",\"price\":9800}";
    private static final String TEA = "{\"name\":\"Tea\",\"unit\":\"\"}";
    private static final String RENAMED = "{\"name\":\"Green tea\",\"unit\":\"g\"}";
    private static final String LIVE = "title|那曲 \"4500 m\" <b>\\ \u2028 😀\t\u0001\u007f|status|live|currency|CNY"
            + "|timezone|Asia/Shanghai|goal|50000000|startedAt|1795278335146|endsAt|1795285535146";
    private static final List<BoardSections> CHOICES = List.of(
            BoardSections.EVERY,
            BoardSections.of(Set.of("totals", "recent")),
            BoardSections.of(Set.of("goal", "stream")),
            BoardSections.of(Set.of("products")),
            BoardSections.of(Set.of("trend", "audience", "cities")));

    @Test
    void messagesAreTheSameByteForByte(Vertx vertx) throws IOException {
        OrderFeed none = new OrderFeed(
                vertx,
                BOARD,
                new OrderLedger(
                        stream -> Future.succeededFuture(Seq.START),
                        (stream, from, upTo, min) -> Future.failedFuture("no order is read here")));
        WatchedBoard board = new WatchedBoard(BOARD, none);
        List<List<String>> messages = new ArrayList<>();
        for (BoardSections fields : CHOICES) {
            List<String> told = new ArrayList<>();
            board.add(fields, news -> told.add(shown(news)));
            messages.add(told);
        }
        Board last = null;
        List<Response> replies = List.of(scheduled(), live(), moved(), ended(), changed(), live(), moved());
        for (int i = 0; i < replies.size(); i++) {
            last = decode(replies.get(i), AT + 100L * i, last);
            board.advance(last, () -> {});
        }
        assertEquals(
                Files.readAllLines(MESSAGES),
                messages.stream().flatMap(List::stream).toList());
    }

    private static Board decode(Response reply, long at, @Nullable Board last) {
        return new BoardDecoder(BOARD, reply, at, new ProductLabels()).board(TrendReading.of(last));
    }

    private static String shown(BoardNews news) {
        byte[] json = news instanceof BoardNews.Update update
                ? update.json()
                : ((BoardNews.Latest) news).json().get();
        return new String(json, StandardCharsets.UTF_8);
    }

    private static Response scheduled() {
        return reply(
                texts("title", "", "status", "scheduled", "currency", "CNY", "timezone", "Asia/Shanghai"),
                array(texts(), texts(null, 0, null, null, null), number(0)),
                array(texts(), texts()));
    }

    private static Response live() {
        return reply(
                fields(LIVE),
                array(
                        fields("gmv|118800|orders|7|units|9|placed|130000|version|12|last|12-0"),
                        texts(87412, 3_987, 4021, 10231, 15020),
                        number(5)),
                array(
                        texts(AT, 39_600, 2, null, AT + 60_000, 79_200, 5, 1_456),
                        texts(recent(3, "杭州"), recent(2, "\\\"x\\\"\\n \\uD83D\\uDE00"))),
                texts("honey", 60_000, 6, 4, HONEY, "tea", 40_000, 2, 2, TEA, "\"q\"\n", 18_800, null, 1, null),
                fields("wsnb|118800|7"),
                fields("仁爱社区|60000|3"),
                fields("杭州|39600|1|拉萨|10000|1"),
                fields("浙江|39600|1|西藏|10000|1"));
    }

    /** Products change places, one leaves and one comes; the catalogue has forgotten one and knows another. */
    private static Response moved() {
        return reply(
                fields(LIVE),
                array(
                        fields("gmv|198800|orders|9|units|11|placed|210000|refunded|900|version|15"),
                        texts(87412, 3_990, 4021, 10231, 15021),
                        number(6)),
                array(
                        texts(AT + 60_000, 80_200, 6, 1_456, AT + 120_000, 79_000, 1, 1),
                        texts(recent(5, "拉萨"), recent(4, null), recent(3, "杭州"))),
                texts("tea", 120_000, 4, 4, null, "honey", 60_000, 6, 4, HONEY, "salt", 18_800, 1, 1, TEA),
                fields("wsnb|118800|7|tmall|80000|2"),
                fields("仁爱社区|60000|3"),
                fields("拉萨|90000|3|杭州|39600|1"),
                fields("西藏|90000|3|浙江|39600|1"));
    }

    /** Has ended, without a goal: what was there goes, field by field. */
    private static Response ended() {
        return reply(
                fields("title|那曲|status|ended|currency|CNY|timezone|UTC|startedAt|1|endedAt|2"),
                array(
                        fields("gmv|198800|orders|9|units|11|placed|210000|cancelled|700|version|16"),
                        texts(87412, 0, 4021, 10231, 15021),
                        number(6)),
                array(texts(AT + 120_000, 79_000, 1, 1), texts(recent(5, "拉萨"), recent(4, null))),
                texts("tea", 120_000, 4, 4, TEA),
                texts(),
                fields("仁爱社区|60000|3"),
                fields("拉萨|90000|3"),
                fields("西藏|90000|3"));
    }

    /** Only settings and one name: most sections are left out. */
    private static Response changed() {
        return reply(
                fields("title|那曲|status|ended|currency|JPY|timezone|UTC|startedAt|1|endsAt|3|openOrders|1"
                        + "|goal|9007199254740991|goalReachedAt|2"),
                array(
                        fields("gmv|198800|orders|9|units|11|placed|210000|cancelled|700|version|17"),
                        texts(87412, 0, 4021, 10231, 15021),
                        number(6)),
                array(texts(AT + 120_000, 79_000, 1, 1), texts(recent(5, "拉萨"), recent(4, null))),
                texts("tea", 120_000, 4, 4, RENAMED),
                texts(),
                fields("仁爱社区|60000|3"),
                fields("拉萨|90000|3"),
                fields("西藏|90000|3"));
    }

    private static Response fields(String words) {
        return texts((Object[]) words.split("[|]"));
    }

    /**
     * A reply in the order of read_board.lua.
     *
     * @param figures totals, audience, buyers
     * @param lists trend, recent
     * @param rankings of each dimension; those left out are empty
     */
    private static Response reply(Response stream, Response figures, Response lists, Response... rankings) {
        List<Response> named = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            named.add(texts(dimension.key()).get(0));
            named.add(dimension.ordinal() < rankings.length ? rankings[dimension.ordinal()] : texts());
        }
        return array(
                stream,
                figures.get(0),
                figures.get(1),
                figures.get(2),
                lists.get(0),
                lists.get(1),
                array(named.toArray(Response[]::new)));
    }

    private static String recent(int seq, @Nullable String city) {
        String buyer = city == null ? "" : ",\"buyer\":\"u***1\",\"city\":\"" + city + "\"";
        return AT + "-" + seq + " {\"at\":" + (AT + seq) + buyer
                + ",\"amount\":39600,\"lines\":[{\"sku\":\"honey\",\"qty\":2}],\"moreLines\":7}";
    }
}
