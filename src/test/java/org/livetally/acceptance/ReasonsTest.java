package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.acceptance.Pages.has;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.Ports;
import org.livetally.testing.RedisProcess;
import org.livetally.testing.TestRedis;

/** Pages say why figures stand still, in the reader's language, and the console shows how to settle a loss. */
final class ReasonsTest {
    private static final String STREAM = "naqu";

    @RegisterExtension
    static final Pages PAGES = new Pages();

    @Test
    void aReplicaIsNamedToOperatorsAndNotToTheAudience() throws IOException {
        try (RedisProcess redis = RedisProcess.start();
                LiveServer server = LiveServer.start(redis.uri(), InstantSource.system())) {
            server.live(STREAM);
            server.postOrders(OrderJson.order(STREAM, "o-1", 4_200).encode());
            Page board = open(server, "/board/naqu?lang=zh");
            Page console = open(server, "/console?lang=en#naqu/orders");
            Page overlay = open(server, "/overlay/naqu?lang=zh");
            has(board.locator("freshness-badge"), "data-state", "connected");
            has(console.locator("freshness-badge"), "data-state", "connected");
            has(overlay.locator("freshness-badge"), "data-state", "connected");

            redis.ask("REPLICAOF 127.0.0.1 " + Ports.free());
            assertReason(board, "数据库现在是只读副本（READONLY）");
            assertReason(console, "Redis is a read-only replica (READONLY)");
            has(overlay.locator("freshness-badge"), "data-state", "stale");
            assertThat(overlay.locator("freshness-badge")).not().containsText("READONLY");
            assertThat(overlay.locator("freshness-badge")).isVisible();
            assertThat(overlay.locator("freshness-badge [role=status]")).hasText("数据延迟");
            has(overlay.locator("freshness-badge"), "title", "数据库现在是只读副本（READONLY）");

            assertReason(open(server, "/board/naqu?lang=en"), "Redis is a read-only replica (READONLY)");
            // What can be read is shown: a list of streams is correct even if it is read from a replica.
            assertThat(open(server, "/?lang=zh").locator("main")).containsText(STREAM);

            redis.ask("REPLICAOF NO ONE");
            has(board.locator("freshness-badge"), "data-state", "connected");
            assertThat(board.locator("freshness-badge .why")).hasCount(0);
        }
        allow503();
    }

    @Test
    void aReasonThatIsNotKnownIsShownAsTheServerSaysIt() {
        PAGES.server().live(STREAM);
        Page board = PAGES.browser().open("about:blank");
        board.routeWebSocket(
                Pattern.compile(".*/ws/boards/.*"),
                socket -> socket.send("{\"type\":\"stale\",\"since\":0,\"reason\":\"something new (ODD)\"}"));
        board.navigate(PAGES.url("/board/naqu?lang=zh"));
        assertReason(board, "something new (ODD)");
    }

    @Test
    void anOrderOfTheConsoleThatIsPutOffSaysWhy() {
        PAGES.server().live(STREAM);
        Page page = PAGES.open("/console?lang=zh#naqu/orders");
        String answer = "{\"type\":\"error\",\"code\":\"unavailable\",\"retry\":true,"
                + "\"message\":\"Redis has reached its maxmemory (OOM): send it again\",\"rule\":\"send_again\","
                + "\"params\":{\"why\":{\"rule\":\"redis_refuses\",\"params\":{"
                + "\"why\":{\"rule\":\"redis_oom\",\"params\":{}},\"code\":\"OOM\"}}}}";
        page.route(
                "**/api/orders",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(answer)));
        page.fill("#line-0-sku", "honey");
        page.fill("#line-0-amount", "1");
        page.click("[data-do=record]");
        assertThat(page.locator("console-order-form .trouble")).containsText("数据库内存已满（OOM）。暂时无法入账，请再试一次");
    }

    @Test
    void aLedgerThatWentBackIsShownAndAcceptedInTheConsole() throws IOException {
        PAGES.server().live(STREAM);
        pay("kept");
        Objects.requireNonNull(TestRedis.command("KEYS", "*"))
                .forEach(key -> TestRedis.command("COPY", key.toString(), key.toString(), "DB", "1"));
        pay("lost-1");
        pay("lost-2");
        Page page = PAGES.open("/console?lang=en#naqu");
        has(page.locator("freshness-badge"), "data-state", "connected");
        TestRedis.command("SWAPDB", "0", "1");

        assertThat(page.locator("console-loss")).containsText("2 messages that this node had acked are gone");
        assertReason(
                page,
                "The ledger went back: Redis lacks acked messages of this stream; "
                        + "nothing of it is shown until that is settled");
        page.click("console-loss summary");
        assertThat(page.locator("console-loss textarea")).hasValue(Pattern.compile("lost-1\t\\d+-\\d+\nlost-2\t.*\n"));
        Download download = page.waitForDownload(() -> page.click("[data-do=download-lost]"));
        assertEquals("naqu-lost.json", download.suggestedFilename());
        JsonObject saved = new JsonObject(Files.readString(download.path()));
        assertEquals(2, saved.getInteger("count"), saved::encode);

        page.click("[data-do=accept-loss]");
        assertThat(page.locator("dialog .what")).containsText("it cannot be undone");
        page.click("[data-do=confirm]");
        has(page.locator("console-loss section"), "data-state", "accepted");
        has(page.locator("freshness-badge"), "data-state", "connected");
        assertEquals("accepted", lost().getString("state"));
        assertTrue(pay("lost-1").contains("recorded"), "it is sent again");
        allow503();
    }

    /** The server then knows no such stream, but the console still shows how to settle the loss. */
    @Test
    void theLossOfAWholeStreamIsShownAndAccepted() {
        PAGES.server().live(STREAM);
        pay("o-1");
        TestRedis.flush();
        Page page = PAGES.open("/console?lang=zh#naqu");

        assertThat(page.locator(".empty")).containsText("没有名为 naqu 的直播");
        assertThat(page.locator("console-loss")).containsText("已确认入账的 1 条消息不见了");
        page.click("[data-do=accept-loss]");
        assertThat(page.locator("dialog .what")).containsText("还要先重新创建它");
        page.click("[data-do=confirm]");
        has(page.locator("console-loss section"), "data-state", "accepted");
        assertEquals("accepted", lost().getString("state"));
        allow503();
    }

    private static Page open(LiveServer server, String path) {
        return PAGES.browser().open("http://127.0.0.1:" + server.port() + path);
    }

    private static void assertReason(Page page, String reason) {
        assertThat(page.locator("freshness-badge .why")).hasText(reason);
    }

    private static String pay(String id) {
        return PAGES.server()
                .postOrders(OrderJson.order(STREAM, id, 4_200).encode())
                .body();
    }

    private static JsonObject lost() {
        return new JsonObject(
                PAGES.server().send("GET", "/api/streams/naqu/lost", "").body());
    }

    /** Here the server is meant to say that it cannot serve. */
    private static void allow503() {
        PAGES.browser().allErrors().removeIf(error -> error.contains("503"));
    }
}
