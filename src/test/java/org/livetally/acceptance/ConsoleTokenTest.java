package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.livetally.access.Role;
import org.livetally.access.Tokens;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.Settings;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.TestRedis;

/** The console on a server that requires tokens. */
final class ConsoleTokenTest {
    private static final String SECRET = "a-secret-of-at-least-thirty-two-bytes";
    private static final String STREAM = "naqu";

    private final Vertx vertx = Vertx.vertx();
    private final Tokens tokens = new Tokens(vertx, List.of(SECRET), InstantSource.system());
    private final Tokens.Signed operator = tokens.sign(Role.OPERATOR, Set.of(), Duration.ofHours(1));
    private Browser browser;
    private LiveServer server;

    @BeforeEach
    void start() {
        TestRedis.flush();
        AccessSettings access = new AccessSettings(true, List.of(SECRET), List.of());
        server = LiveServer.start(
                new Settings("127.0.0.1", 0, TestRedis.uri(), Path.of("no-data-of-its-own"), access),
                InstantSource.system());
        send("POST", "/api/streams", "{\"id\":\"naqu\",\"title\":\"Naqu\"}");
        send("POST", "/api/streams", "{\"id\":\"other\",\"title\":\"Other\"}");
        send("POST", "/api/streams/naqu/start", "");
        send("POST", "/api/orders", OrderJson.order(STREAM, "o-1", 12_300).encode());
        browser = new Browser();
    }

    @AfterEach
    void stop() {
        browser.close();
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void signInTakesAnOperatorsTokenAndNoOther() {
        Page page = browser.open(url("/console?lang=zh#naqu"));
        assertThat(page.locator("main.sign-in")).isVisible();
        assertThat(page.locator("body")).not().containsText("Naqu");
        for (String[] refused : new String[][] {
            {"nonsense", "这个令牌无效。"},
            {expired(), "令牌已过期，请换一个新的。"},
            {tokens.sign(Role.SCREEN, Set.of(STREAM), Duration.ofHours(1)).text(), "这是“屏幕”的令牌，这里需要操作员令牌。"}
        }) {
            page.fill("#token", refused[0]);
            page.keyboard().press("Enter");
            assertThat(page.locator("#token-told")).hasText(refused[1]);
        }
        page.fill("#token", operator.text());
        page.keyboard().press("Enter");
        assertThat(page.locator(".head h1")).hasText("Naqu");
        assertThat(page.locator("[data-field='totals.gmv']")).hasAttribute("data-value", "12300");
        page.reload();
        assertThat(page.locator(".head h1")).hasText("Naqu");
        assertFalse(page.url().contains("token"), page.url());
        page.click("[data-do=sign-out]");
        assertThat(page.locator("main.sign-in")).isVisible();
        page.reload();
        assertThat(page.locator("main.sign-in")).isVisible();
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void aTokenInTheAddressSignsInAndLeavesTheAddress() {
        Page page = browser.open(url("/console?lang=en&token=" + operator.text() + "#naqu"));
        assertThat(page.locator(".head h1")).hasText("Naqu");
        assertEquals(url("/console?lang=en#naqu"), page.url());
    }

    @Test
    void aRevokedTokenIsSaidAndNothingTypedIsLost() {
        Page page = browser.open(url("/console?lang=en&token=" + operator.text() + "#naqu/orders"));
        page.fill("#line-0-sku", "tea");
        page.fill("#line-0-amount", "12.50");
        page.fill("#order-city", "拉萨");
        revoke(operator);
        page.locator("[data-do=record]").dispatchEvent("click"); // the page may know it already
        assertThat(page.locator("dialog.sign-in")).containsText("The token was revoked");
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog.sign-in")).isVisible();
        Tokens.Signed next = tokens.sign(Role.OPERATOR, Set.of(), Duration.ofHours(1));
        page.fill("#token", next.text());
        page.keyboard().press("Enter");
        assertThat(page.locator("dialog.sign-in")).hasCount(0);
        assertThat(page.locator("#line-0-sku")).hasValue("tea");
        assertThat(page.locator("#order-city")).hasValue("拉萨");
        page.click("[data-do=record]");
        assertThat(page.locator("[data-ack]")).isVisible();
        assertThat(page.locator("[data-field='totals.gmv']")).hasAttribute("data-value", "13550");
    }

    @Test
    void aDialogStaysBehindTheQuestionForAnotherToken() {
        Page page = browser.open(url("/console?lang=en&token=" + operator.text() + "#naqu/orders/o-1"));
        page.click("[data-do=refund]");
        page.fill("#ask-reason", "broken");
        revoke(operator);
        page.locator("[data-do=confirm]").dispatchEvent("click");
        page.fill(
                "#token",
                tokens.sign(Role.OPERATOR, Set.of(), Duration.ofHours(1)).text());
        page.keyboard().press("Enter");
        assertThat(page.locator("#ask-reason")).hasValue("broken");
        page.click("[data-do=confirm]");
        assertThat(page.locator("[data-found=o-1]")).hasAttribute("data-refunded", "12300");
    }

    @Test
    void anOperatorOfOneStreamSeesThatOne() {
        Tokens.Signed limited = tokens.sign(Role.OPERATOR, Set.of(STREAM), Duration.ofHours(1));
        Page page = browser.open(url("/console?lang=en&token=" + limited.text()));
        assertThat(page.locator(".streams [data-key]")).hasCount(1);
        assertThat(page.locator("[data-do=new-stream]")).hasCount(0);
        page.locator("[data-key=naqu]").click();
        page.click("#tab-settings");
        page.fill("#stream-title", "New");
        page.click("[data-do=save-settings]");
        assertThat(page.locator(".head h1")).hasText("New");
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void aLinkHasAScreensTokenThatCanBeTakenBackAndNeverTheOperators() {
        List<String> requested = new ArrayList<>();
        Page page = browser.open("about:blank");
        page.onRequest(request -> requested.add(request.url()));
        page.navigate(url("/console?lang=en#naqu"));
        page.fill("#token", operator.text());
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-link=board]")).hasCount(0);
        page.click("[data-do=link-board]");
        String link = page.locator("[data-link=board]").getAttribute("href");
        assertThat(page.locator("#url-board")).hasValue(link);
        String token = link.replaceAll(".*token=", "");
        assertNotEquals(operator.text(), token);
        JsonObject who = new JsonObject(
                server.send("GET", "/api/session?token=" + token, "").body());
        assertEquals("screen", who.getString("role"));
        assertEquals(new JsonArray().add(STREAM), who.getJsonArray("streams"));
        Page board = browser.open(link);
        assertThat(board.locator("[data-field='totals.gmv']")).hasAttribute("data-value", "12300");

        page.click("[data-do=revoke-board]");
        page.click("[data-do=confirm]");
        assertThat(page.locator("[data-do=link-board]")).isVisible();
        assertThat(board.locator("freshness-badge")).hasAttribute("data-state", "denied");
        assertTrue(page.locator("a").all().stream()
                .noneMatch(a -> a.getAttribute("href").contains(operator.text())));
        assertTrue(requested.stream().noneMatch(address -> address.contains(operator.text())), requested::toString);
    }

    @Test
    void aLinkThatWasMadeBeforeTheReloadCanStillBeTakenBackAndIsWrittenDownNowhere() {
        Page page = browser.open(url("/console?lang=en&token=" + operator.text() + "#naqu"));
        page.click("[data-do=link-board]");
        String board = page.locator("[data-link=board]").getAttribute("href");
        page.click("[data-do=link-live]");
        String live = page.locator("[data-link=live]").getAttribute("href");
        assertNotEquals(board.replaceAll(".*token=", ""), live.replaceAll(".*token=", ""));
        assertFalse(
                String.valueOf(page.evaluate("() => JSON.stringify(localStorage)"))
                        .contains(board.replaceAll(".*token=", "")),
                "written down nowhere");
        Page wall = browser.open(board);
        assertThat(wall.locator("[data-field='totals.gmv']")).hasAttribute("data-value", "12300");

        page.reload();
        assertThat(page.locator("[data-do=link-board]")).isVisible();
        assertThat(page.locator("console-links")).containsText("A link made before is good until");
        page.click("[data-do=revoke-board]");
        page.click("[data-do=confirm]");
        assertThat(wall.locator("freshness-badge")).hasAttribute("data-state", "denied");
        assertThat(page.locator("[data-do=revoke-board]")).hasCount(0);
        assertThat(page.locator("[data-do=revoke-live]")).isVisible();
    }

    @Test
    void aPublicStreamNeedsNoTokenInItsLinks() {
        send("PATCH", "/api/streams/naqu", "{\"public\":true}");
        Page page = browser.open(url("/console?lang=en&token=" + operator.text() + "#naqu"));
        assertThat(page.locator("[data-link=board]")).hasAttribute("href", url("/board/naqu?lang=en"));
        assertThat(page.locator("[data-do^=link-]")).hasCount(0);
    }

    @Test
    void filesComeWithTheTokenInAHeader() throws IOException {
        Page page = browser.open(url("/console?lang=en&token=" + operator.text() + "#naqu/orders"));
        Download orders = page.waitForDownload(() -> page.click("[data-do=export-orders]"));
        assertTrue(Files.readString(orders.path()).contains(",o-1,"));
        assertFalse(orders.url().contains(operator.text()));
    }

    private String expired() {
        return new Tokens(vertx, List.of(SECRET), () -> Instant.now().minus(Duration.ofHours(2)))
                .sign(Role.OPERATOR, Set.of(), Duration.ofHours(1))
                .text();
    }

    private void revoke(Tokens.Signed token) {
        TestRedis.command(
                "ZADD",
                "livetally:revoked",
                Long.toString(token.token().expires()),
                token.token().id());
        for (int i = 0;
                i < 2 * Runtime.getRuntime().availableProcessors();
                i++) { // each event loop learns it for itself
            Await.until(
                    "it is revoked",
                    () -> server.send("GET", "/api/session?token=" + token.text(), "")
                            .body()
                            .contains("revoked"));
        }
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    private void send(String method, String path, String body) {
        server.send(method, path + "?token=" + operator.text(), body);
    }
}
