package org.livetally.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardGoal;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.board.BoardSections;
import org.livetally.domain.board.BoardStream;
import org.livetally.domain.board.Forecast;
import org.livetally.domain.board.RecentOrder;
import org.livetally.testing.Rfc7396;
import org.livetally.testing.SampleLedger;

final class BoardPatchTest {
    private static final int BOARDS = 5_000;
    private static final int MINUTES = 6;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aPatchTurnsAnyBoardIntoAnyOther(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < BOARDS; i++) {
            SampleLedger ledger = SampleLedger.random(random, random.nextInt(8), MINUTES);
            Board before = board(random, ledger);
            boolean follows = random.nextBoolean();
            Board after = board(
                    random,
                    follows
                            ? ledger.and(SampleLedger.random(random, random.nextInt(3), MINUTES))
                            : SampleLedger.random(random, random.nextInt(8), MINUTES));

            BoardPatch patch = new BoardPatch(before, after);
            JsonObject update = json(patch.update(before.version(), BoardSections.EVERY));

            assertEquals(
                    sections(after),
                    Rfc7396.apply(update.getJsonObject("patch").getMap(), sections(before)),
                    () -> before + " to " + after);
            boolean differs = !update.getJsonObject("patch").isEmpty() || update.containsKey("recent");
            assertEquals(differs, patch.touches(BoardSections.EVERY));
        }
    }

    @Test
    void equalBoardsNeedNoPatch() {
        for (int i = 0; i < BOARDS; i++) {
            Board one = board(new Random(i), SampleLedger.random(new Random(i), 6, MINUTES));
            Board same = board(new Random(i), SampleLedger.random(new Random(i), 6, MINUTES));
            assertFalse(new BoardPatch(one, same).touches(BoardSections.EVERY));
        }
    }

    @Test
    void whatIsGoneBecomesNull() {
        Board before = board(new Random(5), SampleLedger.random(new Random(5), 20, MINUTES));
        Board after = board(new Random(5), SampleLedger.random(new Random(5), 0, MINUTES));

        JsonObject cities = json(new BoardPatch(before, after).update(0, BoardSections.of(Set.of("cities"))))
                .getJsonObject("patch")
                .getJsonObject("cities");

        assertEquals(3, cities.size());
        cities.forEach(city -> assertEquals(null, city.getValue()));
    }

    @Test
    void onlyWhatMovedIsInIt() {
        SampleLedger ledger = SampleLedger.random(new Random(6), 20, MINUTES);
        Board before = ledger.board(stream("before", null), new BoardGoal(100, null, new Forecast(70, 60, 90, null)));
        Board after = ledger.board(stream("after", 5L), new BoardGoal(100, null, new Forecast(80, 60, 110, 9L)));

        assertEquals(
                "{\"type\":\"update\",\"version\":20,\"from\":19,\"at\":7,\"patch\":"
                        + "{\"goal\":{\"projected\":{\"amount\":80,\"high\":110,\"at\":9}},\"stream\":{\"title\":\"after\",\"endedAt\":5}}}",
                text(new BoardPatch(before, after).update(19, BoardSections.EVERY)));
        assertFalse(new BoardPatch(before, after).touches(BoardSections.of(Set.of("totals", "recent", "trend"))));
    }

    @Test
    void keysComeInTheOrderOfTheNewBoard() {
        Board before = board(new Random(7), SampleLedger.random(new Random(7), 0, MINUTES));
        Board after = board(new Random(8), SampleLedger.random(new Random(8), 30, MINUTES));

        JsonObject patch = json(new BoardPatch(before, after).update(0, BoardSections.EVERY))
                .getJsonObject("patch");

        JsonObject shown = json(BoardJson.snapshot(after, BoardSections.EVERY)).getJsonObject("board");
        assertEquals(shown.fieldNames().stream().filter(patch::containsKey).toList(), List.copyOf(patch.fieldNames()));
        for (String ranked : List.of("products", "cities", "trend")) {
            assertEquals(
                    List.copyOf(shown.getJsonObject(ranked).fieldNames()),
                    List.copyOf(patch.getJsonObject(ranked).fieldNames()));
        }
    }

    @Test
    void onlyOrdersThatAreNewAreTold() {
        SampleLedger ledger = SampleLedger.random(new Random(9), 4, 1);
        Board before = ledger.board(stream("", null), null);
        assertTrue(before.recent().size() > 1);
        Board one = new Board(
                before.version(),
                1,
                before.stream(),
                null,
                before.goods(),
                before.tallies(),
                before.deals(),
                before.recent().subList(1, 2));

        String update = text(new BoardPatch(one, before).update(0, BoardSections.EVERY));

        RecentOrder newest = before.recent().get(0);
        assertTrue(
                update.endsWith("\"recent\":[{\"seq\":\"" + newest.seq() + "\","
                        + newest.json().substring(1) + "]}"),
                update);
        assertFalse(new BoardPatch(one, before).touches(BoardSections.of(Set.of("products"))));
    }

    private static Board board(Random random, SampleLedger ledger) {
        BoardGoal goal = random.nextBoolean() ? null : new BoardGoal(random.nextInt(2), time(random), forecast(random));
        BoardStream stream = new BoardStream(
                BoardId.ofStream("s"),
                "title " + random.nextInt(2),
                random.nextBoolean() ? "live" : "ended",
                random.nextBoolean() ? "CNY" : "JPY",
                "UTC",
                time(random),
                time(random),
                time(random),
                random.nextBoolean());
        return RandomDetails.on(random, ledger.board(stream, goal));
    }

    private static @Nullable Forecast forecast(Random random) {
        return random.nextBoolean()
                ? null
                : new Forecast(random.nextInt(2), random.nextInt(2), random.nextInt(2), time(random));
    }

    private static @Nullable Long time(Random random) {
        return random.nextBoolean() ? null : (Long) (long) random.nextInt(2);
    }

    private static BoardStream stream(String title, @Nullable Long endedAt) {
        return new BoardStream(BoardId.ofStream("s"), title, "live", "CNY", "UTC", null, null, endedAt, false);
    }

    /** What screens see of it, but the orders, which are not part of a patch. */
    private static Map<String, Object> sections(Board board) {
        JsonObject shown = json(BoardJson.snapshot(board, BoardSections.EVERY)).getJsonObject("board");
        shown.remove(BoardSections.RECENT);
        return shown.getMap();
    }

    private static JsonObject json(byte[] message) {
        return new JsonObject(Buffer.buffer(message));
    }

    private static String text(byte[] message) {
        return new String(message, StandardCharsets.UTF_8);
    }
}
