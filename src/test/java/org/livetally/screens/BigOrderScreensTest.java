package org.livetally.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestRedis;

/**
 * Every order worth at least some value is told to the screens that asked, alone or in a sum, exactly once, and no
 * other is.
 */
final class BigOrderScreensTest {
    private static final String STREAM = "naqu-4500m";
    private static final long MIN = 100_000;
    private static final int MAX_SHOWN = 5;

    @RegisterExtension
    final LiveServer server = LiveServer.with();

    private final Announcer screen = new Announcer();

    @AfterEach
    void stop() {
        screen.leave();
    }

    @Test
    void aBigOrderBeforeTwentySmallOnesInOneFrameIsTold() {
        server.live(STREAM);
        screen.watch(server, MIN);
        post(server, 21, i -> order("o-" + i, i == 0 ? 100_000_000 : 100));
        screen.awaitCount(1);
        JsonObject told = screen.orders().get(0);
        assertEquals(100_000_000, told.getLong("amount"));
        assertEquals(1, told.getJsonArray("lines").size());
        assertTrue(told.getString("seq").matches("\\d+-0"), told.encode());
    }

    @Test
    void whatWasPaidBeforeTheFirstVisitIsNotTold() {
        server.live(STREAM);
        post(server, 1, i -> order("before", MIN));
        screen.watch(server, MIN);
        post(server, 1, i -> order("after", MIN + 1));
        screen.awaitCount(1);
        assertEquals(MIN + 1, screen.sum());
    }

    @Test
    void aPlacedOrderIsToldWhenItIsPaidWithItsLinesAndTheTimeOfItsPayment() {
        server.live(STREAM);
        screen.watch(server, MIN);
        long placedAt = System.currentTimeMillis() - 60_000;
        JsonArray lines = new JsonArray();
        IntStream.range(0, 12).forEach(i -> lines.add(OrderJson.line("sku-" + i, 1, MIN)));
        post(
                server,
                2,
                i -> order("o-" + i, 1)
                        .put("lines", lines)
                        .put("status", "placed")
                        .put("at", placedAt));
        post(
                server,
                1,
                i -> new JsonObject()
                        .put("type", "payment")
                        .put("id", "p-1")
                        .put("stream", STREAM)
                        .put("order", "o-1")
                        .put("at", placedAt + 5_000));
        screen.awaitCount(1);
        JsonObject told = screen.orders().get(0);
        assertEquals(12 * MIN, told.getLong("amount"));
        assertEquals(placedAt + 5_000, told.getLong("at"));
        assertEquals("sku-0", told.getJsonArray("lines").getJsonObject(0).getString("sku"));
        assertEquals(12, told.getJsonArray("lines").size() + told.getInteger("moreLines"));
        JsonObject recent = server.snapshot(STREAM)
                .getJsonObject("board")
                .getJsonArray("recent")
                .getJsonObject(0);
        assertEquals(recent, told, "in the same words as on the board");
    }

    @Test
    void anOrderThatIsWhollyRefundedIsToldSoWhereItWasPlaced() {
        server.live(STREAM);
        screen.watch(server, MIN);
        post(server, 1, i -> order("paid", MIN));
        post(server, 1, i -> order("placed", 2 * MIN).put("status", "placed"));
        post(server, 1, i -> about("payment", "p", "placed"));
        screen.awaitCount(2);
        String paid = screen.seqOf(MIN);
        String payment = screen.seqOf(2 * MIN);
        String placed = screen.placed(payment);
        assertNotEquals(payment, placed);

        post(server, 1, i -> about("refund", "half", "paid").put("amount", MIN / 2));
        post(server, 1, i -> about("refund", "whole", "placed").put("amount", 2 * MIN));
        post(server, 1, i -> about("refund", "rest", "paid").put("amount", MIN / 2));
        screen.awaitRefunds(Set.of(placed, paid));

        Announcer late = new Announcer();
        late.to = (Long.parseLong(paid.split("-", 2)[0]) - 1) + "-0";
        late.watch(server, MIN);
        assertEquals(0, late.count(), "what was paid back meanwhile is no news");
        late.leave();
    }

    @Test
    void ofABurstAFewAreShownAndTheOthersAreSummedToTheFen() {
        server.live(STREAM);
        screen.watch(server, MIN);
        Announcer biggest = new Announcer();
        biggest.watch(server, MIN + 9_000);
        for (int batch = 0; batch < 10; batch++) {
            int first = batch * 1_000;
            post(server, 1_000, i -> order("o-" + (first + i), MIN - 1 + first + i));
        }
        screen.awaitCount(9_999);
        biggest.awaitCount(999);
        assertEquals(server.board(STREAM, "totals").getLong("gmv") - (MIN - 1), screen.sum());
        assertEquals(LongSum.of(MIN + 9_000, MIN - 1 + 9_999), biggest.sum());
        assertTrue(
                screen.orders().size() <= MAX_SHOWN * screen.told(),
                screen.orders().size() + " one by one");
        biggest.leave();
    }

    @Test
    void overTwoNodesAndManyReconnectsEachIsToldOnce() {
        server.live(STREAM);
        long expected = 0;
        try (LiveServer other = LiveServer.start(TestRedis.uri(), InstantSource.system())) {
            List<LiveServer> nodes = List.of(server, other);
            screen.watch(server, MIN);
            for (int round = 0; round < 12; round++) {
                String batch = "r" + round + "-";
                if (round % 3 == 1) {
                    screen.leave(); // orders from now on are told when it is back
                }
                post(nodes.get(round % 2), 50, i -> order(batch + i, i % 5 == 0 ? MIN + i : MIN - 1));
                post(nodes.get(1 - round % 2), 1, i -> order(batch + "big", 7 * MIN));
                expected += LongSum.everyFifth(MIN) + 7 * MIN;
                if (round % 3 != 0) {
                    screen.leave();
                    screen.watch(nodes.get(round / 2 % 2), MIN);
                }
            }
            screen.awaitCount(12 * 11);
            assertEquals(expected, screen.sum());
        }
    }

    @Test
    void afterALongAbsenceOnlyTheLastMinutesAreTold() {
        server.live(STREAM);
        long now = System.currentTimeMillis();
        ledger(now - 600_000, "long-ago", 3 * MIN);
        ledger(now - 60_000, "lately", 2 * MIN);
        screen.to = now - 900_000 + "-0";
        screen.watch(server, MIN);
        screen.awaitCount(1);
        assertEquals(2 * MIN, screen.sum());
    }

    @Test
    void aPlaceThatThisLedgerNeverReachedIsForgotten() {
        server.live(STREAM);
        screen.to = System.currentTimeMillis() + 3_600_000 + "-0";
        screen.watch(server, MIN);
        post(server, 1, i -> order("o-1", MIN));
        screen.awaitCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders=-1", "orders=", "orders=1.5", "orders=9007199254740992", "orders=1&ordersFrom=x"})
    void aWishThatCannotBeReadIsRefusedByName(String query) {
        server.live(STREAM);
        var answer = server.send("GET", "/api/boards/" + STREAM + "/events?" + query, "");
        assertEquals(400, answer.statusCode());
        String field = query.contains("ordersFrom") ? "ordersFrom" : "orders";
        assertEquals(field, new JsonObject(answer.body()).getString("field"));
    }

    private static void post(LiveServer node, int count, IntFunction<JsonObject> message) {
        JsonArray messages = new JsonArray();
        IntStream.range(0, count).mapToObj(message).forEach(messages::add);
        var answer = node.postOrders(messages.encode());
        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(!answer.body().contains("\"error\""), answer.body());
    }

    private static JsonObject about(String type, String id, String order) {
        return new JsonObject()
                .put("type", type)
                .put("id", id)
                .put("stream", STREAM)
                .put("order", order);
    }

    private static JsonObject order(String id, long amount) {
        return OrderJson.order(STREAM, id, amount);
    }

    /** As if it had been recorded then. */
    private static void ledger(long ms, String id, long amount) {
        StreamKeys keys = new StreamKeys(STREAM);
        String json = "[{\"id\":\"" + id + "\",\"type\":\"order\",\"lines\":[{\"sku\":\"tea\",\"qty\":1,\"amount\":"
                + amount + "}],\"status\":\"paid\",\"at\":" + ms + "}]";
        TestRedis.command("XADD", keys.ledger(), ms + "-0", "messages", json);
        TestRedis.command("HSET", keys.totals(), "last", ms + "-0");
    }

    private static final class LongSum {
        static long of(long first, long last) {
            return (first + last) * (last - first + 1) / 2;
        }

        /** The number and value of those of 50 orders that are worth at least {@code least}. */
        static long everyFifth(long least) {
            return 10 * least + IntStream.range(0, 50).filter(i -> i % 5 == 0).sum();
        }
    }

    /** A screen that reconnects as the client library does: it says up to where it was told. */
    private static final class Announcer {
        private final List<JsonObject> messages = new ArrayList<>();
        private @Nullable RawWebSocket socket;
        private int seen;
        private String to = "";

        /** Returns when it was told where it begins. */
        void watch(LiveServer node, long min) {
            String from = to.isEmpty() ? "" : "&ordersFrom=" + to;
            socket = node.open("/ws/boards/" + STREAM + "?fields=stream&orders=" + min + from);
            seen = 0;
            int known = messages.size();
            Await.until("a place", () -> take() > known);
        }

        void leave() {
            if (socket != null) {
                take();
                socket.close();
            }
        }

        private int take() {
            List<String> texts = Objects.requireNonNull(socket).texts();
            while (seen < texts.size()) {
                JsonObject message = new JsonObject(texts.get(seen++));
                if ("orders".equals(message.getString("type"))) {
                    messages.add(message);
                    to = message.getString("to");
                }
            }
            return messages.size();
        }

        void awaitCount(long count) {
            Await.until(count + " orders", () -> take() >= 0 && count() >= count);
            assertEquals(count, count());
        }

        private long count() {
            return orders().size()
                    + messages.stream()
                            .mapToLong(message -> more(message, "count"))
                            .sum();
        }

        long sum() {
            return orders().stream().mapToLong(order -> order.getLong("amount")).sum()
                    + messages.stream()
                            .mapToLong(message -> more(message, "amount"))
                            .sum();
        }

        private static long more(JsonObject message, String name) {
            return message.getJsonObject("more").getLong(name);
        }

        List<JsonObject> orders() {
            return messages.stream()
                    .flatMap(message -> message.getJsonArray("orders").stream())
                    .map(JsonObject.class::cast)
                    .toList();
        }

        String seqOf(long amount) {
            return orders().stream()
                    .filter(order -> order.getLong("amount") == amount)
                    .map(order -> order.getString("seq"))
                    .findFirst()
                    .orElseThrow();
        }

        /** Where the order was placed whose payment has this place. */
        String placed(String payment) {
            return messages.stream()
                    .map(message ->
                            message.getJsonObject("placed", new JsonObject()).getString(payment))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow();
        }

        /** Each at least once: the second half of a refund may be read with the first one. */
        void awaitRefunds(Set<String> placed) {
            Await.until(
                    placed + " are refunded", () -> take() >= 0 && refunded().equals(placed));
        }

        private Set<Object> refunded() {
            return messages.stream()
                    .flatMap(message -> message.getJsonArray("refunded", new JsonArray()).stream())
                    .collect(Collectors.toSet());
        }

        int told() {
            return messages.size();
        }
    }
}
