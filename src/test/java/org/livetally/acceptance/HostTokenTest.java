package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.livetally.acceptance.Pages.has;
import static org.livetally.acceptance.TokenSite.STREAM;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.access.Role;

/** Who may say what is on air, on a server that asks for tokens. */
final class HostTokenTest {
    @RegisterExtension
    static final Browser browser = new Browser();

    @RegisterExtension
    final TokenSite site = new TokenSite();

    @Test
    void withoutATokenAPublicStreamIsOnlyShown() {
        open();
        Page page = phone("/host/naqu?lang=en");
        assertThat(page.locator(".next .name")).hasText("Honey");
        assertThat(page.locator("[data-do=next]")).hasCount(0);

        page.locator("[data-do=sign-in]").click();
        page.fill("#token", site.server().token(Role.SCREEN, STREAM));
        page.keyboard().press("Enter");
        assertThat(page.locator("#token-told")).containsText("cannot switch products");
        page.fill("#token", site.server().token(Role.PRODUCER, "other"));
        page.keyboard().press("Enter");
        assertThat(page.locator("#token-told")).containsText("other streams");
        page.fill("#token", "nonsense");
        page.keyboard().press("Enter");
        assertThat(page.locator("#token-told")).hasText("This token is not valid.");

        page.fill("#token", site.server().token(Role.PRODUCER, STREAM));
        page.keyboard().press("Enter");
        page.locator("[data-do=next]").click();
        has(page.locator(".air"), "data-sku", "honey");
    }

    @Test
    void aTokenComesInWithTheAddressAndLeavesItAtOnce() {
        products();
        Page page = phone("/host/naqu?lang=en&token=" + site.operator());
        page.locator("[data-do=next]").click();
        has(page.locator(".air"), "data-sku", "honey");
        assertFalse(page.url().contains("token"), page.url());
    }

    @Test
    void aPrivateStreamSaysWhoMaySeeIt() {
        products();
        Page page = phone("/host/naqu?lang=en");
        assertThat(page.locator(".empty")).containsText("not public");
        page.locator("[data-do=sign-in]").click();
        page.fill("#token", site.operator());
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-do=next]")).isEnabled();
        assertThat(page.locator(".air .none")).isVisible();
    }

    private void open() {
        products();
        site.server().send("PATCH", "/api/streams/naqu", "{\"public\":true}");
    }

    private void products() {
        site.server()
                .send("PATCH", "/api/streams/naqu", "{\"products\":{\"honey\":{\"name\":\"Honey\",\"price\":100}}}");
    }

    private Page phone(String path) {
        return browser.open(site.url(path), 390, 844);
    }
}
