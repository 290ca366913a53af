package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.acceptance.GoodsStream.message;
import static org.livetally.acceptance.GoodsStream.order;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.PdfOptions;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.Media;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.OrderJson;

/** The report on a screen and on paper, in both languages, and the page on which a stranger checks it. */
final class PrintedReportTest {
    private static final Pattern PDF_PAGE = Pattern.compile("/Type /Page\\b(?!s)");

    @RegisterExtension
    static final Pages PAGES = new Pages();

    private GoodsStream stream;

    @BeforeEach
    void sell() {
        stream = GoodsStream.live(PAGES.server());
        stream.post(message("show", "s-1").put("host", "洛桑").put("sku", "honey"));
        for (int i = 0; i < 25; i++) {
            stream.post(OrderJson.order(GoodsStream.STREAM, "tea-" + i, 1_000)
                    .put("channel", "channel-" + i)
                    .put("buyer", OrderJson.buyer("u-" + i, "group", "拉萨")));
        }
        stream.post(order("o-1", "honey", 2, 19_600));
        stream.post(message("refund", "r-1").put("order", "o-1").put("amount", 9_800));
        PAGES.server().endStream(GoodsStream.STREAM);
    }

    private JsonObject report() {
        return new JsonObject(
                PAGES.server().send("GET", "/api/reports/naqu", "").body());
    }

    private static Locator figure(Page page, String name) {
        return page.locator("[data-figure='" + name + "']");
    }

    @Test
    void theReportSaysWhatTheLedgerSaysAndPrintsOnA4() {
        JsonObject report = report();
        Page zh = PAGES.open("/board/naqu?lang=zh");
        zh.click("a.to-report");
        assertThat(zh.locator("h1")).hasText("那曲专场");
        assertThat(figure(zh, "gmv")).hasAttribute("data-value", "44600");
        assertThat(figure(zh, "net").locator("dd").first()).hasText("¥348.00");
        assertThat(figure(zh, "refunds.count")).hasAttribute("data-value", "1");
        assertThat(figure(zh, "concentration.topNet")).containsText("已付款订单 − 退款");
        assertThat(zh.locator("[data-section=channels] tbody tr")).hasCount(20);
        assertThat(zh.locator("[data-section=channels] .rest")).hasText("另有 5 项");
        assertThat(zh.locator("[data-section=explanations] tbody th")).containsText("高原蜂蜜");
        assertThat(zh.locator("[data-fact=audit] b")).hasText("一致");
        JsonObject ledger = report.getJsonObject("ledger");
        assertThat(zh.locator("[data-fact=seal] code"))
                .hasText(ledger.getString("sha256") + "@" + ledger.getString("seq"));
        assertThat(PAGES.onPhone("/report/naqu?lang=en").locator(".kind")).hasText("Sales report");

        zh.emulateMedia(new EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(zh.locator("[data-do=print]")).isHidden();
        String pdf = new String(zh.pdf(new PdfOptions().setPreferCSSPageSize(true)), StandardCharsets.ISO_8859_1);
        assertTrue(PDF_PAGE.matcher(pdf).results().count() >= 2, "some pages");
        assertTrue(pdf.contains("594.9") && pdf.contains("841.9"), "A4 upright");
    }

    @Test
    void aSealAndAWholeReportAreChecked() {
        JsonObject report = report();
        JsonObject ledger = report.getJsonObject("ledger");
        Page page = PAGES.open("/verify/naqu?lang=en");
        page.fill(
                "#seal",
                ledger.getString("sha256").substring(0, 32) + "\n "
                        + ledger.getString("sha256").substring(32) + "@" + ledger.getString("seq"));
        page.click("[data-do=check-seal]");
        Locator verdict = page.locator("seal-check .verdict");
        assertThat(verdict).hasAttribute("data-valid", "true");
        page.fill("#seal", "0".repeat(64) + "@" + ledger.getString("seq"));
        page.press("#seal", "Enter");
        assertThat(verdict).hasAttribute("data-reason", "other_content");
        page.fill("#seal", "naqu");
        page.click("[data-do=check-seal]");
        assertThat(page.locator("seal-check .trouble")).containsText("SHA256@SEQ");

        drop(page, report);
        Locator whole = page.locator("report-check .verdict");
        assertThat(whole).hasAttribute("data-valid", "true");
        report.getJsonObject("totals").put("gmv", 44_601);
        drop(page, report);
        assertThat(whole).hasAttribute("data-valid", "false");
        assertThat(page.locator("tr[data-path='/totals/gmv'] td")).hasText(new String[] {"44601", "44600"});
    }

    private static void drop(Page page, JsonObject report) {
        byte[] json = report.encode().getBytes(StandardCharsets.UTF_8);
        page.setInputFiles("#report-file", new FilePayload("report.json", "application/json", json));
    }
}
