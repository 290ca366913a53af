package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.TestRedis;
import org.livetally.testing.TestScreen;

/**
 * A Redis that comes back with less than was acked: the loss is reported, counted and named, and nothing old is shown
 * meanwhile.
 */
final class WentBackTest {
    private static final String STREAM = "naqu-4500m";
    private static final long NOTICED_MS = 3_000;
    private static final long MINUTE = 978_307_200_000L;

    @Test
    void aFlushUnderLoadIsSaidEverywhereUntilItIsAccepted() {
        try (LiveServer server = LiveServer.start();
                LogLines log = new LogLines("org.livetally.ledger.loss.AckMemory")) {
            server.live(STREAM);
            Map<String, String> acked;
            try (TestScreen screen = TestScreen.open(server.port(), STREAM, "");
                    PaidLoad orders = new PaidLoad(server, STREAM, "o")) {
                orders.awaitAcks(500);
                long flushed = System.nanoTime();
                TestRedis.flush();
                int known = screen.messages().size();
                awaitDown(server, flushed, "FLUSHALL");
                screen.await("stale", 0);
                orders.awaitRefusals(100);
                orders.end();
                assertSaid(server, orders);
                assertNoFigureSince(screen, known);
                server.live("other");
                assertEquals(
                        "ack",
                        PaidLoad.send(server, "other", List.of("x")).get(0).getString("type"));
                assertDown(server);
                acked = new TreeMap<>(orders.acked());
            }
            JsonObject lost = lost(server);
            assertEquals("went_back", lost.getString("state"), lost::encode);
            assertEquals(acked, messages(lost));
            assertTrue(lost.getBoolean("exact"), lost::encode);
            assertTrue(log.text().contains(acked.size() + " acked messages are gone: "), log.text());
            System.out.println("WENT BACK " + log.text().lines().findFirst().orElse(""));

            assertEquals(200, accept(server).statusCode());
            assertEquals("accepted", lost(server).getString("state"));
            assertUp(server);
            assertEquals(404, server.send("GET", "/api/boards/" + STREAM, "").statusCode());
            assertEquals(
                    "unknown_stream",
                    PaidLoad.send(server, STREAM, List.of("new")).get(0).getString("code"));

            server.live(STREAM);
            assertRecordedAgain(server, acked);
        }
    }

    @Test
    void restoredDataAreServedAgainByThemselves() {
        try (LiveServer server = LiveServer.start()) {
            server.live(STREAM);
            TestScreen screen = TestScreen.open(server.port(), STREAM, "");
            try (PaidLoad orders = new PaidLoad(server, STREAM, "o")) {
                orders.awaitAcks(100);
                orders.end();
                long before = server.board(STREAM, "totals").getLong("gmv");
                long gone = System.nanoTime();
                swap();
                awaitDown(server, gone, "an empty Redis at rest");
                screen.await("stale", 0);
                int known = screen.messages().size();
                swap();
                long restored = System.nanoTime();
                Await.until("ready again", () -> ready(server).statusCode() == 200);
                System.out.println("WENT BACK restored: ready after " + msSince(restored) + " ms");
                screen.await("snapshot", known);
                assertEquals(before, screen.section("totals").getLong("gmv"));
                assertEquals("whole", lost(server).getString("state"));
                assertEquals(
                        "ack",
                        PaidLoad.send(server, STREAM, List.of("new")).get(0).getString("type"));
                assertEquals(List.of(), server.audit());
            }
        }
    }

    /** Nodes that knew of no loss have recorded since: the newest seq is later than all that this node acked. */
    @Test
    void aLossIsFoundBehindWhatOthersHaveRecordedSince() {
        TestRedis.flush();
        try (LiveServer server = LiveServer.start();
                LiveServer other = LiveServer.start(TestRedis.uri(), InstantSource.system())) {
            server.live(STREAM);
            PaidLoad.send(server, STREAM, List.of("a", "b"));
            backUp();
            PaidLoad.send(server, STREAM, List.of("lost"));
            swap();
            assertEquals(
                    "ack", PaidLoad.send(other, STREAM, List.of("c")).get(0).getString("type"));
            long hidden = System.nanoTime();
            awaitDown(server, hidden, "hidden loss");
            assertTrue(messages(lost(server)).containsKey("lost"));
            assertEquals(
                    "unavailable",
                    PaidLoad.send(server, STREAM, List.of("d")).get(0).getString("code"));
            accept(server);
            assertUp(server);
            assertEquals(
                    "ack", PaidLoad.send(server, STREAM, List.of("lost")).get(0).getString("type"));
            assertEquals(List.of(), server.audit());
        }
    }

    @Test
    void whatOneNodeAcceptsAllAccept() {
        try (LiveServer server = LiveServer.start();
                LiveServer other = LiveServer.start(TestRedis.uri(), InstantSource.system())) {
            server.live(STREAM);
            PaidLoad.send(server, STREAM, List.of("kept"));
            PaidLoad.send(other, STREAM, List.of("kept-2"));
            backUp();
            Map<String, String> acked = new TreeMap<>();
            for (LiveServer each : List.of(server, other)) {
                for (int i = 0; i < 30; i++) {
                    JsonObject ack = PaidLoad.send(each, STREAM, List.of("o-" + each.port() + "-" + i))
                            .get(0);
                    acked.put(ack.getString("id"), ack.getString("seq"));
                }
            }
            swap();
            long back = System.nanoTime();
            awaitDown(server, back, "an old backup");
            awaitDown(other, back, "an old backup, the other node");
            assertEquals(30, lost(server).getInteger("count"));
            assertEquals(30, lost(other).getInteger("count"));
            assertEquals(
                    409,
                    other.send("POST", "/api/streams/nothing-lost/accept-loss", "")
                            .statusCode());

            assertEquals(200, accept(other).statusCode());
            Await.until(
                    "both are ready",
                    () -> ready(server).statusCode() == 200 && ready(other).statusCode() == 200);
            assertEquals("accepted", lost(server).getString("state"));
            assertRecordedAgain(server, acked);
            assertEquals(62 * PaidLoad.AMOUNT, server.board(STREAM, "totals").getLong("gmv"));
        }
    }

    @Test
    void aNodeThatKnowsOfNothingRefusesAsWellAndCanAccept() {
        TestRedis.flush();
        try (LiveServer server = LiveServer.start();
                LiveServer fresh = LiveServer.start(TestRedis.uri(), InstantSource.system())) {
            server.live(STREAM);
            server.live("other");
            PaidLoad.send(server, STREAM, List.of("kept"));
            expect(
                    201,
                    server.send(
                            "POST",
                            "/api/campaigns",
                            "{\"id\":\"all\",\"title\":\"A\",\"streams\":[\"" + STREAM + "\",\"other\"]}"));
            backUp();
            String lost = PaidLoad.send(server, STREAM, List.of("lost")).get(0).getString("seq");
            swap();
            long back = System.nanoTime();
            awaitDown(server, back, "an old backup");
            awaitDown(fresh, back, "what another node knows");
            JsonObject refusal = PaidLoad.send(fresh, STREAM, List.of("new")).get(0);
            assertTrue(refusal.getString("message").contains("ledger_went_back"), refusal::encode);
            assertEquals(503, fresh.send("GET", "/api/boards/" + STREAM, "").statusCode());
            assertEquals("went_back", lost(fresh).getString("state"));
            assertEquals(lost, lost(fresh).getString("known"));

            assertEquals(200, accept(fresh).statusCode());
            assertEquals("accepted", lost(fresh).getString("state"));
            Await.until(
                    "both are ready",
                    () -> ready(server).statusCode() == 200 && ready(fresh).statusCode() == 200);
            assertEquals("accepted", lost(server).getString("state"));
            assertEquals(
                    "ack", PaidLoad.send(fresh, STREAM, List.of("lost")).get(0).getString("type"));
            assertSaidInTheLedger(server, lost);
            assertEquals(List.of(), server.audit());
            Await.until("the campaign has both orders", () -> campaignOrders(server) == 2);
            assertEquals(List.of(), server.auditCampaigns());
        }
    }

    private static long campaignOrders(LiveServer server) {
        HttpResponse<String> board = server.send("GET", "/api/boards/@all", "");
        return board.statusCode() == 200
                ? new JsonObject(board.body())
                        .getJsonObject("board")
                        .getJsonObject("totals")
                        .getLong("orders")
                : -1;
    }

    private static void expect(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response::body);
    }

    private static void assertSaidInTheLedger(LiveServer server, String lost) {
        String page = server.send("GET", "/api/streams/" + STREAM + "/orders?type=loss", "")
                .body();
        JsonObject said = new JsonObject(page).getJsonArray("messages").getJsonObject(0);
        assertEquals("loss", said.getString("type"), page);
        assertEquals(lost, said.getString("to"), page);
        assertEquals("no tokens", said.getString("by"), page);
        String csv =
                server.send("GET", "/api/streams/" + STREAM + "/orders.csv", "").body();
        assertTrue(csv.contains(said.getString("id")), csv);
    }

    /** Nor in the minutes of the trend, of which a board reads only those that have changed since. */
    @Test
    void whatWasAcceptedAsLostIsOnNoScreen() {
        TestRedis.flush();
        try (LiveServer server = LiveServer.start()) {
            server.live(STREAM);
            try (TestScreen screen = TestScreen.open(server.port(), STREAM, "")) {
                sell(server, "kept", MINUTE);
                backUp();
                sell(server, "lost", MINUTE + 60_000);
                Await.until("both minutes", () -> screen.section("trend").size() == 2);
                int known = screen.messages().size();
                swap();
                TestRedis.command("HINCRBY", new StreamKeys(STREAM).totals(), "version", "1000"); // as likes do
                screen.await("stale", known);
                assertEquals(
                        503, server.send("GET", "/api/boards/" + STREAM, "").statusCode());

                assertEquals(200, accept(server).statusCode());
                screen.await("snapshot", known);
                assertEquals(
                        Set.of(Long.toString(MINUTE)), screen.section("trend").fieldNames());
                assertEquals(
                        Set.of(Long.toString(MINUTE)),
                        server.board(STREAM, "trend").fieldNames());
            }
            assertEquals(List.of(), server.audit());
        }
    }

    private static void sell(LiveServer server, String id, long at) {
        String answer = server.postOrders(OrderJson.order(STREAM, id, PaidLoad.AMOUNT)
                        .put("at", at)
                        .encode())
                .body();
        assertTrue(answer.contains("\"ack\""), answer);
    }

    private static void assertSaid(LiveServer server, PaidLoad orders) {
        HttpResponse<String> board = server.send("GET", "/api/boards/" + STREAM, "");
        assertEquals(503, board.statusCode());
        assertTrue(board.body().contains("ledger_went_back"), board.body());
        assertEquals(
                503,
                server.send("GET", "/api/boards/" + STREAM + "/events", "").statusCode(),
                "nobody is shown an old figure");
        assertTrue(server.send("GET", "/metrics", "").body().contains("\nlivetally_ledger_went_back 1"), "the gauge");
        orders.refusals().forEach(refusal -> {
            assertEquals("unavailable", refusal.getString("code"), refusal::encode);
            assertTrue(refusal.getBoolean("retry"), refusal::encode);
        });
        JsonObject last = orders.refusals().get(orders.refusals().size() - 1);
        assertTrue(last.getString("message").contains("ledger_went_back"), last::encode);
    }

    /** After the message stale, no figure of a board, nor a sign that it is current. */
    private static void assertNoFigureSince(TestScreen screen, int known) {
        List<String> since = screen.messages().subList(known, screen.messages().size());
        int stale = 0;
        while (!since.get(stale).startsWith("{\"type\":\"stale\"")) {
            stale++;
        }
        since.subList(stale, since.size())
                .forEach(text -> assertTrue(text.startsWith("{\"type\":\"stale\""), "after stale: " + text));
    }

    private static void assertRecordedAgain(LiveServer server, Map<String, String> acked) {
        List<String> ids = new ArrayList<>(acked.keySet());
        long latest = acked.values().stream().mapToLong(WentBackTest::ms).max().orElseThrow();
        for (int from = 0; from < ids.size(); from += 500) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + 500));
            for (JsonObject answer : PaidLoad.send(server, STREAM, some)) {
                assertEquals("ack", answer.getString("type"), answer::encode);
                assertFalse(answer.getBoolean("duplicate", false), answer::encode);
                assertTrue(ms(answer.getString("seq")) > latest, () -> answer.encode() + " after " + latest);
            }
        }
        assertEquals(List.of(), server.audit());
    }

    private static long ms(String seq) {
        return Long.parseLong(seq, 0, seq.indexOf('-'), 10);
    }

    /** Copies everything to another database. */
    private static void backUp() {
        Objects.requireNonNull(TestRedis.command("KEYS", "*"))
                .forEach(key -> TestRedis.command("COPY", key.toString(), key.toString(), "DB", "1"));
    }

    /** Exchanges the contents of both databases. */
    private static void swap() {
        TestRedis.command("SWAPDB", "0", "1");
    }

    private static HttpResponse<String> accept(LiveServer server) {
        return server.send("POST", "/api/streams/" + STREAM + "/accept-loss", "");
    }

    private static JsonObject lost(LiveServer server) {
        return new JsonObject(
                server.send("GET", "/api/streams/" + STREAM + "/lost", "").body());
    }

    private static Map<String, String> messages(JsonObject lost) {
        JsonArray messages = lost.getJsonArray("messages");
        assertEquals(messages.size(), lost.getInteger("count"));
        Map<String, String> found = new TreeMap<>();
        messages.forEach(one -> found.put(((JsonObject) one).getString("id"), ((JsonObject) one).getString("seq")));
        return found;
    }

    private static HttpResponse<String> ready(LiveServer server) {
        return server.send("GET", "/health/ready", "");
    }

    private static void awaitDown(LiveServer server, long since, String what) {
        Await.until("not ready after " + what, () -> ready(server).statusCode() == 503);
        long ms = msSince(since);
        System.out.println("WENT BACK " + what + ": not ready after " + ms + " ms");
        assertTrue(ms < NOTICED_MS, what + " was noticed after " + ms + " ms");
        assertDown(server);
    }

    private static void assertDown(LiveServer server) {
        HttpResponse<String> ready = ready(server);
        assertEquals(503, ready.statusCode());
        assertTrue(ready.body().contains("ledger_went_back"), ready.body());
        assertTrue(ready.body().contains(STREAM), ready.body());
    }

    private static void assertUp(LiveServer server) {
        assertEquals(200, ready(server).statusCode(), () -> ready(server).body());
    }

    private static long msSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }
}
