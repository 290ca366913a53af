package org.livetally.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.boards.BoardOfRedis.KEYS;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardSections;
import org.livetally.domain.tally.Dimension;
import org.livetally.testing.ManualClock;
import org.livetally.testing.TestRedis;

/** What Redis holds of goods, groups and explanations, as a board and as the patches that follow it. */
@ExtendWith(VertxExtension.class)
@SuppressWarnings("NullAway.Init") // set before each test
final class BoardDetailsTest {
    private BoardOfRedis redis;

    @BeforeEach
    void open(Vertx vertx) {
        redis = new BoardOfRedis(vertx, new ManualClock());
        redis.totals("tallies", Basis.ALL_TALLIES);
    }

    @Test
    void aProductHasItsSeriesAndPictureAndWhatIsLeftAndCameBack() {
        TestRedis.command("ZADD", KEYS.ranking(Dimension.PRODUCTS), "500", "honey", "300", "tea", "200", "gone");
        TestRedis.command("ZADD", KEYS.stock(), "0", "honey", "7", "gone", "3", "never-sold");
        BoardOfRedis.set(KEYS.counts(), "products:returned:honey", "2");
        BoardOfRedis.set(
                KEYS.catalogue(),
                "honey",
                "{\"name\":\"蜂蜜\",\"series\":\"高原\",\"image\":\"/images/1\",\"stock\":12,\"levy\":{\"fund\":\"f\",\"amount\":1}}",
                "tea",
                "{\"name\":\"酥油茶\"}");
        JsonObject board = redis.shown();

        assertEquals(
                "{\"honey\":{\"name\":\"蜂蜜\",\"unit\":\"\",\"series\":\"高原\",\"image\":\"/images/1\","
                        + "\"gmv\":500,\"units\":0,\"orders\":0,\"returned\":2,\"stock\":0},"
                        + "\"tea\":{\"name\":\"酥油茶\",\"unit\":\"\",\"gmv\":300,\"units\":0,\"orders\":0,\"returned\":0},"
                        + "\"gone\":{\"gmv\":200,\"units\":0,\"orders\":0,\"returned\":0,\"stock\":7}}",
                board.getJsonObject("products").encode());
        assertEquals(
                "{\"honey\":0,\"never-sold\":3,\"gone\":7}",
                board.getJsonObject("stock").encode());
    }

    @Test
    void ofTheStockTheFiftyProductsWithTheLeastAreShown() {
        for (int i = 0; i < 60; i++) {
            TestRedis.command("ZADD", KEYS.stock(), "" + (100 - i), "sku-" + i);
        }
        TestRedis.command("ZADD", KEYS.ranking(Dimension.PRODUCTS), "1", "sku-0");
        JsonObject board = redis.shown();

        assertEquals(50, board.getJsonObject("stock").size());
        assertEquals(
                "sku-59", board.getJsonObject("stock").fieldNames().iterator().next());
        assertEquals(
                100,
                board.getJsonObject("products").getJsonObject("sku-0").getInteger("stock"),
                "though it has plenty");
    }

    @Test
    void aGroupHasItsBuyersAndTheShareOfItsPeopleWhoBought() {
        TestRedis.command("ZADD", KEYS.ranking(Dimension.GROUPS), "300", "仁爱社区", "200", "新城", "100", "路人");
        BoardOfRedis.set(KEYS.counts(), "groups:orders:仁爱社区", "5", "groups:buyers:仁爱社区", "2", "groups:buyers:新城", "4");
        BoardOfRedis.set(KEYS.groupTree(), "仁爱社区", "{\"parent\":\"新城\",\"headCount\":3}", "新城", "{\"headCount\":4}");

        assertEquals(
                "{\"仁爱社区\":{\"gmv\":300,\"orders\":5,\"buyers\":2,\"headCount\":3,\"participation\":0.6666,\"parent\":\"新城\"},"
                        + "\"新城\":{\"gmv\":200,\"orders\":0,\"buyers\":4,\"headCount\":4,\"participation\":1.0},"
                        + "\"路人\":{\"gmv\":100,\"orders\":0,\"buyers\":0}}",
                redis.shown().getJsonObject("groups").encode());
    }

    @Test
    void fundsAreRankedByWhatTheyGot() {
        TestRedis.command("ZADD", KEYS.ranking(Dimension.FUNDS), "20", "small", "900", "big");
        BoardOfRedis.set(KEYS.counts(), "funds:units:big", "45");

        assertEquals(
                "{\"big\":{\"amount\":900,\"units\":45},\"small\":{\"amount\":20,\"units\":0}}",
                redis.shown().getJsonObject("funds").encode());
    }

    /** Today is there, however little it has brought so far. */
    @Test
    void theFiftyNewestDaysAreShown() {
        LocalDate first = LocalDate.of(2021, 12, 1);
        for (int i = 0; i < 60; i++) {
            TestRedis.command("ZADD", KEYS.ranking(Dimension.DAYS), "" + (1000 - i), "" + first.plusDays(i));
        }
        BoardOfRedis.set(KEYS.counts(), "days:orders:2022-01-29", "3");
        JsonObject days = redis.shown().getJsonObject("days");

        assertEquals(50, days.size());
        assertEquals(
                "{\"gmv\":941,\"orders\":3,\"units\":0}",
                days.getJsonObject("2022-01-29").encode());
        assertEquals("2022-01-29", days.fieldNames().iterator().next());
        assertTrue(days.containsKey("2021-12-11"));
        assertFalse(days.containsKey("2021-12-10"));
    }

    @Test
    void anExplanationSaysWhatWhoAndWhen() {
        TestRedis.command("ZADD", KEYS.ranking(Dimension.EXPLANATIONS), "300", "8-0", "0", "9-1");
        BoardOfRedis.set(
                KEYS.counts(),
                "explanations:orders:8-0",
                "4",
                "explanations:skuGmv:8-0",
                "200",
                "explanations:skuUnits:8-0",
                "2");
        BoardOfRedis.set(
                KEYS.explained(),
                "8-0",
                "{\"sku\":\"tea\",\"host\":\"卓玛\",\"from\":5,\"to\":9}",
                "9-1",
                "{\"sku\":\"honey\",\"from\":9}");
        BoardOfRedis.set(KEYS.show(), "sku", "honey", "since", "9", "explanation", "9-1");
        JsonObject board = redis.shown();

        assertEquals(
                "{\"8-0\":{\"sku\":\"tea\",\"host\":\"卓玛\",\"from\":5,\"to\":9,\"gmv\":300,\"orders\":4,\"skuGmv\":200,\"skuUnits\":2},"
                        + "\"9-1\":{\"sku\":\"honey\",\"from\":9,\"gmv\":0,\"orders\":0,\"skuGmv\":0,\"skuUnits\":0}}",
                board.getJsonObject("explanations").encode());
        assertEquals(
                "{\"sku\":\"honey\",\"since\":9}", board.getJsonObject("show").encode());
    }

    @Test
    void dealsHaveAllTheirFiguresOrNone() {
        assertEquals("{}", redis.shown().getJsonObject("deals").encode());
        BoardOfRedis.set(KEYS.deals(), "signed", "60000000", "agreements", "2", "intended", "0");
        Board before = redis.read(null);

        assertEquals(
                "{\"intended\":0,\"signed\":60000000,\"delivered\":0,\"intents\":0,\"agreements\":2,\"income\":0,\"record\":false}",
                redis.shown().getJsonObject("deals").encode());
        redis.stream("signedRecord", "60000000");
        assertEquals(false, redis.shown().getJsonObject("deals").getBoolean("record"), "as much as before");
        BoardOfRedis.set(KEYS.deals(), "signed", "60000001");
        Board record = redis.read(before);
        assertEquals("{\"deals\":{\"signed\":60000001,\"record\":true}}", patch(before, record));
        BoardOfRedis.set(KEYS.deals(), "signed", "0", "agreements", "0");
        assertEquals(
                "{\"deals\":{\"intended\":null,\"signed\":null,\"delivered\":null,\"intents\":null,"
                        + "\"agreements\":null,\"income\":null,\"record\":null}}",
                patch(record, redis.read(record)));
    }

    /** Zero would be wrong: its first orders were not counted. */
    @Test
    void whatAStreamDidNotCountFromItsStartIsLeftOut() {
        TestRedis.command("HDEL", KEYS.totals(), "tallies");
        TestRedis.command("ZADD", KEYS.ranking(Dimension.GROUPS), "300", "仁爱社区");
        BoardOfRedis.set(KEYS.groupTree(), "仁爱社区", "{\"headCount\":3}");

        assertEquals(
                "{\"gmv\":300,\"orders\":0,\"headCount\":3}",
                redis.shown().getJsonObject("groups").getJsonObject("仁爱社区").encode());
    }

    @Test
    void whatMovesIsPatchedAndWhatIsGoneIsRemoved() {
        everything();
        Board before = redis.read(null);
        TestRedis.command("ZADD", KEYS.stock(), "1", "honey");
        TestRedis.command("ZINCRBY", KEYS.ranking(Dimension.FUNDS), "-5", "fund");
        TestRedis.command("HINCRBY", KEYS.counts(), "products:returned:honey", "1");
        TestRedis.command("HINCRBY", KEYS.counts(), "groups:buyers:仁爱社区", "1");
        TestRedis.command("HDEL", KEYS.show(), "sku");
        BoardOfRedis.set(KEYS.explained(), "8-0", "{\"sku\":\"honey\",\"from\":5,\"to\":9}");
        BoardOfRedis.set(KEYS.catalogue(), "honey", "{\"name\":\"蜂蜜\"}");
        Board moved = redis.read(before);

        assertEquals(
                "{\"products\":{\"honey\":{\"returned\":1,\"stock\":1,\"series\":null}},"
                        + "\"groups\":{\"仁爱社区\":{\"buyers\":2,\"participation\":1.0}},"
                        + "\"funds\":{\"fund\":{\"amount\":15}},"
                        + "\"explanations\":{\"8-0\":{\"to\":9}},"
                        + "\"show\":{\"sku\":null},\"stock\":{\"honey\":1}}",
                patch(before, moved));

        for (Dimension dimension : Dimension.values()) {
            TestRedis.command("DEL", KEYS.ranking(dimension));
        }
        TestRedis.command("DEL", KEYS.stock(), KEYS.show());
        assertEquals(
                "{\"products\":{\"honey\":null},\"series\":{\"高原\":null},\"categories\":{\"食品\":null},"
                        + "\"groups\":{\"仁爱社区\":null},\"hosts\":{\"卓玛\":null},\"funds\":{\"fund\":null},"
                        + "\"explanations\":{\"8-0\":null},\"days\":{\"2026-11-29\":null},"
                        + "\"show\":{\"host\":null,\"since\":null},\"stock\":{\"honey\":null}}",
                patch(moved, redis.read(moved)));
    }

    private static void everything() {
        BoardOfRedis.set(KEYS.catalogue(), "honey", "{\"name\":\"蜂蜜\",\"series\":\"高原\"}");
        BoardOfRedis.set(KEYS.groupTree(), "仁爱社区", "{\"headCount\":2}");
        BoardOfRedis.set(KEYS.explained(), "8-0", "{\"sku\":\"honey\",\"from\":5}");
        BoardOfRedis.set(KEYS.counts(), "groups:buyers:仁爱社区", "1");
        BoardOfRedis.set(KEYS.show(), "host", "卓玛", "sku", "honey", "since", "5", "explanation", "8-0");
        TestRedis.command("ZADD", KEYS.stock(), "2", "honey");
        rank(Dimension.PRODUCTS, "honey");
        rank(Dimension.SERIES, "高原");
        rank(Dimension.CATEGORIES, "食品");
        rank(Dimension.GROUPS, "仁爱社区");
        rank(Dimension.HOSTS, "卓玛");
        rank(Dimension.FUNDS, "fund");
        rank(Dimension.EXPLANATIONS, "8-0");
        rank(Dimension.DAYS, "2026-11-29");
    }

    private static void rank(Dimension dimension, String name) {
        TestRedis.command("ZADD", KEYS.ranking(dimension), "20", name);
    }

    private static String patch(Board before, Board now) {
        byte[] update = new BoardPatch(before, now).update(0, BoardSections.EVERY);
        return new JsonObject(Buffer.buffer(update)).getJsonObject("patch").encode();
    }
}
