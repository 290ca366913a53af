package org.livetally.streams.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.streams.life.StreamsServer.ALL;
import static org.livetally.streams.life.StreamsServer.ONE;
import static org.livetally.streams.life.StreamsServer.body;
import static org.livetally.streams.life.StreamsServer.json;
import static org.livetally.streams.life.StreamsServer.version;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.livetally.testing.Await;
import org.livetally.testing.TestRedis;

/** Two nodes, many operators, one stream. */
final class StreamRaceTest {
    private final List<StreamsServer> nodes = List.of(StreamsServer.start(), StreamsServer.start());

    @BeforeEach
    void empty() {
        TestRedis.flush();
    }

    @AfterEach
    void stop() {
        nodes.forEach(StreamsServer::close);
    }

    @RepeatedTest(5)
    void oneOfManyCreatesTheStream() {
        List<Integer> statuses =
                fromBothNodes(20, i -> ALL, i -> body().put("title", "t" + i).encode());
        assertEquals(1, statuses.stream().filter(status -> status == 201).count());
        assertEquals(39, statuses.stream().filter(status -> status == 409).count());
        assertEquals(1, version());
    }

    @RepeatedTest(20)
    void startsAndEndsDoNotComeBetweenEachOther() {
        nodes.get(0).create();
        List<Integer> statuses = fromBothNodes(10, i -> ONE + (i % 2 == 0 ? "/start" : "/end"), i -> "");
        assertEquals(
                20,
                statuses.stream()
                        .filter(status -> status == 200 || status == 409)
                        .count());
        String status = json(nodes.get(0).get(ONE)).getString("status");
        boolean anEndWorked = IntStream.range(0, 20).anyMatch(i -> i % 2 == 1 && statuses.get(i) == 200);
        assertEquals(anEndWorked ? "ended" : "live", status);
        assertEquals(anEndWorked ? 3 : 2, version(), "created, started and, if so, ended: once each");
    }

    private List<Integer> fromBothNodes(int times, IntFunction<String> path, IntFunction<String> body) {
        List<CompletableFuture<HttpResponse<String>>> sent = IntStream.range(0, 2 * times)
                .mapToObj(i -> nodes.get(i / 2 % 2).postLater(path.apply(i), body.apply(i)))
                .toList();
        return sent.stream()
                .map(answer -> Await.result(answer))
                .map(HttpResponse::statusCode)
                .toList();
    }
}
