package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.acceptance.TokenSite.STREAM;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.access.AccessServer;
import org.livetally.access.Role;
import org.livetally.testing.Await;

/** The console on a server that requires tokens. */
final class ConsoleTokenTest {
    @RegisterExtension
    static final Browser browser = new Browser();

    @RegisterExtension
    final TokenSite site = new TokenSite();

    @BeforeEach
    void createAnother() {
        site.server().send("POST", "/api/streams", "{\"id\":\"other\",\"title\":\"Other\"}");
    }

    private static void assertTheLogTellsOfTheRefusals(Page page) {
        page.click("[data-link=acts]");
        assertThat(page.locator("[data-act] >> text=登录").first()).isVisible();
        assertThat(page.locator("[data-act][data-outcome=refused]").first()).containsText("GET /api/session");
        assertThat(page.locator("[data-act][data-outcome=done]").first()).containsText("令牌");
        Download file = page.waitForDownload(() -> page.click("[data-do=export-acts]"));
        assertEquals("livetally-acts.csv", file.suggestedFilename());
        page.goBack();
    }

    @Test
    void signInTakesAnOperatorsTokenAndNoOther() {
        Page page = browser.open(site.url("/console?lang=zh#naqu"));
        assertThat(page.locator("main.sign-in")).isVisible();
        assertThat(page.locator("body")).not().containsText("Naqu");
        for (String[] refused : new String[][] {
            {"nonsense", "这个令牌无效。"},
            {site.server().lasting(Duration.ofHours(-1), Role.OPERATOR), "令牌已过期，请换一个新的。"},
            {site.server().token(Role.SCREEN, STREAM), "这是“屏幕”的令牌，这里需要操作员令牌。"}
        }) {
            page.fill("#token", refused[0]);
            page.keyboard().press("Enter");
            assertThat(page.locator("#token-told")).hasText(refused[1]);
        }
        page.fill("#token", site.operator());
        page.keyboard().press("Enter");
        assertThat(page.locator(".head h1")).hasText("Naqu");
        assertThat(page.locator("[data-field='totals.gmv']")).hasAttribute("data-value", "12300");
        assertTheLogTellsOfTheRefusals(page);
        page.reload();
        assertThat(page.locator(".head h1")).hasText("Naqu");
        assertFalse(page.url().contains("token"), page.url());
        page.click("[data-do=sign-out]");
        assertThat(page.locator("main.sign-in")).isVisible();
        page.reload();
        assertThat(page.locator("main.sign-in")).isVisible();
        assertEquals(List.of(), browser.errors());
    }

    @Test
    void aTokenInTheAddressSignsInAndLeavesTheAddress() {
        Page page = browser.open(site.url("/console?lang=en&token=" + site.operator() + "#naqu"));
        assertThat(page.locator(".head h1")).hasText("Naqu");
        assertEquals(site.url("/console?lang=en#naqu"), page.url());
    }

    @Test
    void aRevokedTokenIsSaidAndNothingTypedIsLost() {
        Page page = browser.open(site.url("/console?lang=en&token=" + site.operator() + "#naqu/orders"));
        page.fill("#line-0-sku", "tea");
        page.fill("#line-0-amount", "12.50");
        page.fill("#order-city", "拉萨");
        revoke(site.operator());
        page.locator("[data-do=record]").dispatchEvent("click"); // the page may know it already
        assertThat(page.locator("dialog.sign-in")).containsText("The token was revoked");
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog.sign-in")).isVisible();
        String next = site.server().token(Role.OPERATOR);
        page.fill("#token", next);
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
        Page page = browser.open(site.url("/console?lang=en&token=" + site.operator() + "#naqu/orders/o-1"));
        page.click("[data-do=refund]");
        page.fill("#ask-reason", "broken");
        revoke(site.operator());
        page.locator("[data-do=confirm]").dispatchEvent("click");
        page.fill("#token", site.server().token(Role.OPERATOR));
        page.keyboard().press("Enter");
        assertThat(page.locator("#ask-reason")).hasValue("broken");
        page.click("[data-do=confirm]");
        assertThat(page.locator("[data-found=o-1]")).hasAttribute("data-refunded", "12300");
    }

    @Test
    void anOperatorOfOneStreamSeesThatOne() {
        String limited = site.server().token(Role.OPERATOR, STREAM);
        Page page = browser.open(site.url("/console?lang=en&token=" + limited));
        assertThat(page.locator(".streams [data-key]")).hasCount(1);
        assertThat(page.locator("[data-do=new-stream], console-campaigns")).hasCount(0);
        page.locator("[data-key=naqu]").click();
        page.click("#tab-settings");
        page.fill("#stream-title", "New");
        page.click("[data-do=save-settings]");
        assertThat(page.locator(".head h1")).hasText("New");
        assertEquals(List.of(), browser.errors());
    }

    @Test
    void aLinkHasAScreensTokenThatCanBeTakenBackAndNeverTheOperators() {
        List<String> requested = new ArrayList<>();
        Page page = browser.open("about:blank");
        page.onRequest(request -> requested.add(request.url()));
        page.navigate(site.url("/console?lang=en#naqu"));
        page.fill("#token", site.operator());
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-link=board]")).hasCount(0);
        page.click("[data-do=link-board]");
        String link = page.locator("[data-link=board]").getAttribute("href");
        assertThat(page.locator("#url-board")).hasValue(link);
        String token = link.replaceAll(".*token=", "");
        assertNotEquals(site.operator(), token);
        JsonObject who = new JsonObject(session(token));
        assertEquals("screen", who.getString("role"));
        assertEquals(new JsonArray().add(STREAM), who.getJsonArray("streams"));
        Page board = browser.open(link);
        assertThat(board.locator("[data-field='totals.gmv']")).hasAttribute("data-value", "12300");

        page.click("[data-do=revoke-board]");
        page.click("[data-do=confirm]");
        assertThat(page.locator("[data-do=link-board]")).isVisible();
        assertThat(board.locator("freshness-badge")).hasAttribute("data-state", "denied");
        assertTrue(page.locator("a").all().stream()
                .noneMatch(a -> a.getAttribute("href").contains(site.operator())));
        assertTrue(requested.stream().noneMatch(address -> address.contains(site.operator())), requested::toString);
    }

    @Test
    void aLinkThatWasMadeBeforeTheReloadCanStillBeTakenBackAndIsWrittenDownNowhere() {
        Page page = browser.open(site.url("/console?lang=en&token=" + site.operator() + "#naqu"));
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
        site.server().send("PATCH", "/api/streams/naqu", "{\"public\":true}");
        Page page = browser.open(site.url("/console?lang=en&token=" + site.operator() + "#naqu"));
        assertThat(page.locator("[data-link=board]")).hasAttribute("href", site.url("/board/naqu?lang=en"));
        assertThat(page.locator("[data-do^=link-]")).hasCount(0);
    }

    @Test
    void filesComeWithTheTokenInAHeader() throws IOException {
        Page page = browser.open(site.url("/console?lang=en&token=" + site.operator() + "#naqu/orders"));
        Download orders = page.waitForDownload(() -> page.click("[data-do=export-orders]"));
        assertTrue(Files.readString(orders.path()).contains(",o-1,"));
        assertFalse(orders.url().contains(site.operator()));
    }

    private void revoke(String token) {
        AccessServer.revoke(token);
        for (int i = 0;
                i < 2 * Runtime.getRuntime().availableProcessors();
                i++) { // each event loop learns it for itself
            Await.until("it is revoked", () -> session(token).contains("revoked"));
        }
    }

    private String session(String token) {
        return site.server()
                .server()
                .send("GET", "/api/session?token=" + token, "")
                .body();
    }
}
