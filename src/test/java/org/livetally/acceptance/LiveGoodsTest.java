package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.livetally.acceptance.GoodsStream.message;
import static org.livetally.acceptance.GoodsStream.order;
import static org.livetally.acceptance.Pages.has;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a viewer sees of stock and numbers. */
final class LiveGoodsTest {
    @RegisterExtension
    static final Pages PAGES = new Pages();

    private GoodsStream stream;

    @BeforeEach
    void begin() {
        stream = GoodsStream.live(PAGES.server());
    }

    @Test
    void littleStockIsSaidAndWhatIsSoldOutCannotBeBought() {
        stream.post(order("o-1", "honey", 12, 117_600));
        stream.post(message("stock", "st-1").put("sku", "yak").put("add", -297));

        Page page = PAGES.onPhone("/live/naqu?lang=zh");

        has(page.locator("[data-key=honey] .left"), "data-state", "out");
        assertThat(page.locator("[data-key=honey] .left")).hasText("已售罄");
        assertThat(page.locator("[data-key=honey] .buy")).hasCount(0);
        has(page.locator("[data-key=yak] .left"), "data-state", "low");
        assertThat(page.locator("[data-key=yak] .left")).hasText("仅剩 3");
        assertThat(page.locator("[data-key=yak] .buy")).isVisible();
        assertThat(page.locator("[data-key=tea] .left")).hasCount(0);
    }

    @Test
    void anOrderNamesItsNumbersAndLeadsToItsCertificates() {
        Page page = PAGES.onPhone("/live/naqu?lang=en");
        page.click("[data-key=yak] .buy");
        page.locator("order-form .main").click();

        assertThat(page.locator(".mine-orders .numbers")).containsText("No. Y-001");
        page.keyboard().press("Escape");
        page.locator("[data-link=certificate]").click();
        assertThat(page.locator(".told h1")).containsText("Reserved");
        assertThat(page.locator(".told li")).hasText("Y-001");
    }
}
