package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.acceptance.Pages.has;
import static org.livetally.acceptance.Pages.shows;
import static org.livetally.testing.OrderJson.buyer;
import static org.livetally.testing.OrderJson.line;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.Await;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestProducer;
import org.livetally.testing.TestRedis;

/** What people see in Chromium: the same numbers as in Redis, which are the sums of what was sent. */
final class PagesTest {
    private static final String STREAM = "naqu";
    private static final int ORDERS = 60;

    @RegisterExtension
    static final Pages PAGES = new Pages();

    @Test
    void bothPagesShowWhatRedisHoldsWhichIsTheSumOfWhatWasSent() {
        live();
        Page board = PAGES.open("/board/" + STREAM + "?lang=zh");
        Page overlay = PAGES.open("/overlay/" + STREAM);
        long sent = sendOrders(0, ORDERS);
        sendLikes(7, 30);

        assertEquals(Long.toString(sent), TestRedis.text("HGET", new StreamKeys(STREAM).totals(), "gmv"));
        for (Page page : List.of(board, overlay)) {
            shows(page, "totals.gmv", sent);
            shows(page, "audience.likes", 210);
            has(page.locator("goal-bar"), "data-value", sent);
            has(page.locator("goal-bar"), "data-amount", 5_000_000);
            assertThat(page.locator("goal-bar"))
                    .containsText(Pattern.compile("(预计|Projected)\\s+¥\\S+ ?[（(]¥\\S+–¥.+80%[）)]"));
        }
        JsonObject totals = PAGES.server().board(STREAM, "totals");
        for (String field : List.of("orders", "units", "buyers", "averageOrder")) {
            shows(board, "totals." + field, totals.getLong(field));
        }
        assertEquals(ORDERS, totals.getLong("orders"));
        assertEquals(sent / ORDERS, totals.getLong("averageOrder"));
        shows(board, "audience.viewers", 0);
        shows(board, "audience.peakViewers", 1);
        shows(board, "audience.uniqueViewers", 1);
        assertThat(board.locator("[data-field='totals.gmv']")).containsText(yuan(sent));
    }

    @Test
    void rankedBarsShowTheLeadersAndTheNewestOrderIsOnTop() {
        live();
        Page board = PAGES.open("/board/" + STREAM);
        sendOrders(0, ORDERS);
        for (String section : List.of("products", "groups", "channels", "cities")) {
            JsonObject tallies = PAGES.server().board(STREAM, section);
            List<String> leaders = tallies.fieldNames().stream()
                    .sorted((a, b) -> Long.compare(gmv(tallies, b), gmv(tallies, a)))
                    .limit(5)
                    .toList();
            Locator rows = board.locator("ranked-bars[data-section=" + section + "] li");
            assertThat(rows).hasCount(leaders.size());
            for (int i = 0; i < leaders.size(); i++) {
                has(rows.nth(i), "data-key", leaders.get(i));
                has(rows.nth(i), "data-value", gmv(tallies, leaders.get(i)));
                has(
                        rows.nth(i),
                        "data-orders",
                        tallies.getJsonObject(leaders.get(i)).getLong("orders"));
            }
        }
        JsonObject newest = PAGES.server()
                .snapshot(STREAM)
                .getJsonObject("board")
                .getJsonArray("recent")
                .getJsonObject(0);
        has(board.locator("newest-orders li").first(), "data-key", newest.getString("seq"));
        has(board.locator("newest-orders li").first(), "data-value", newest.getLong("amount"));
    }

    @Test
    void pagesSayThatTheServerIsGoneKeepTheLastNumberAndCatchUpByThemselves() {
        live();
        Page board = PAGES.open("/board/" + STREAM);
        Page overlay = PAGES.open("/overlay/" + STREAM);
        long before = sendOrders(0, 10);
        for (Page page : List.of(board, overlay)) {
            shows(page, "totals.gmv", before);
            has(page.locator("freshness-badge"), "data-state", "connected");
        }
        assertThat(board.locator("trend-chart canvas").first()).isVisible(); // or a file of it is cut off
        int port = PAGES.stopServer();
        for (Page page : List.of(board, overlay)) {
            has(page.locator("freshness-badge"), "data-state", "reconnecting");
            assertThat(page.locator("freshness-badge")).isVisible();
            shows(page, "totals.gmv", before);
        }
        PAGES.startServer(port);
        long after = before + sendOrders(10, 20);
        for (Page page : List.of(board, overlay)) {
            shows(page, "totals.gmv", after);
            has(page.locator("freshness-badge"), "data-state", "connected");
        }
    }

    @Test
    void pagesOpenedBeforeTheStreamExistsShowItLaterByThemselves() {
        Page board = PAGES.open("/board/" + STREAM);
        Page overlay = PAGES.open("/overlay/" + STREAM);
        has(overlay.locator("freshness-badge"), "data-state", "reconnecting");
        assertThat(board.locator(".empty")).containsText(STREAM);
        live();
        long sent = sendOrders(0, 5);
        shows(overlay, "totals.gmv", sent);
        shows(board, "totals.gmv", sent);
        // The only error allowed: the server says that there is no such board yet.
        PAGES.browser()
                .allErrors()
                .removeIf(error ->
                        error.contains("Unexpected response code: 404") || error.contains("status of 404 (Not Found)"));
    }

    @Test
    void screensSayThatNumbersAreStaleWhileRedisDoesNotAnswer() throws Exception {
        live();
        Page board = PAGES.open("/board/" + STREAM);
        long sent = sendOrders(0, 3);
        shows(board, "totals.gmv", sent);
        signalRedis("STOP");
        try {
            has(board.locator("freshness-badge"), "data-state", "stale");
            assertThat(board.locator("freshness-badge .why")).containsText("Redis does not answer");
            shows(board, "totals.gmv", sent);
        } finally {
            signalRedis("CONT");
        }
        has(board.locator("freshness-badge"), "data-state", "connected");
        long later = sent + sendOrders(3, 6);
        shows(board, "totals.gmv", later);
    }

    @Test
    void overlayLetsThePictureThrough() throws IOException {
        live();
        Page overlay = PAGES.open("/overlay/" + STREAM);
        shows(overlay, "totals.gmv", sendOrders(0, 1));
        BufferedImage picture = ImageIO.read(
                new ByteArrayInputStream(overlay.screenshot(new Page.ScreenshotOptions().setOmitBackground(true))));
        assertEquals(0, alpha(picture, 960, 200), "nothing in the middle");
        assertEquals(0, alpha(picture, 2, 2), "nothing in the corner");
        long covered = IntStream.range(0, 1080)
                .filter(y -> alpha(picture, 300, y) > 100)
                .count();
        assertEquals(true, covered > 100, "a plate carries the text, " + covered + " pixels high");
    }

    @Test
    void namesAreTextWhateverIsInThem() {
        String bad = "<script>alert(1)</script><img src=x onerror=alert(2)>";
        PAGES.server()
                .create(new JsonObject()
                        .put("id", STREAM)
                        .put("title", bad)
                        .put(
                                "products",
                                new JsonObject()
                                        .put(
                                                "bad",
                                                new JsonObject()
                                                        .put("name", bad)
                                                        .put("unit", "<b>"))));
        PAGES.server().startStream(STREAM);
        JsonObject order = OrderJson.order(STREAM, "bad", 100)
                .put("channel", bad)
                .put("buyer", buyer(bad, bad, bad))
                .put("lines", new JsonArray().add(line("bad", 1, 100)));
        try (TestProducer producer = PAGES.server().producer()) {
            assertEquals("recorded", producer.ask(order.encode()).getString("result"));
        }
        Page board = PAGES.open("/board/" + STREAM);
        Page overlay = PAGES.open("/overlay/" + STREAM);
        Page index = PAGES.open("/");
        shows(board, "totals.gmv", 100);
        shows(overlay, "totals.gmv", 100);
        assertThat(board.locator("h1")).hasText(bad);
        for (String section : List.of("products", "groups", "channels", "cities")) {
            assertThat(board.locator("ranked-bars[data-section=" + section + "] .name"))
                    .hasText(bad);
        }
        assertThat(board.locator("newest-orders .product")).hasText(bad);
        assertThat(overlay.locator("newest-orders .product")).hasText(bad);
        assertThat(index.locator("li[data-key=" + STREAM + "] .name")).hasText(bad);
        for (Page page : List.of(board, overlay, index)) {
            assertThat(page.locator("body script, img")).hasCount(0);
        }
    }

    @Test
    void anEndedStreamsClockStandsAtItsLength() {
        PAGES.server().create(STREAM);
        long start = System.currentTimeMillis() - 2 * 3_600_000L;
        expectOk("start", new JsonObject().put("at", start));
        expectOk("end", new JsonObject().put("at", start + 3_600_000));
        Page board = PAGES.open("/board/" + STREAM);
        has(board.locator("session-clock"), "data-value", 3_600_000);
        assertThat(board.locator("session-clock")).hasText("01:00:00");
        has(board.locator(".phase"), "data-status", "ended");
    }

    private void live() {
        PAGES.server()
                .create(new JsonObject()
                        .put("id", STREAM)
                        .put("title", "那曲虫草")
                        .put("goal", 5_000_000)
                        .put("endsAt", System.currentTimeMillis() + 3_600_000)
                        .put(
                                "products",
                                new JsonObject()
                                        .put(
                                                "sku-1",
                                                new JsonObject()
                                                        .put("name", "那曲虫草 5g")
                                                        .put("unit", "盒"))));
        PAGES.server().startStream(STREAM);
    }

    private void expectOk(String action, JsonObject body) {
        assertEquals(
                200,
                PAGES.server()
                        .send("POST", "/api/streams/" + STREAM + "/" + action, body.encode())
                        .statusCode());
    }

    /** Sends orders of these numbers; returns the sum of their amounts when all are acked. */
    private long sendOrders(int from, int to) {
        try (TestProducer producer = PAGES.server().producer()) {
            for (int i = from; i < to; i++) {
                producer.send(order(i).encode());
            }
            producer.answers(to - from).forEach(ack -> assertEquals("recorded", ack.getString("result")));
        }
        return IntStream.range(from, to).mapToLong(PagesTest::amount).sum();
    }

    private static JsonObject order(int i) {
        return OrderJson.order(STREAM, "order-" + i, amount(i))
                .put("channel", i % 3 == 0 ? "wsnb" : "tmall")
                .put("buyer", buyer("u-" + i % 40, "社区 " + i % 7, "城市 " + i % 6))
                .put("lines", new JsonArray().add(line("sku-" + i % 8, 1 + i % 3, amount(i))));
    }

    private static long amount(int i) {
        return 10_001 + i * 1_379L;
    }

    private void sendLikes(int likes, int times) {
        RawWebSocket viewer = PAGES.server().open("/ws/streams/" + STREAM + "/audience?viewer=v-1");
        for (int i = 0; i < times; i++) {
            viewer.send("{\"type\":\"like\",\"count\":" + likes + "}");
        }
        Await.until(
                "likes are counted",
                () -> PAGES.server().board(STREAM, "audience").getLong("likes", 0L) == likes * (long) times);
        viewer.close();
        Await.until(
                "the viewer has left",
                () -> PAGES.server().board(STREAM, "audience").getLong("viewers") == 0);
    }

    private static void signalRedis(String name) throws Exception {
        long pid = TestRedis.process().pid();
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor());
    }

    private static long gmv(JsonObject section, String key) {
        return section.getJsonObject(key).getLong("gmv");
    }

    private static String yuan(long fen) {
        return String.format(java.util.Locale.ROOT, "%,d.%02d", fen / 100, fen % 100);
    }

    private static int alpha(BufferedImage picture, int x, int y) {
        return picture.getRGB(x, y) >>> 24;
    }
}
