package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.TestProducer;
import org.livetally.testing.TestRedis;
import org.livetally.testing.TestScreen;

/**
 * Ten thousand times the same id reaches two nodes at the same instant, with another content at each: one of them is
 * recorded, the other is told that it conflicts, and every figure is that of the one that was recorded.
 */
final class SameIdTest {
    private static final String STREAM = "naqu-4500m";
    private static final int IDS = 10_000;
    private static final int SOCKETS = 4;
    private static final int ORDERS_A_FRAME = 10;
    /** Of the ids, each node records at least one in so many: otherwise there was no race. */
    private static final int LEAST_SHARE = 50;

    @RegisterExtension
    final LiveServer one = LiveServer.with(STREAM);

    @Test
    void oneContentIsRecordedAndTheOtherConflicts() {
        long seed = System.nanoTime();
        System.out.println("SAME ID seed " + seed);
        try (LiveServer two = LiveServer.start(TestRedis.uri(), InstantSource.system());
                TestScreen screen = TestScreen.open(two.port(), STREAM, "?fields=totals")) {
            List<LiveServer> nodes = List.of(one, two);
            List<Map<String, JsonObject>> answers = race(nodes, new Random(seed));
            long[] recorded = new long[nodes.size()];
            long gmv = 0;
            for (int i = 0; i < IDS; i++) {
                String id = id(i);
                int winner = answer(answers, 0, id).getString("type").equals("ack") ? 0 : 1;
                JsonObject ack = answer(answers, winner, id);
                JsonObject refusal = answer(answers, 1 - winner, id);
                assertEquals("recorded", ack.getString("result"), ack::encode);
                assertEquals("conflict", refusal.getString("code"), refusal::encode);
                assertEquals(false, refusal.getBoolean("retry"), refusal::encode);
                recorded[winner]++;
                gmv += amount(winner, i);
            }
            System.out.println("SAME ID: " + recorded[0] + " and " + recorded[1] + " recorded");
            assertTrue(Math.min(recorded[0], recorded[1]) >= IDS / LEAST_SHARE, "one node was always first");
            assertShown(nodes, gmv, screen);
        }
    }

    private static JsonObject answer(List<Map<String, JsonObject>> answers, int node, String id) {
        return Objects.requireNonNull(answers.get(node).get(id), id);
    }

    private static void assertShown(List<LiveServer> nodes, long gmv, TestScreen screen) {
        for (LiveServer node : nodes) {
            JsonObject totals = node.board(STREAM, "totals");
            assertEquals(gmv, totals.getLong("gmv"));
            assertEquals(IDS, totals.getLong("orders"));
        }
        Await.until("the screen", () -> screen.section("totals").getLong("gmv") == gmv);
        LedgerView ledger = LedgerView.read(TestRedis.uri(), STREAM);
        ledger.assertConsistent();
        assertEquals(IDS, ledger.messages.size());
        assertEquals(gmv, ledger.gmv);
    }

    /** Each node gets all ids, in the same order over all its sockets; returns its answers by id. */
    private static List<Map<String, JsonObject>> race(List<LiveServer> nodes, Random random) {
        List<List<List<Integer>>> sends =
                nodes.stream().map(node -> dealt(random)).toList();
        List<List<TestProducer>> sockets = nodes.stream()
                .map(node -> IntStream.range(0, SOCKETS)
                        .mapToObj(i -> node.producer())
                        .toList())
                .toList();
        List<Map<String, JsonObject>> answers = nodes.stream()
                .<Map<String, JsonObject>>map(node -> new HashMap<>())
                .toList();
        for (int from = 0; from < IDS / SOCKETS; from += ORDERS_A_FRAME) {
            for (int socket = 0; socket < SOCKETS; socket++) {
                // Neither node is always the first to be sent to.
                int first = random.nextInt(nodes.size());
                for (int turn = 0; turn < nodes.size(); turn++) {
                    int node = (first + turn) % nodes.size();
                    List<Integer> ids = sends.get(node).get(socket).subList(from, from + ORDERS_A_FRAME);
                    sockets.get(node).get(socket).send(frame(node, ids));
                }
            }
            for (int node = 0; node < nodes.size(); node++) { // a node that is behind would lose all that is left
                collect(sockets.get(node), answers.get(node));
            }
        }
        sockets.forEach(each -> each.forEach(TestProducer::close));
        answers.forEach(each -> assertEquals(IDS, each.size(), "each id has its answer"));
        return answers;
    }

    /** The ids, nearly in order, over the sockets of a node. */
    private static List<List<Integer>> dealt(Random random) {
        List<List<Integer>> dealt = IntStream.range(0, SOCKETS)
                .<List<Integer>>mapToObj(i -> new ArrayList<>())
                .toList();
        for (int from = 0; from < IDS; from += SOCKETS * ORDERS_A_FRAME) {
            List<Integer> ids = new ArrayList<>(IntStream.range(from, from + SOCKETS * ORDERS_A_FRAME)
                    .boxed()
                    .toList());
            Collections.shuffle(ids, random);
            for (int i = 0; i < ids.size(); i++) {
                dealt.get(i % SOCKETS).add(ids.get(i));
            }
        }
        return dealt;
    }

    private static String frame(int node, List<Integer> ids) {
        JsonArray frame = new JsonArray();
        ids.forEach(i -> frame.add(OrderJson.order(STREAM, id(i), amount(node, i))));
        return frame.encode();
    }

    private static void collect(List<TestProducer> sockets, Map<String, JsonObject> answers) {
        for (TestProducer socket : sockets) {
            socket.answers(ORDERS_A_FRAME).forEach(answer -> answers.put(answer.getString("id"), answer));
        }
    }

    private static String id(int i) {
        return "o-" + i;
    }

    /** Another one at each node, and for each id. */
    private static long amount(int node, int i) {
        return 1L + i * 2L + node;
    }
}
