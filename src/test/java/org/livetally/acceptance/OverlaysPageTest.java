package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.acceptance.Pages.has;
import static org.livetally.acceptance.ScannedCode.read;

import com.google.zxing.ReaderException;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.access.AccessServer;
import org.livetally.access.Role;
import org.livetally.testing.Await;
import org.livetally.testing.OrderJson;

/** The page where operators make the addresses of overlays, with and without tokens. */
final class OverlaysPageTest {
    private static final String STREAM = "naqu";
    private static final Pattern TOKEN = Pattern.compile("token=([^&]+)");

    @RegisterExtension
    static final Pages PAGES = new Pages();

    @Test
    void theAddressThePreviewAndTheSizeFollowEveryChoice() {
        streams();
        Page page = PAGES.open("/overlays?lang=zh");
        address(page, "/overlay/naqu?lang=zh");
        assertThat(page.locator(".preview small").first()).hasText("1920 × 1080 像素");
        assertThat(page.locator("#token")).containsText("无需令牌");

        List<String> kept = List.of("gmv", "ticker", "alert");
        page.locator("[name=widget]").all().stream()
                .filter(box -> !kept.contains(box.inputValue()))
                .forEach(Locator::uncheck);
        address(page, "/overlay/naqu?widgets=gmv,ticker,alert&lang=zh");
        page.locator("[name=theme][value=light]").check();
        page.locator("[name=min]").fill("2500.5");
        page.locator("[name=lang][value=en]").check();
        address(page, "/overlay/naqu?widgets=gmv,ticker,alert&theme=light&min=2500.5&lang=en");
        page.locator("[name=stream]").selectOption("other");
        address(page, "/overlay/other?widgets=gmv,ticker,alert&theme=light&min=2500.5&lang=en");
        assertThat(page.locator(".obs")).containsText("宽度 1920，高度 1080");
        page.locator("[name=widget][value=gmv]").uncheck();
        page.locator("[name=widget][value=alert]").uncheck();
        address(page, "/overlay/other?widgets=ticker&theme=light&lang=en");
        assertThat(page.locator(".obs")).containsText("宽度 800，高度 160");
        assertThat(page.locator("[name=min]")).hasCount(0);
        assertThat(page.locator("#test-alert")).hasCount(0);

        page.reload();
        address(page, "/overlay/other?widgets=ticker&theme=light&lang=en");
        assertThat(page.locator("[name=theme][value=light]")).isChecked();
        assertThat(page.locator("[name=stream]")).hasValue("other");
    }

    @Test
    void thePreviewIsTheRealOverlay() {
        streams();
        Page page = PAGES.open("/overlays?lang=en");
        FrameLocator overlay = page.frameLocator("overlay-preview iframe");
        has(overlay.locator("[data-field='totals.gmv']"), "data-value", gmv());
        has(overlay.locator("html"), "data-theme", "dark");
        page.locator("[name=theme][value=clear]").check();
        has(overlay.locator("html"), "data-theme", "clear");
        Object back = page.evaluate("() => history.length");
        page.locator("[name=theme][value=light]").check();
        has(overlay.locator("html"), "data-theme", "light");
        assertEquals(back, page.evaluate("() => history.length"), "a choice is no step in the history");
    }

    @Test
    void aTestAlertIsPlayedInThePreviewAsWhatItIs() {
        streams();
        Page page = PAGES.open("/overlays?lang=zh");
        FrameLocator overlay = page.frameLocator("overlay-preview iframe");
        has(overlay.locator("[data-field='totals.gmv']"), "data-value", gmv());
        page.locator("#test-alert").click();
        has(overlay.locator("order-alert"), "data-state", "test");
        assertThat(overlay.locator("order-alert .amount")).hasText("测试");
        assertThat(overlay.locator("order-alert")).containsText("¥1,000.00");
        has(overlay.locator("[data-field='totals.gmv']"), "data-value", gmv());
    }

    @Test
    void theAddressIsCopiedAndReadFromTheCodeOnTheScreen() throws IOException, ReaderException {
        streams();
        Page page = PAGES.open("/overlays?lang=zh");
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page.locator("#copy").click();
        assertThat(page.locator("#copied")).hasText("已复制");
        assertEquals(PAGES.url("/overlay/naqu?lang=zh"), page.evaluate("() => navigator.clipboard.readText()"));

        page.locator("[name=theme][value=light]").check();
        // As on http of a LAN, where browsers have no clipboard for pages.
        page.evaluate("() => { window.kept = navigator.clipboard;"
                + " Object.defineProperty(navigator, 'clipboard', {value: undefined}) }");
        page.locator("#copy").click();
        assertThat(page.locator("#copied")).hasText("已复制");
        assertEquals(PAGES.url("/overlay/naqu?theme=light&lang=zh"), page.evaluate("() => window.kept.readText()"));
        page.locator("[name=theme][value=dark]").check();

        page.locator("#qr").click();
        assertEquals(PAGES.url("/overlay/naqu?lang=zh"), read(page.locator("figure img")));
        page.locator("[name=theme][value=clear]").check();
        assertThat(page.locator("figure")).hasCount(0); // otherwise it would be the code of another address
        page.locator("#qr").click();
        assertEquals(PAGES.url("/overlay/naqu?theme=clear&lang=zh"), read(page.locator("figure img")));
        page.locator("#qr").click();
        assertThat(page.locator("figure")).hasCount(0);
    }

    @Test
    void whatCannotBeIsSaidHere() {
        streams();
        Page page = PAGES.open("/overlays?lang=en&stream=nowhere&widgets=gmv,hats&theme=pink&min=-1");
        assertThat(page.locator("#unknown")).containsText("widgets=hats · theme=pink · min=-1 · stream=nowhere");
        address(page, "/overlay/naqu?widgets=gmv&lang=en");

        page.locator("[name=widget][value=gmv]").uncheck();
        assertThat(page.locator(".choices")).containsText("Choose at least one widget");
        assertThat(page.locator("#copy")).isDisabled();
        page.locator("[name=widget][value=alert]").check();
        page.locator("[name=min]").fill("-5");
        has(page.locator("[name=min]"), "aria-invalid", "true");
        assertThat(page.locator("#copy")).isDisabled();
        page.locator("[name=min]").fill("0");
        address(page, "/overlay/naqu?widgets=alert&min=0&lang=en");
    }

    @Test
    void anAmountIsTypedWithoutAPreviewOfEachDigit() {
        streams();
        Page page = PAGES.open("/overlays?lang=en");
        FrameLocator overlay = page.frameLocator("overlay-preview iframe");
        has(overlay.locator("[data-field='totals.gmv']"), "data-value", gmv());
        List<String> previews = new CopyOnWriteArrayList<>();
        page.onRequest(request -> {
            if (request.url().contains("min=")) {
                previews.add(request.url());
            }
        });
        page.locator("[name=min]").fill("");
        page.locator("[name=min]").pressSequentially("2500");
        address(page, "/overlay/naqu?min=2500&lang=en");
        has(overlay.locator("[data-field='totals.gmv']"), "data-value", gmv());
        assertEquals(List.of(PAGES.url("/overlay/naqu?min=2500&lang=en")), previews);
    }

    @Test
    void whatIsABigOrderDependsOnTheCurrency() {
        PAGES.server().send("POST", "/api/streams", "{\"id\":\"tokyo\",\"title\":\"Tokyo\",\"currency\":\"JPY\"}");
        Page page = PAGES.open("/overlays?lang=en");
        assertThat(page.locator("[name=min]")).hasValue("20000");
        page.locator("[name=min]").fill("1000");
        address(page, "/overlay/tokyo?min=1000&lang=en");
        page.locator("[name=min]").fill("20000");
        address(page, "/overlay/tokyo?lang=en");
    }

    @Test
    void whatSomebodyElseWroteIntoTheStorageIsNoChoice() {
        streams();
        Page page = PAGES.open("/overlays?lang=en");
        for (String nonsense : List.of("{broken", "7", "null", "{\"widgets\":{},\"min\":null}")) {
            page.evaluate("text => localStorage.setItem('livetally.overlays', text)", nonsense);
            page.reload();
            address(page, "/overlay/naqu?lang=en");
        }
    }

    @Test
    void withoutStreamsItLeadsToWhereTheyAreMade() {
        Page page = PAGES.open("/overlays?lang=en");
        has(page.locator("p.calm a"), "href", "/console?lang=en");
    }

    @Test
    void everyControlIsReachedByKey() {
        streams();
        Page page = PAGES.open("/overlays?lang=en");
        address(page, "/overlay/naqu?lang=en");
        page.locator("[name=stream]").focus();
        for (int i = 0; i < 30 && !focused(page).equals("qr"); i++) {
            page.keyboard().press("Tab");
        }
        assertEquals("qr", focused(page));
        page.keyboard().press("Enter");
        assertThat(page.locator("figure img")).isVisible();
    }

    @Test
    void aServerThatIsGoneIsSaid() {
        streams();
        Page page = PAGES.open("/overlays?lang=en");
        FrameLocator overlay = page.frameLocator("overlay-preview iframe");
        has(overlay.locator("[data-field='totals.gmv']"), "data-value", gmv()); // it has loaded everything it needs
        int port = PAGES.stopServer();
        page.locator("#qr").click();
        assertThat(page.locator("[role=alert]")).hasText("No answer from the server; please try again.");
        PAGES.startServer(port);
        page.locator("#qr").click();
        assertThat(page.locator("figure img")).isVisible();
        assertThat(page.locator("[role=alert]")).hasCount(0);
    }

    @Test
    void anOperatorSignsInAndTheTokenLeavesTheAddressAtOnce() {
        try (AccessServer server = withTokens()) {
            Page page = PAGES.browser().open(url(server, "/overlays?lang=en"));
            Locator field = page.locator(".sign-in [name=token]");
            field.fill("nonsense");
            page.locator(".sign-in button").click();
            assertThat(page.locator("#token-told")).hasText("This token is not valid.");
            field.fill(server.token(Role.SCREEN, STREAM));
            page.locator(".sign-in button").click();
            assertThat(page.locator("#token-told")).containsText("an operator's is needed");
            field.fill(server.token(Role.OPERATOR));
            page.locator(".sign-in button").click();
            assertThat(page.locator("[name=stream]")).isVisible();
            page.locator("#sign-out").click();
            assertThat(field).isVisible();

            String operator = server.token(Role.OPERATOR);
            Page linked = PAGES.browser().open(url(server, "/overlays?lang=en&token=" + operator));
            assertThat(linked.locator("[name=stream]")).isVisible();
            assertEquals(url(server, "/overlays?lang=en"), linked.url());
            linked.reload();
            assertThat(linked.locator("[name=stream]")).isVisible();
        }
    }

    @Test
    void aTokenIsMadeMaskedForgottenAndRenewed() {
        try (AccessServer server = withTokens()) {
            Page page = PAGES.browser().open(url(server, "/overlays?lang=en&token=" + server.token(Role.OPERATOR)));
            FrameLocator preview = page.frameLocator("overlay-preview iframe");
            has(preview.locator("[data-field='totals.gmv']"), "data-value", 12_300); // with the operator's own token
            has(page.locator("overlay-preview iframe"), "src", "/overlay/naqu?lang=en");
            assertThat(page.locator("#copy")).isDisabled();

            page.locator("#make").click();
            assertThat(page.locator("#address")).containsText("token=••••••••");
            page.locator("#reveal").click();
            String first = tokenIn(page);
            has(preview.locator("[data-field='totals.gmv']"), "data-value", 12_300);
            assertEquals(200, board(server, first));
            assertFalse(stored(page).contains(first), "written down nowhere");
            page.locator("#reveal").click();
            assertThat(page.locator("#address")).containsText("token=••••••••");

            page.reload();
            assertThat(page.locator("#token")).containsText("its text is not kept");
            assertThat(page.locator("#copy")).isDisabled();
            page.locator("#renew").click();
            page.locator("dialog footer button").first().click();
            assertThat(page.locator("dialog")).isHidden();
            assertEquals(200, board(server, first), "asked first");

            page.locator("#renew").click();
            page.locator("dialog [data-do=confirm]").click();
            assertThat(page.locator("#token-notice")).containsText("The old token is revoked");
            page.locator("#reveal").click();
            String second = tokenIn(page);
            assertEquals(200, board(server, second));
            Await.until("the old one is refused", () -> board(server, first) == 401);
            Page screen = PAGES.browser().open(page.locator("#address").textContent());
            has(screen.locator("[data-field='totals.gmv']"), "data-value", 12_300);
            assertThat(screen.locator("body")).not().containsText(second);
        }
    }

    @Test
    void whoSignsOutLeavesNoTokenBehind() {
        try (AccessServer server = withTokens()) {
            Page page = PAGES.browser().open(url(server, "/overlays?lang=en&token=" + server.token(Role.OPERATOR)));
            page.locator("#make").click();
            page.locator("#reveal").click();
            String made = tokenIn(page);
            page.locator("#sign-out").click();
            page.locator(".sign-in [name=token]").fill(server.token(Role.OPERATOR));
            page.locator(".sign-in button").click();
            assertThat(page.locator("#token")).containsText("its text is not kept");
            assertThat(page.locator("#copy")).isDisabled();
            assertThat(page.locator("#address")).not().containsText(made);
        }
    }

    @Test
    void whatCouldNotBeRevokedIsSaidAndRevokedTheNextTime() {
        try (AccessServer server = withTokens()) {
            Page page = PAGES.browser().open(url(server, "/overlays?lang=en&token=" + server.token(Role.OPERATOR)));
            page.locator("#make").click();
            page.locator("#reveal").click();
            String first = tokenIn(page);
            page.route("**/api/tokens/*", Route::abort);
            renew(page);
            assertThat(page.locator("#token-notice")).containsText("still good");
            assertEquals(200, board(server, first));
            page.unroute("**/api/tokens/*");
            page.reload();
            renew(page);
            assertThat(page.locator("#token-notice")).containsText("The old token is revoked");
            Await.until("it is refused", () -> board(server, first) == 401);
            PAGES.browser().allErrors().removeIf(error -> error.contains("ERR_FAILED"));
        }
    }

    @Test
    void aPublicStreamNeedsNoToken() {
        try (AccessServer server = withTokens()) {
            PAGES.server().send("PATCH", "/api/streams/" + STREAM, "{\"public\":true}");
            Page page = PAGES.browser().open(url(server, "/overlays?lang=en&token=" + server.token(Role.OPERATOR)));
            assertThat(page.locator("#token")).containsText("This stream is public");
            assertThat(page.locator("#address")).hasText(url(server, "/overlay/naqu?lang=en"));
            assertThat(page.locator("#copy")).isEnabled();
        }
    }

    private static void streams() {
        PAGES.server().live("other");
        PAGES.server().live(STREAM);
        PAGES.server().postOrders(OrderJson.order(STREAM, "o-1", 12_300).encode());
    }

    private static AccessServer withTokens() {
        AccessServer server = AccessServer.empty();
        server.begin();
        streams(); // of the same Redis
        return server;
    }

    private static String url(AccessServer server, String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    private static long gmv() {
        return PAGES.server().board(STREAM, "totals").getLong("gmv");
    }

    /** The status of the answer that a screen with this token gets. */
    private static int board(AccessServer access, String token) {
        return access.server()
                .send("GET", "/api/boards/" + STREAM + "?token=" + token, "")
                .statusCode();
    }

    private static void address(Page page, String path) {
        assertThat(page.locator("#address")).hasText(PAGES.url(path));
        has(page.locator("overlay-preview iframe"), "src", path);
    }

    private static String tokenIn(Page page) {
        assertThat(page.locator("#address")).not().containsText("•");
        var found = TOKEN.matcher(page.locator("#address").textContent());
        assertTrue(found.find());
        return found.group(1);
    }

    private static void renew(Page page) {
        page.locator("#renew").click();
        page.locator("dialog [data-do=confirm]").click();
    }

    private static String stored(Page page) {
        return (String) page.evaluate("() => JSON.stringify(localStorage) + JSON.stringify(sessionStorage)");
    }

    private static String focused(Page page) {
        return (String) page.evaluate("() => document.activeElement.id");
    }
}
