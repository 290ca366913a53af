package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;
import static org.livetally.acceptance.GoodsStream.message;
import static org.livetally.acceptance.GoodsStream.order;
import static org.livetally.acceptance.Pages.has;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.Await;

/** What is on air, stock, and what came back of an order: in the console, by keyboard alone. */
final class ConsoleGoodsTest {
    private static final int MAX_TABS = 80;

    @RegisterExtension
    static final Pages PAGES = new Pages();

    private GoodsStream stream;

    @BeforeEach
    void begin() {
        stream = GoodsStream.live(PAGES.server());
    }

    @Test
    void whoAndWhatIsOnAirIsSaidByKeyboardAlone() {
        Page page = open("overview", "en");
        assertThat(page.locator(".air")).containsText("No product is on air");
        tabTo(page, "#air-host");
        page.keyboard().type("苗伟伦");
        tabTo(page, "#air-sku");
        page.keyboard().type("高原蜂蜜"); // a name, whole, is as good as its sku
        assertThat(page.locator("#air-sku-told")).hasText("高原蜂蜜");
        page.keyboard().press("Enter");
        has(page.locator(".air"), "data-sku", "honey");
        has(page.locator(".air"), "data-host", "苗伟伦");
        assertThat(page.locator(".air")).containsText("12 left");
        JsonObject show = stream.newest();
        assertEquals("show", show.getString("type"));
        assertEquals("honey", show.getString("sku"));
        assertEquals("苗伟伦", show.getString("host"));

        tabTo(page, "[data-do=off-air]");
        page.keyboard().press("Enter");
        has(page.locator(".air"), "data-sku", "");
        has(page.locator(".air"), "data-host", "苗伟伦");
        assertThat(page.locator("[data-link=host]")).hasAttribute("href", "/host/naqu?lang=en");
    }

    @Test
    void whileTheCatalogueIsReadButtonsWork() {
        Page page = PAGES.browser().open("about:blank");
        page.route("**/products", route -> {}); // no answer
        page.navigate(PAGES.url("/console?lang=en#" + GoodsStream.STREAM));
        page.click("[data-do=put-on-air]");
        assertThat(page.locator("#air-sku")).hasAttribute("aria-invalid", "true");
    }

    @Test
    void stockIsChangedByKeyboardAloneAndMarkedWhenItIsLow() {
        Page page = open("catalogue", "zh");
        has(stock(page, "honey"), "data-left", 12);
        assertThat(page.locator("tr[data-sku=tea] console-stock")).hasText("—");
        tabTo(page, "tr[data-sku=honey] [data-do=change-stock]");
        page.keyboard().press("Enter");
        page.keyboard().type("−4");
        page.keyboard().press("Tab");
        page.keyboard().type("运输破损");
        page.keyboard().press("Enter");
        has(stock(page, "honey"), "data-left", 8);
        has(stock(page, "honey"), "data-state", "low");
        assertThat(stock(page, "honey")).containsText("紧张");
        JsonObject change = stream.newest();
        assertEquals(-4, change.getInteger("add"));
        assertEquals("运输破损", change.getString("reason"));

        stream.post(order("o-1", "honey", 8, 78_400));
        has(stock(page, "honey"), "data-state", "out");
        assertThat(stock(page, "honey")).containsText("售罄");
    }

    @Test
    void aWrongChangeOfStockIsSaidAtItsField() {
        Page page = open("catalogue", "en");
        stock(page, "honey").click();
        page.fill("#ask-add", "many");
        page.keyboard().press("Enter");
        assertThat(page.locator("#ask-add-told")).containsText("Write an integer");
        page.fill("#ask-add", "-13");
        page.keyboard().press("Enter");
        assertThat(page.locator("#ask-add-told")).containsText("12");
        assertEquals(12, stream.left("honey"));
    }

    @Test
    void unitsThatCameBackAreRefundedByKeyboardAlone() {
        stream.post(order("o-1", "honey", 3, 29_400));
        Page page = open("orders/o-1", "en");
        tabTo(page, "[data-do=refund]");
        page.keyboard().press("Enter");
        assertThat(page.locator("#ask-amount")).hasValue("294.00");
        tabTo(page, "#ask-units-0");
        page.keyboard().type("2");
        assertThat(page.locator("#ask-amount")).hasValue("196.00");
        page.keyboard().press("Enter");
        has(page.locator("[data-found=o-1]"), "data-refunded", 19_600);
        assertThat(page.locator("[data-found=o-1] .items")).containsText("came back");
        JsonObject refund = stream.newest();
        assertEquals(
                new JsonArray().add(new JsonObject().put("sku", "honey").put("qty", 2)), refund.getJsonArray("lines"));
        Await.until("back in stock", () -> stream.left("honey") == 11);

        page.click("[data-do=refund]");
        assertThat(page.locator("#ask-units-0-told")).containsText("0 to 1");
        page.fill("#ask-units-0", "2");
        page.keyboard().press("Enter");
        assertThat(page.locator("#ask-units-0")).hasAttribute("aria-invalid", "true");
        page.fill("#ask-units-0", "1");
        page.uncheck("#ask-restock");
        page.keyboard().press("Enter");
        has(page.locator("[data-found=o-1]"), "data-refunded", 29_400);
        assertFalse(stream.newest().getBoolean("restock"));
        assertEquals(11, stream.left("honey"));
    }

    @Test
    void aRefundOfMoneyAloneReturnsNothing() {
        stream.post(order("o-1", "honey", 3, 29_400));
        Page page = open("orders/o-1", "zh");
        page.click("[data-do=refund]");
        page.fill("#ask-amount", "10");
        page.click("[data-do=confirm]");
        has(page.locator("[data-found=o-1]"), "data-refunded", 1_000);
        assertFalse(stream.newest().containsKey("lines"));
        assertEquals(9, stream.left("honey"));
    }

    @Test
    void anOrderWithNumbersLeadsToItsCertificates() {
        stream.post(order("o-1", "yak", 1, 100_000));
        Page page = open("orders/o-1", "zh");
        assertThat(page.locator(".items")).containsText("Y-001");
        assertThat(page.locator("[data-link=certificate]")).hasAttribute("href", "/certificate/naqu/o-1?lang=zh");

        stream.post(message("refund", "r-1").put("order", "o-1").put("amount", 100_000));
        page.reload();
        assertThat(page.locator(".items")).containsText("已退回");
        assertThat(page.locator("[data-link=certificate]")).hasCount(0);
    }

    private static Locator stock(Page page, String sku) {
        return page.locator("tr[data-sku=" + sku + "] [data-do=change-stock]");
    }

    /** Presses Tab until the element has the focus. */
    private static void tabTo(Page page, String selector) {
        assertThat(page.locator(selector)).isVisible();
        for (int i = 0; i < MAX_TABS; i++) {
            if ((boolean) page.locator(selector).evaluate("element => element === document.activeElement")) {
                return;
            }
            page.keyboard().press("Tab");
        }
        fail(selector + " is not reached by Tab");
    }

    private static Page open(String tab, String lang) {
        return PAGES.open("/console?lang=" + lang + "#naqu/" + tab);
    }
}
