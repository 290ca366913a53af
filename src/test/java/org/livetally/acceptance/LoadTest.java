package org.livetally.acceptance;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.app.Auditor;
import org.livetally.ledger.replay.Audit;
import org.livetally.redis.embedded.EmbeddedRedis;
import org.livetally.settings.RedisAddress;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.Receipts;
import org.livetally.testing.ResendingProducer;

/** Many producers, many screens, one disk: acks, ledger, totals and every screen agree. */
@ExtendWith(VertxExtension.class)
final class LoadTest {
    private static final String STREAM = "rush";
    private static final int ORDERS = 200_000;
    private static final int PRODUCERS = 16;
    private static final int EACH = ORDERS / PRODUCERS;
    private static final int RESENT_OF = 20;
    private static final int RESENT = ORDERS / RESENT_OF;
    private static final int WINDOW = 1_500;
    private static final int SCREENS = 100;
    private static final List<String> WATCHED =
            List.of("", "?fields=totals,audience,goal", "?fields=totals,products,recent", "?fields=totals,trend");
    private static final long TIMEOUT_S = 180;
    private static final Duration TIMEOUT = Duration.ofSeconds(TIMEOUT_S);

    private final Vertx vertx;
    private final WebSocketClient client;
    private final Receipts receipts = new Receipts();

    LoadTest(Vertx vertx) {
        this.vertx = vertx;
        this.client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(SCREENS)
                .setMaxFrameSize(1 << 20)
                .setMaxMessageSize(1 << 20)
                .setTryUsePerMessageCompression(false));
    }

    @TempDir
    Path data;

    @Test
    @Timeout(3 * TIMEOUT_S)
    void acksLedgerTotalsAndAllScreensAgreeToTheFen() {
        try (EmbeddedRedis redis = EmbeddedRedis.start(data);
                LiveServer server = LiveServer.start(redis.uri(), InstantSource.system())) {
            server.create(new JsonObject().put("id", STREAM).put("title", "压力").put("goal", 1_000_000_000L));
            server.startStream(STREAM);
            List<LoadScreen> screens = screens(server.port());
            Duration took = play(server);
            System.out.printf(
                    "LoadTest: %,d orders/s (%,d messages in %.1f s, %d screens, %,d busy, %,d unavailable)%n",
                    ORDERS * 1_000L / took.toMillis(),
                    ORDERS + RESENT,
                    took.toMillis() / 1_000.0,
                    SCREENS,
                    receipts.refusals("busy"),
                    receipts.refusals("unavailable"));
            assertEveryOrderWasAckedOnce();
            JsonObject snapshot = server.snapshot(STREAM);
            assertTotals(snapshot.getJsonObject("board"));
            assertLedger(redis.uri());
            assertScreensShow(screens, snapshot);
        }
    }

    private List<LoadScreen> screens(int port) {
        LoadScreen.Parsed[] parsed =
                WATCHED.stream().map(fields -> new LoadScreen.Parsed()).toArray(LoadScreen.Parsed[]::new);
        List<LoadScreen> screens = new ArrayList<>();
        for (int i = 0; i < SCREENS; i++) {
            int kind = i % WATCHED.size();
            screens.add(new LoadScreen(client, port, "/ws/boards/" + STREAM + WATCHED.get(kind), parsed[kind]));
        }
        Await.result(Future.all(screens.stream().map(vertx::deployVerticle).toList()), TIMEOUT);
        Await.until(
                "every screen has a snapshot",
                () -> screens.stream().allMatch(screen -> screen.snapshots() == 1 || screen.fault() != null));
        screens.forEach(screen -> assertNull(screen.fault()));
        return screens;
    }

    private Duration play(LiveServer server) {
        long startedAt = server.board(STREAM, "stream").getLong("startedAt");
        LoadOrders orders = new LoadOrders(STREAM, startedAt);
        long start = System.nanoTime();
        List<ResendingProducer> producers = IntStream.range(0, PRODUCERS)
                .mapToObj(producer -> new LoadScript(orders, numbers(producer)))
                .map(script -> new ResendingProducer(server.port(), script, WINDOW, receipts))
                .toList();
        try {
            Await.until("every order is acked", TIMEOUT, () -> haveEnded(producers));
        } finally {
            producers.forEach(ResendingProducer::terminate);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static boolean haveEnded(List<ResendingProducer> producers) {
        producers.forEach(each -> assertEquals(List.of(), each.closeCodes(), "an order socket was closed"));
        return producers.stream().filter(ResendingProducer::hasEnded).count() == PRODUCERS;
    }

    /** Its own orders. Now and then one is an older order of this producer or its neighbour, or a new one. */
    private static Queue<Integer> numbers(int producer) {
        Queue<Integer> numbers = new ArrayDeque<>();
        for (int i = 0; i < EACH; i++) {
            numbers.add(number(producer, i));
            if (i % RESENT_OF == RESENT_OF - 1) {
                int resent = i / RESENT_OF;
                int age = resent % 50 == 0 ? 0 : Math.min(i, 1_000 + resent % 7);
                numbers.add(number(resent % 2 == 0 ? producer : (producer + 1) % PRODUCERS, i - age));
            }
        }
        return numbers;
    }

    private static int number(int producer, int index) {
        return index * PRODUCERS + producer;
    }

    /**
     * Exactly one ack of an order says recorded. Only an order that was answered unavailable may have been recorded
     * then, so that its first ack says duplicate; that takes a Redis that does not answer for seconds, as on an
     * overloaded machine. A producer fails by itself when an order is acked with another seq than before.
     */
    private void assertEveryOrderWasAckedOnce() {
        long once = receipts.recordedTimes(1);
        long never = receipts.recordedTimes(0);
        assertAll(
                () -> assertEquals(ORDERS, once + never, "no order is acked twice as recorded"),
                () -> assertTrue(
                        never <= receipts.refusals("unavailable"), never + " orders were never acked as recorded"),
                () -> assertEquals(RESENT + never, receipts.duplicates(), "duplicates"),
                () -> assertEquals(ORDERS, receipts.acked(), "orders acked"),
                () -> assertEquals(ORDERS, Set.copyOf(receipts.seqs().values()).size(), "places in the ledger"),
                () -> assertTrue(
                        Set.of("busy", "unavailable").containsAll(receipts.codes()), receipts.codes()::toString));
    }

    private static void assertTotals(JsonObject board) {
        JsonObject totals = board.getJsonObject("totals");
        assertAll(
                () -> assertEquals(sent(), totals.getLong("gmv"), "gmv"),
                () -> assertEquals(ORDERS, totals.getLong("orders"), "orders"),
                () -> assertEquals(
                        IntStream.range(0, ORDERS).mapToLong(LoadOrders::units).sum(),
                        totals.getLong("units"),
                        "units"),
                () -> assertEquals(LoadOrders.BUYERS, totals.getLong("buyers"), "buyers"),
                () -> assertEquals(sent(), sum(board.getJsonObject("channels")), "channels"),
                () -> assertEquals(sent(), sum(board.getJsonObject("trend")), "trend"),
                () -> assertEquals(50, board.getJsonObject("products").size(), "the leading products"));
    }

    private static long sent() {
        return IntStream.range(0, ORDERS).mapToLong(LoadOrders::amount).sum();
    }

    private static long sum(JsonObject section) {
        return section.fieldNames().stream()
                .mapToLong(name -> section.getJsonObject(name).getLong("gmv"))
                .sum();
    }

    private void assertLedger(String redisUri) {
        List<Audit.Report> reports = Await.result(Auditor.audit(vertx, new RedisAddress(redisUri), null), TIMEOUT);
        assertEquals(1, reports.size());
        Audit.Report report = reports.get(0);
        assertEquals(List.of(), report.differences());
        assertEquals(ORDERS, report.messages(), "orders in the ledger");
        assertEquals(sent(), report.gmv(), "gmv, recomputed from the ledger");
    }

    private static void assertScreensShow(List<LoadScreen> screens, JsonObject snapshot) {
        // The version is not waited for: an audit raises it, and a screen that was asked for other fields is told
        // nothing then.
        long gmv = snapshot.getJsonObject("board").getJsonObject("totals").getLong("gmv");
        Await.until(
                "every screen shows the last order",
                () -> screens.stream().allMatch(screen -> screen.gmv() == gmv || screen.fault() != null));
        for (int i = 0; i < SCREENS; i++) {
            LoadScreen screen = screens.get(i);
            assertNull(screen.fault());
            assertTrue(screen.updates() > 2, "it watched while orders came");
            assertEquals(
                    unsealed(chosen(snapshot.getJsonObject("board"), WATCHED.get(i % WATCHED.size()))),
                    unsealed(screen.shown()));
        }
    }

    /** Without when it was audited last, which goes on when nothing else does. */
    private static JsonObject unsealed(JsonObject board) {
        JsonObject ledger = board.getJsonObject("ledger");
        return ledger == null ? board : board.copy().put("ledger", new JsonObject().put("seq", ledger.getValue("seq")));
    }

    private static JsonObject chosen(JsonObject board, String fields) {
        JsonObject chosen = board.copy();
        if (!fields.isEmpty()) {
            chosen.fieldNames().retainAll(Set.of(fields.replace("?fields=", "").split(",")));
        }
        return chosen;
    }
}
