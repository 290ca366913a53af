package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.acceptance.Pages.has;
import static org.livetally.acceptance.Pages.shows;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.OrderJson;

/** Files with orders in the console: nothing is recorded before a person has seen how the file reads, and its sum. */
final class ConsoleFileImportTest {
    private static final String STREAM = "naqu";
    private static final String HEADER = "订单号,下单时间,实付金额,数量,商家编码,订单状态\n";

    @RegisterExtension
    static final Pages PAGES = new Pages();

    /** Encoding, unit and a word of status are asked for; then the sum is confirmed, and counts once. */
    @Test
    void aFileIsUnderstoodConfirmedAndRecordedOnce() {
        PAGES.server().live(STREAM);
        PAGES.server().postOrders(OrderJson.order(STREAM, "T-2", 700).encode());
        Page page = PAGES.open("/console?lang=zh#naqu/import");
        String rows = HEADER
                + "T-1,2022/1/5 13:04,1234.50,2,honey,已付款\n"
                + "T-2,2022/1/5 13:05,98.00,1,honey,已付款\n"
                + "T-3,2022/1/5 13:06,10.00,1,tea,已核销\n"
                + "合计,,1342.50,4,,\n";
        choose(page, "till.csv", rows, Charset.forName("GB18030"));
        assertThat(page.locator("[data-readings]")).containsText("商家编码");
        assertThat(page.locator("[data-do=record-file]")).hasCount(0);
        page.click("[data-do=read-as-GB18030]");

        assertThat(page.locator("[data-asked]")).isVisible();
        page.check("[name=unit][value=yuan]");
        assertThat(page.locator("[data-bad$='-订单状态']")).containsText("已核销");
        page.selectOption("#status-0", "paid");
        has(page.locator("[data-sum]"), "data-sum", 134_250);
        assertThat(page.locator("[data-errors]")).hasCount(0);
        assertThat(page.locator("[data-file]")).containsText("GB18030 · 逗号分隔 · 金额以元计 · 时区 Asia/Shanghai");
        has(page.locator("[data-skipped]"), "data-skipped", 1);
        has(page.locator("[data-count=orders]"), "data-value", 3);
        assertThat(page.locator("#column-sku")).hasValue("商家编码");
        assertThat(page.locator("[data-first]").first()).containsText("¥1,234.50");
        shows(page, "totals.gmv", 700);

        assertThat(page.locator("[data-do=record-file]")).hasText("入账 3 笔订单，¥1,342.50");
        page.click("[data-do=record-file]");
        has(page.locator("[data-result]"), "data-result", "finished");
        has(page.locator("[data-became=recorded]"), "data-value", 2);
        assertThat(page.locator("[data-conflicts]")).containsText("¥98.00");
        assertThat(page.locator("[data-conflicts] a")).hasAttribute("href", "/console?lang=zh#naqu/orders/T-2");
        shows(page, "totals.gmv", 700 + 124_450);

        page.click("[data-do=another-file]");
        choose(page, "till.csv", rows, Charset.forName("GB18030"));
        page.click("[data-do=read-as-GB18030]");
        page.click("[data-do=record-file]"); // the mapping was kept
        has(page.locator("[data-became=duplicate]"), "data-value", 2);
        assertEquals(700 + 124_450, PAGES.server().board(STREAM, "totals").getLong("gmv"));
    }

    /** What is wrong is listed, and an answer about an earlier file is not shown. */
    @Test
    void wrongRowsAreListedAndTheNewestFileIsShown() {
        PAGES.server().live(STREAM);
        Page page = PAGES.open("/console?lang=en#naqu/import");
        choose(
                page,
                "bad.csv",
                HEADER.replace("金额", "金额(元)") + "4.83733E+18,2022/1/5 13:04,many,1,honey,已付款\n",
                StandardCharsets.UTF_8);
        assertThat(page.locator("[data-errors]")).containsText("Has lost its digits");
        assertThat(page.locator("[data-do=record-file]")).isDisabled();

        page.route("**/imports?*name=slow.csv*", route -> {}); // no answer yet
        choose(page, "slow.csv", HEADER, StandardCharsets.UTF_8);
        assertThat(page.locator("[data-file='slow.csv']")).isVisible();
        assertThat(page.locator("[data-errors]")).hasCount(0);
        String good = "orderId,at,amount_fen,qty,sku\nA-1,2022-01-05 13:04:05,4200,1,honey\n";
        choose(page, "good.csv", good, StandardCharsets.UTF_8);
        has(page.locator("[data-sum]"), "data-sum", 4_200);
        assertThat(page.locator("[data-file='good.csv']")).containsText("amounts in fen");
        page.selectOption("#column-orderId", "sku");
        assertThat(page.locator("[data-first]")).containsText("honey");
        page.click("[data-do=record-file]");
        has(page.locator("[data-result]"), "data-result", "finished");
        shows(page, "totals.gmv", 4_200);
    }

    private static void choose(Page page, String name, String text, Charset charset) {
        page.setInputFiles("#orders-file", new FilePayload(name, "text/csv", text.getBytes(charset)));
    }
}
