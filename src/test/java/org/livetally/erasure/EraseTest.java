package org.livetally.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.cli.CommandOutcome;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.Archived;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.TestRedis;

/** {@code livetally erase} takes a buyer's id out of everything, and moves no figure. */
final class EraseTest {
    private static final List<String> BOARDS = List.of("fair-1", "fair-2", "@fairs");
    private static final List<String> FIGURES =
            List.of("totals", "products", "groups", "channels", "cities", "trend", "days");

    @RegisterExtension
    private final LiveServer server = LiveServer.with("fair-1", "fair-2", "other");

    @BeforeEach
    void campaign() {
        String body = "{'id':'fairs','title':'Fairs','currency':'CNY','prefix':'fair-'}".replace('\'', '"');
        assertEquals(201, server.send("POST", "/api/campaigns", body).statusCode());
    }

    private static JsonObject order(String stream, String id, String buyer) {
        return OrderJson.order(stream, id, 100).put("buyer", OrderJson.buyer(buyer, "东社", "杭州"));
    }

    private static JsonObject about(String type, String stream, String id, String order) {
        return new JsonObject()
                .put("type", type)
                .put("id", id)
                .put("stream", stream)
                .put("order", order);
    }

    private void send(JsonObject... messages) {
        JsonArray batch = new JsonArray();
        List.of(messages).forEach(batch::add);
        String answer = server.postOrders(batch.encode()).body();
        assertEquals(messages.length, answer.split("\"recorded\"", -1).length - 1, answer);
    }

    /** Orders in every state, of this buyer, and of one whose id begins with it. */
    private void sell(String buyer) {
        send(
                order("fair-1", "o-1", buyer),
                order("fair-1", "o-2", buyer + "1").put("channel", "tmall"),
                order("fair-1", "o-3", buyer).put("at", System.currentTimeMillis()),
                order("fair-1", "o-4", buyer).put("status", "placed"),
                order("fair-1", "o-5", buyer).put("status", "placed"),
                order("fair-1", "o-6", buyer).put("status", "placed"),
                order("fair-1", "o-7", "else").put("buyer", new JsonObject().put("city", "city of " + buyer)));
        send(
                about("payment", "fair-1", "p-5", "o-5"),
                about("cancellation", "fair-1", "c-6", "o-6"),
                about("refund", "fair-1", "r-1", "o-1").put("amount", 40));
        send(order("fair-2", "o-1", buyer), order("fair-2", "o-2", "else"), order("other", "o-1", "else"));
    }

    private Map<String, String> figures() {
        Map<String, String> figures = new TreeMap<>();
        for (String board : BOARDS) {
            JsonObject now = server.snapshot(board).getJsonObject("board");
            FIGURES.forEach(section -> figures.put(board + "/" + section, String.valueOf(now.getValue(section))));
            figures.put(
                    board + "/recent",
                    Integer.toString(now.getJsonArray("recent").size()));
        }
        return figures;
    }

    private void awaitCampaign(long orders) {
        Await.until("the campaign has counted", () -> {
            String board = server.send("GET", "/api/boards/@fairs", "").body(); // refused while it is built
            return board.contains("\"orders\":" + orders + ",");
        });
    }

    private static CommandOutcome erase(String buyer, String... more) {
        List<String> words = new ArrayList<>(List.of("erase", "--buyer", buyer, "--redis-uri", TestRedis.uri()));
        words.addAll(List.of(more));
        return CommandOutcome.run(words.toArray(String[]::new));
    }

    private void assertAudited() {
        assertEquals(List.of(), server.audit());
        assertEquals(List.of(), server.auditCampaigns());
    }

    @ParameterizedTest
    @ValueSource(strings = {"u-1", "张三", "a\"b\\c", "x y%1$s'", "live-viewer {fair-1}"})
    void nothingHoldsTheIdAndNoFigureMoves(String buyer) {
        sell(buyer);
        awaitCampaign(7);
        Map<String, String> before = figures();

        CommandOutcome done = erase(buyer, "--yes");

        assertEquals(0, done.exit(), done::toString);
        assertTrue(
                done.out().contains("fair-1: 5 orders of the buyer\nfair-2: 1 orders of the buyer\n"), done::toString);
        assertEquals(List.of(), WholeRedis.placesOf(buyer));
        assertEquals(before, figures());
        assertAudited();
        Await.until(
                "the campaign has counted the erasures",
                () -> server.auditCampaigns().isEmpty());
        assertEquals(before, figures());
    }

    @Test
    void whatWasSentBeforeIsAConflictAndCountsNotAgain() {
        sell("u-1");
        awaitCampaign(7);
        erase("u-1", "--yes");
        Map<String, String> before = figures();

        String again = server.postOrders(order("fair-1", "o-1", "u-1").encode()).body();
        assertTrue(again.contains("\"conflict\""), again);
        send(about("payment", "fair-1", "p-4", "o-4"));
        awaitCampaign(8);

        assertNotEquals(before, figures());
        assertEquals(List.of(), WholeRedis.placesOf("u-1"));
        assertAudited();
    }

    @Test
    void theSameBuyerHasOnePseudonymAndIsSealedAnew() {
        sell("u-1");
        awaitCampaign(7);
        CommandOutcome audited = CommandOutcome.run("audit", "--redis-uri", TestRedis.uri(), "--stream", "fair-1");
        assertEquals(0, audited.exit(), audited::toString);
        String seal = audited.out().split("  sealed ", -1)[1].split("\n", -1)[0];
        String first = erase("u-1", "--yes").out();
        send(order("fair-1", "o-9", "u-1"));
        awaitCampaign(8);
        assertEquals(3, server.board("fair-1", "totals").getLong("buyers"), "bought again: another one");

        String second = erase("u-1", "--yes").out();

        assertEquals(2, server.board("fair-1", "totals").getLong("buyers"));
        assertEquals(pseudonym(first), pseudonym(second));
        assertEquals(List.of(), WholeRedis.placesOf("u-1"));
        assertAudited();
        String newest = server.send("GET", "/api/streams/fair-1/orders?type=erasure", "")
                .body();
        assertEquals(2, new JsonObject(newest).getJsonArray("messages").size(), newest);
        assertTrue(newest.contains(pseudonym(first)), newest);
        CommandOutcome old =
                CommandOutcome.run("audit", "--redis-uri", TestRedis.uri(), "--stream", "fair-1", "--seal", seal);
        assertEquals(1, old.exit(), old::toString);
        assertTrue(old.out().contains("; a buyer was erased since, as message erasure-"), old::toString);
    }

    @Test
    void ordersThatComeMeanwhileAreKept() throws InterruptedException {
        for (int batch = 0; batch < 20; batch++) {
            send(batch("before-" + batch, "u-1"));
        }
        AtomicBoolean ends = new AtomicBoolean();
        AtomicInteger sent = new AtomicInteger();
        Thread load = new Thread(() -> {
            for (int n = 0; !ends.get() || n < 20; n++) {
                send(batch("during-" + n, "u-2"));
                send(about("payment", "fair-1", "paid-" + n, "before-" + n % 20 + "-" + n / 20 + "-placed"));
                sent.set(n + 1);
            }
        });
        load.start();
        Await.until("orders come", () -> sent.get() > 2);

        CommandOutcome done = erase("u-1", "--yes");
        ends.set(true);
        load.join();

        assertEquals(0, done.exit(), done::toString);
        assertEquals(List.of(), WholeRedis.placesOf("u-1"));
        int paid = 20 * 30 + sent.get() * (30 + 1);
        assertEquals(paid, server.board("fair-1", "totals").getLong("orders"));
        assertEquals(2, server.board("fair-1", "totals").getLong("buyers"));
        awaitCampaign(paid);
        assertAudited();
    }

    /** 30 paid orders, and 30 that wait for their payment. */
    private static JsonObject[] batch(String id, String buyer) {
        return IntStream.range(0, 30)
                .boxed()
                .flatMap(i -> Stream.of(
                        order("fair-1", id + "-" + i, buyer),
                        order("fair-1", id + "-" + i + "-placed", buyer).put("status", "placed")))
                .toArray(JsonObject[]::new);
    }

    @Test
    void onlyInAStreamIfTheBuyerIsInNoOther() {
        sell("u-1");
        CommandOutcome refused = erase("u-1", "--yes", "--stream", "fair-1");
        assertEquals(1, refused.exit(), refused::toString);
        assertTrue(refused.err().contains("the buyer bought in fair-2 too"), refused::toString);

        send(order("other", "o-2", "u-9"));
        CommandOutcome done = erase("u-9", "--yes", "--stream", "other");
        assertEquals(0, done.exit(), done::toString);
        assertTrue(done.out().contains("1 streams looked at, 1 orders of the buyer"), done::toString);
        assertEquals(1, erase("u-9", "--yes", "--stream", "nowhere").exit());

        TestRedis.command(
                "HSET",
                new StreamKeys("other").settings(),
                "archived",
                new Archived("other.zip", "", 0, 0, "", 0).json().encode());
        CommandOutcome rest = erase("u-1", "--yes");
        assertEquals(1, rest.exit(), rest::toString);
        assertTrue(rest.err().contains("archived streams were not looked at: other: bring"), rest::toString);
        assertTrue(rest.out().contains("2 streams looked at, 6 orders of the buyer"), rest::toString);
        assertEquals(List.of(), WholeRedis.placesOf("u-1"));
    }

    @Test
    void aDryRunChangesNothingAndASecondRunAtATimeIsRefused() {
        sell("u-1");
        awaitCampaign(7);
        List<String> before = WholeRedis.placesOf("u-1");
        CommandOutcome dry = erase("u-1", "--dry-run");
        assertEquals(0, dry.exit(), dry::toString);
        assertEquals(
                "fair-1: 5 orders of the buyer\nfair-2: 1 orders of the buyer\n"
                        + "3 streams looked at, 6 orders of the buyer\n",
                dry.out());

        TestRedis.command("SET", StreamKeys.ERASER, "somebody");
        CommandOutcome refused = erase("u-1", "--yes");
        assertEquals(1, refused.exit(), refused::toString);
        assertTrue(refused.err().contains("another erasure is running"), refused::toString);
        assertEquals(before, WholeRedis.placesOf("u-1"));

        assertEquals(2, erase("u-1").exit(), "there is no terminal to ask on");
        assertEquals(2, erase(" ", "--yes").exit());
        assertEquals(2, erase("erased-0123456789012345678901", "--yes").exit());
    }

    private static String pseudonym(String out) {
        int at = out.indexOf("erased-");
        return out.substring(at, at + 29);
    }
}
