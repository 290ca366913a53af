package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.livetally.acceptance.Pages.has;

import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.OrderJson;

/** A browser that refuses site data, or has no room for it, shows every page, and takes orders. */
final class NoStorageTest {
    private static final String STREAM = "naqu";
    /** As Chromium's content setting does, which its headless shell does not have. */
    private static final String REFUSED = """
            for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
              Object.defineProperty(window, name, {
                get() { throw new DOMException('Access is denied for this document.', 'SecurityError'); },
              });
            """;

    private static final String FILL = """
            () => {
              let text = 'x'.repeat(1 << 20);
              for (let i = 0; text !== ''; i++) {
                try {
                  localStorage.setItem('of-others-' + i, text);
                } catch {
                  text = text.slice(text.length / 2 + 0.5);
                }
              }
            }""";

    @RegisterExtension
    static final Pages PAGES = new Pages();

    @Test
    void everyPageIsThereThoughTheBrowserRefusesSiteData() {
        live();
        PAGES.server().postOrders(OrderJson.order(STREAM, "o-1", 12_300).encode());
        PAGES.server().send("POST", "/api/campaigns", "{\"id\":\"fair\",\"title\":\"Fair\",\"streams\":[\"naqu\"]}");
        Page page = PAGES.browser().open("about:blank");
        page.addInitScript(REFUSED);

        for (String address : List.of(
                "/",
                "/board/naqu",
                "/board/naqu?view=groups",
                "/board/@fair",
                "/overlay/naqu",
                "/overlay/@fair",
                "/compare?boards=naqu,@fair",
                "/report/naqu",
                "/verify/naqu",
                "/host/naqu",
                "/certificate/naqu/o-1")) {
            page.navigate(PAGES.url(address));
            assertThat(page.locator("body > *").first()).isVisible();
        }
        page.navigate(PAGES.url("/overlays?lang=en"));
        page.locator("input[value=goal]").uncheck(); // a choice that is kept
        assertThat(page.locator("#address")).not().containsText("goal");
        page.navigate(PAGES.url("/console?lang=en#naqu/orders"));
        page.locator("console-order-form input").first().fill("c5"); // a draft that is kept
        page.navigate(PAGES.url("/live/naqu?lang=en"));
        buy(page);
        assertThat(page.locator(".outcome[data-state=placed]")).isVisible();
        // The order has no numbers, so its page says that there is no certificate.
        PAGES.browser().allErrors().removeIf(error -> error.contains("404") && error.contains("/certificates/"));
    }

    @Test
    void anOrderIsPlacedThoughThePhoneIsFullAndSaidToWaitOnThisPageOnly() {
        live();
        Page page = PAGES.onPhone("/live/naqu?lang=en");
        page.locator(".catalogue .buy").waitFor();
        page.evaluate(FILL);

        buy(page);
        assertThat(page.locator(".outcome[data-state=placed]")).isVisible();
        page.keyboard().press("Escape");
        has(page.locator(".mine-orders li"), "data-state", "placed");

        int port = PAGES.stopServer();
        has(page.locator(".live"), "data-status", "reconnecting");
        buy(page);
        assertThat(page.locator(".outcome[data-state=sent] .state"))
                .hasText("Keep this page open: it is sent as soon as you are connected, but this phone cannot save it");
        PAGES.startServer(port);
        assertThat(page.locator(".outcome[data-state=placed]")).isVisible();
    }

    private static void live() {
        PAGES.server().create(new JsonObject("""
                        {"id":"naqu","title":"那曲虫草","openOrders":true,"products":{"c5":{"name":"那曲虫草 5g","price":19800}}}"""));
        PAGES.server().startStream(STREAM);
    }

    private static void buy(Page page) {
        page.locator(".catalogue .buy").click();
        page.locator("order-form .main").click();
    }
}
