package org.livetally.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.domain.board.Board;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RedisWork;
import org.livetally.testing.TestProducer;
import org.livetally.testing.TestScreen;

/** {@code GET /api/boards/…}: current for each request, with one reading for all requests within a tick. */
final class AskedBoardTest {
    private static final String STREAM = "naqu-4500m";
    private static final int ASKERS = 50;

    @RegisterExtension
    final LiveServer server = LiveServer.with(STREAM);

    private final ExecutorService threads = Executors.newFixedThreadPool(ASKERS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?fields=stream", "?fields=trend,recent"})
    void thoseWhoAskWithinATickShareAReading(String query) {
        long begin = System.nanoTime();
        Map<String, Long> work = RedisWork.of(() -> ask(6 * ASKERS, "/api/boards/" + STREAM + query)
                .forEach(answer -> assertEquals(200, answer.statusCode(), answer::body)));

        long ticks = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) / Board.TICK_MS;
        long readings =
                work.getOrDefault("lrange", 0L); // each reading asks once for the newest orders, and nothing else does
        assertTrue(readings > 0 && readings <= ticks + 2, readings + " readings in " + ticks + " ticks");
    }

    @Test
    void eachIsToldOfItsOwnFields() {
        List<String> fields = List.of("stream", "totals", "goal", "audience", "recent");
        List<Future<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < ASKERS; i++) {
            String path = "/api/boards/" + STREAM + "?fields=" + fields.get(i % fields.size());
            answers.add(threads.submit(() -> server.send("GET", path, "")));
        }
        for (int i = 0; i < ASKERS; i++) {
            JsonObject board = new JsonObject(get(answers.get(i)).body()).getJsonObject("board");
            assertEquals(List.of(fields.get(i % fields.size())), List.copyOf(board.fieldNames()));
        }
    }

    @Test
    void whatWasAckedBeforeIsInTheAnswer() {
        try (TestProducer producer = server.producer();
                TestScreen watching = TestScreen.open(server.port(), STREAM, "")) {
            for (int i = 1; i <= 10; i++) {
                producer.send(OrderJson.order(STREAM, "o-" + i, 5).encode());
                producer.answers(1);
                assertEquals(i, server.board(STREAM, "totals").getInteger("orders"));
            }
            assertEquals(0, watching.gaps());
        }
    }

    @Test
    void boardThatDoesNotExistIsNotThereForAll() {
        ask(ASKERS, "/api/boards/nowhere").forEach(answer -> assertEquals(404, answer.statusCode(), answer::body));

        server.live("nowhere");
        assertEquals(200, server.send("GET", "/api/boards/nowhere", "").statusCode());
    }

    private List<HttpResponse<String>> ask(int times, String path) {
        List<Future<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            answers.add(threads.submit(() -> server.send("GET", path, "")));
        }
        return answers.stream().map(AskedBoardTest::get).toList();
    }

    private static <T> T get(Future<T> answer) {
        try {
            return answer.get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
