package org.livetally.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.livetally.boards.BoardOfRedis.KEYS;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.RankedName;
import org.livetally.domain.board.Ranking;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.testing.ManualClock;
import org.livetally.testing.TestRedis;

/** Boards whose rows are carried over from reading to reading are those that are read from nothing. */
@ExtendWith(VertxExtension.class)
final class CarriedBoardTest {
    private static final int READINGS = 400;
    private static final List<String> NAMES =
            List.of("a", "aa", "ab", "b", "茶", "n".repeat(31), "n".repeat(32), "n".repeat(300), "12", "-1");
    private static final List<String> LABELS =
            List.of("{}", "{\"name\":\"茶\",\"unit\":\"g\"}", "{\"headCount\":7}", "{\"name\":\"b\",\"parent\":\"a\"}");

    @Test
    void whateverChanges(Vertx vertx) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        BoardOfRedis redis = new BoardOfRedis(vertx, new ManualClock());
        for (int i = 0; i < READINGS; i++) {
            for (int changes = random.nextInt(6); changes > 0; changes--) {
                change(random, redis);
            }
            Board now = redis.read(null);
            assertEquals(redis.readAlone(), now, "seed " + seed);
            Board same = redis.read(null);
            for (Dimension dimension : Dimension.values()) {
                assertSame(now.tallies().ranking(dimension), same.tallies().ranking(dimension));
            }
        }
    }

    @Test
    void onlyWhatWasSoldIsANewRow(Vertx vertx) {
        BoardOfRedis redis = new BoardOfRedis(vertx, new ManualClock());
        String products = KEYS.ranking(Dimension.PRODUCTS);
        TestRedis.command("ZADD", products, "30", "tea", "20", "honey", "10", "salt");
        BoardOfRedis.set(KEYS.catalogue(), "salt", LABELS.get(1), "tea", LABELS.get(1));
        Ranking before = redis.read(null).tallies().ranking(Dimension.PRODUCTS);
        TestRedis.command("ZADD", products, "40", "salt");

        Ranking now = redis.read(null).tallies().ranking(Dimension.PRODUCTS);

        assertEquals(
                List.of("salt", "tea", "honey"),
                now.names().stream().map(RankedName::name).toList());
        assertEquals(40, now.names().get(0).of(Measure.GMV));
        assertSame(before.names().get(2).label(), now.names().get(0).label());
        assertSame(before.names().get(0), now.names().get(1));
        assertSame(before.names().get(1), now.names().get(2));
    }

    private static void change(Random random, BoardOfRedis redis) {
        Dimension dimension = Dimension.values()[random.nextInt(Dimension.values().length)];
        String name =
                dimension == Dimension.DAYS ? "2026-11-1" + random.nextInt(5) : NAMES.get(random.nextInt(NAMES.size()));
        String label = LABELS.get(random.nextInt(LABELS.size()));
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> TestRedis.command("ZADD", KEYS.ranking(dimension), number(random), name);
            case 3 -> TestRedis.command("ZREM", KEYS.ranking(dimension), name);
            case 4 -> {
                Measure measure =
                        dimension.counts().get(random.nextInt(dimension.counts().size()));
                BoardOfRedis.set(KEYS.counts(), dimension.countField(measure, name), number(random));
            }
            case 5 -> BoardOfRedis.set(KEYS.catalogue(), name, label);
            case 6 -> BoardOfRedis.set(KEYS.groupTree(), name, label);
            case 7 -> TestRedis.command("ZADD", KEYS.stock(), number(random), name);
            case 8 -> {
                TestRedis.command(
                        "LPUSH", KEYS.recent(), random.nextInt(99) + "-1 {\"amount\":" + number(random) + "}");
                TestRedis.command("LTRIM", KEYS.recent(), "0", "19");
            }
            case 9 -> redis.totals("tallies", random.nextBoolean() ? "2" : "1", "gmv", number(random), "last", "9-9");
            case 10 -> redis.stream("title", name, "goal", number(random));
            default -> BoardOfRedis.set(random.nextBoolean() ? KEYS.show() : KEYS.deals(), "host", number(random));
        }
    }

    private static String number(Random random) {
        return Long.toString(random.nextInt(4) == 0 ? random.nextInt(2_000_000_000) : random.nextInt(3));
    }
}
