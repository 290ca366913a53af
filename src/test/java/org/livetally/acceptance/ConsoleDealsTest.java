package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.acceptance.Pages.has;
import static org.livetally.acceptance.Pages.shows;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deals in the console: each effect is checked at the server, not only on the page. */
final class ConsoleDealsTest {
    private static final String STREAM = "expo";

    @RegisterExtension
    static final Pages PAGES = new Pages();

    @Test
    void dealsAreMadeDeliveredCalledOffAndExported() throws IOException {
        PAGES.server().create(STREAM);
        Page page = PAGES.open("/console?lang=zh#" + STREAM + "/settings");
        page.fill("#stream-signedRecord", "50万");
        assertThat(page.locator("#stream-signedRecord-told")).containsText("¥500,000.00");
        page.click("[data-do=save-settings]");
        assertThat(page.locator(".notice")).containsText("已保存");
        page.click("#tab-deals");
        assertThat(page.locator("console-deal-list")).containsText("还没有签约");

        agree(page);
        deliver(page);
        callOff(page);

        JsonObject deals = PAGES.server().board(STREAM, "deals");
        assertEquals(60_000_000, deals.getLong("signed"));
        assertEquals(20_000_000, deals.getLong("delivered"));
        assertEquals(0, deals.getLong("intended", 0L));
        assertEquals(true, deals.getBoolean("record"));
        shows(page, "totals.gmv", 0);
        Download file = page.waitForDownload(() -> page.click("[data-do=export-deals]"));
        assertEquals("expo-deals.csv", file.suggestedFilename());
        assertEquals(
                PAGES.server().send("GET", "/api/streams/expo/deals.csv", "").body(), Files.readString(file.path()));

        exportWhole(page);

        page.click("#tab-settings");
        page.fill("#stream-signedRecord", "");
        page.click("[data-do=save-settings]");
        assertThat(page.locator("#panel-deals [data-record]")).hasCount(0);
    }

    /** Any table in any form; a download that takes long shows how far it is, and can be stopped. */
    private static void exportWhole(Page page) throws IOException {
        page.click("#tab-exports");
        page.check("[name=export-table][value=deals]");
        page.check("[name=export-form][value=ndjson]");
        Download file = page.waitForDownload(() -> page.click("[data-do=export]"));
        assertEquals("expo-deals.ndjson", file.suggestedFilename());
        assertEquals(
                PAGES.server()
                        .send("GET", "/api/streams/expo/exports/deals.ndjson", "")
                        .body(),
                Files.readString(file.path()));
        assertThat(page.locator("[data-do=stop-export]")).hasCount(0);

        page.route("**/exports/**", route -> {}); // which is never answered
        page.click("[data-do=export]");
        assertThat(page.locator(".exports progress")).isVisible();
        page.click("[data-do=stop-export]");
        assertThat(page.locator(".exports [role=status]")).hasText("已取消，没有保存文件。");
        page.unroute("**/exports/**");
    }

    /** The mistakes stand at their fields, and what got no answer is counted once. */
    private static void agree(Page page) {
        page.click("[data-do=record-deal]");
        assertThat(page.locator("#deal-counterparty-told")).hasText("请填写");
        page.fill("#deal-counterparty", "拉萨商贸有限公司");
        page.fill("#deal-amount", "60万");
        assertThat(page.locator("#deal-amount-told")).containsText("¥600,000.00");
        page.fill("#deal-product", "青稞米");
        page.fill("#deal-unit", "斤");
        page.fill("#deal-maker", "日喀则合作社");
        page.fill("#deal-income", "40000");
        page.click("[data-do=record-deal]");
        assertThat(page.locator("#deal-unit-told")).hasClass("error");
        page.fill("#deal-qty", "1500");
        page.route("**/api/orders", route -> {
            route.fetch(); // recorded, but the answer is lost
            route.abort();
        });
        page.click("[data-do=record-deal]");
        assertThat(page.locator("[data-pending]")).isVisible();
        page.unroute("**/api/orders");
        page.click("[data-do=record-deal]");
        assertThat(page.locator(".notice")).containsText("已记下与“拉萨商贸有限公司”的签约");
        assertThat(page.locator("#deal-counterparty")).hasValue("");
        PAGES.browser().allErrors().removeIf(error -> error.contains("ERR_FAILED") || error.contains("status of 400"));

        JsonObject deal = newest();
        assertEquals("agreement", deal.getString("kind"));
        assertEquals("日喀则合作社", deal.getString("maker"));
        assertEquals(4_000_000, deal.getLong("income"));
        assertEquals(1_500, deal.getLong("qty"));
        Locator row = row(page, deal.getString("id"));
        assertThat(row).containsText("1,500 斤");
        assertThat(row.locator("[data-highest]")).hasText("当时最高");
        assertThat(page.locator("[data-deal]")).hasCount(1);
        assertThat(page.locator("[data-record]")).hasText("签约新纪录");
    }

    /** More than is left is refused at its field; what was typed stays. */
    private static void deliver(Page page) {
        Locator row = row(page, newest().getString("id"));
        row.locator("[data-do=deliver]").click();
        page.fill("#ask-amount", "200000");
        page.fill("#ask-qty", "500");
        page.click("[data-do=confirm]");
        has(row, "data-delivered", 20_000_000);
        shows(page, "deals.delivered", 20_000_000);
        assertThat(row.locator("[data-do=call-off]")).hasCount(0);

        row.locator("[data-do=deliver]").click();
        assertThat(page.locator("#ask-amount")).hasValue("400000.00");
        page.fill("#ask-amount", "400000.01");
        page.click("[data-do=confirm]");
        has(page.locator("#ask-amount"), "aria-invalid", true);
        assertThat(page.locator("#ask-amount-told")).hasText("至多 ¥400,000.00");
        page.keyboard().press("Escape");
        assertEquals(20_000_000, newest().getLong("delivered"));
    }

    private static void callOff(Page page) {
        page.check("#deal-kind [value=intent]");
        page.fill("#deal-counterparty", "成都客商");
        page.fill("#deal-amount", "1000");
        page.click("[data-do=record-deal]");
        shows(page, "deals.intended", 100_000);
        JsonObject intent = newest();
        assertEquals("intent", intent.getString("kind"));
        Locator row = row(page, intent.getString("id"));
        assertThat(row.locator("[data-do=deliver]")).hasCount(0);
        row.locator("[data-do=call-off]").click();
        assertThat(page.locator("dialog[open] .what")).containsText("¥1,000.00");
        page.click("[data-do=confirm]");
        has(row, "data-status", "deal_cancelled");
        shows(page, "deals.intended", 0);
        assertThat(row.locator("button")).hasCount(0);
    }

    private static Locator row(Page page, String deal) {
        return page.locator("[data-deal='" + deal + "']");
    }

    private static JsonObject newest() {
        JsonArray deals = new JsonObject(PAGES.server()
                        .send("GET", "/api/streams/" + STREAM + "/deals?limit=1", "")
                        .body())
                .getJsonArray("deals");
        return deals.getJsonObject(0);
    }
}
