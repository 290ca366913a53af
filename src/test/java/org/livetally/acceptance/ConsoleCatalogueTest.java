package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.acceptance.Pages.has;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The console's catalogue: a table that sends what was changed, and CSV in and out. */
final class ConsoleCatalogueTest {
    private static final String STREAM = "naqu";
    private static final String HEADER = "sku,name,unit,retailPrice,price\n";

    @RegisterExtension
    static final Pages PAGES = new Pages();

    @BeforeEach
    void createStream() {
        PAGES.server()
                .create(new JsonObject()
                        .put("id", STREAM)
                        .put("title", "那曲")
                        .put(
                                "products",
                                new JsonObject()
                                        .put("tea", product("酥油茶", "块", 5_000, 4_900))
                                        .put("milk.v1", product("奶渣", "袋", 3_000, 2_850))
                                        .put("__proto__", product("怪名", "件", 100, 90))));
    }

    @Test
    void onlyChangedRowsAreSent() {
        Page page = open("zh");
        assertThat(page.locator("tbody tr[data-sku]")).hasCount(3);
        assertThat(cell(page, "tea", "price")).hasValue("49.00");
        cell(page, "tea", "price").fill("45.5");
        cell(page, "milk.v1", "unit").fill("包");
        row(page, "__proto__").locator("[data-do=remove-row]").click();
        page.click("[data-do=add-row]");
        page.keyboard().type("honey");
        Locator added = page.locator("tr.new");
        added.locator("[data-cell=name]").fill("野蜂蜜");
        added.locator("[data-cell=price]").fill("1,200");
        String body = page.waitForRequest(
                        request -> request.method().equals("PATCH"), () -> page.click("[data-do=save-rows]"))
                .postData();
        assertEquals(
                new JsonObject()
                        .put(
                                "products",
                                new JsonObject()
                                        .put(
                                                "honey",
                                                new JsonObject()
                                                        .put("name", "野蜂蜜")
                                                        .put("unit", "")
                                                        .put("price", 120_000))
                                        .put("tea", product("酥油茶", "块", 5_000, 4_550))
                                        .put("milk.v1", product("奶渣", "包", 3_000, 2_850))
                                        .putNull("__proto__")),
                new JsonObject(body));
        assertThat(page.locator(".notice")).containsText("已保存 4 处改动");
        JsonObject now = products();
        assertEquals(4_550, now.getJsonObject("tea").getLong("price"));
        assertEquals("包", now.getJsonObject("milk.v1").getString("unit"));
        assertEquals(120_000, now.getJsonObject("honey").getLong("price"));
        assertEquals(3, now.size());
        assertThat(page.locator("tbody tr[data-sku]")).hasCount(3);
        assertThat(page.locator("[data-do=save-rows]")).hasCount(0);
    }

    @Test
    void mistakesStandAtTheirCellAndNothingIsSent() {
        Page page = open("en");
        cell(page, "tea", "price").fill("4x");
        cell(page, "tea", "retailPrice").fill("1.234");
        cell(page, "milk.v1", "name").fill(" ");
        page.click("[data-do=add-row]");
        page.locator("tr.new [data-cell=sku]").fill("tea");
        page.click("[data-do=save-rows]");
        assertThat(row(page, "milk.v1").locator("small.error")).hasText("A name is needed");
        assertThat(cell(page, "tea", "price").locator("xpath=../small")).containsText("Write an amount");
        assertThat(cell(page, "tea", "retailPrice").locator("xpath=../small")).containsText("At most 2 decimal places");
        assertThat(page.locator("tr.new small.error").first()).hasText("is the SKU of another row, too");
        assertThat(page.locator("tr.new [data-cell=sku]")).isFocused();
        assertEquals(4_900, products().getJsonObject("tea").getLong("price"));

        page.click("[data-do=revert-rows]");
        assertThat(cell(page, "tea", "price")).hasValue("49.00");
        assertThat(page.locator("tr.new")).hasCount(0);
    }

    @Test
    void whatTheServerFindsWrongStandsAtItsCellToo() {
        Page page = open("zh");
        cell(page, "milk.v1", "name").fill("长".repeat(101));
        page.click("[data-do=save-rows]");
        assertThat(row(page, "milk.v1").locator("small.error")).hasText("须为 1 到 100 个字符，不含控制字符");
        assertThat(cell(page, "milk.v1", "name")).isFocused();
        assertEquals("奶渣", products().getJsonObject("milk.v1").getString("name"));
        complaintsAreRefusals();
    }

    @Test
    void aRemovedRowCanBeKeptAfterAll() {
        Page page = open("en");
        row(page, "tea").locator("[data-do=remove-row]").click();
        assertThat(page.locator("[data-do=save-rows]")).hasText("Save 1 change");
        row(page, "tea").locator("[data-do=remove-row]").click();
        assertThat(page.locator("[data-do=save-rows]")).hasCount(0);
    }

    @Test
    void aFileReplacesTheCatalogueAfterAQuestion() {
        Page page = open("zh");
        page.click("[data-do=import]");
        choose(page, "\ufeff" + HEADER + "a,\"虫草, 5g\",盒,22800,19800\r\nb,奶渣,袋,,\r\n", StandardCharsets.UTF_8);
        has(page.locator("[data-rows]"), "data-rows", 2);
        assertThat(page.locator(".preview")).containsText("虫草, 5g");
        page.click("[data-do=replace]");
        assertThat(page.locator("dialog[open] .what")).containsText("现有的 3 种商品会全部被文件中的 2 行替换");
        page.keyboard().press("Escape");
        assertEquals(3, products().size());
        page.click("[data-do=replace]");
        page.click("[data-do=confirm]");
        assertThat(page.locator(".notice")).containsText("商品表已替换：2 种");
        assertEquals(
                new JsonObject()
                        .put("a", product("虫草, 5g", "盒", 22_800, 19_800))
                        .put("b", new JsonObject().put("name", "奶渣").put("unit", "袋")),
                products());
        assertThat(cell(page, "a", "price")).hasValue("198.00");
    }

    @Test
    void everyBadRowIsNamedAndNothingChanges() {
        Page page = open("zh");
        page.click("[data-do=import]");
        page.fill("#csv-text", HEADER + "a,,盒,1,1\nb,好,盒,x,1\na,又,盒,1,1\nc,好,盒,1\n");
        page.click("[data-do=replace]");
        page.click("[data-do=confirm]");
        assertThat(page.locator("[data-bad]")).hasCount(4);
        assertThat(page.locator("[data-bad='2-name']")).containsText("须为 1 到 100 个字符");
        assertThat(page.locator("[data-bad='3-retailPrice']")).containsText("整数");
        assertThat(page.locator("[data-bad='4-sku']")).containsText("与第 2 行相同");
        assertThat(page.locator("[data-bad='5-sku']")).containsText("须有 5 格，现有 4 格");
        assertEquals(3, products().size());
        assertThat(page.locator("#csv-text")).hasValue(HEADER + "a,,盒,1,1\nb,好,盒,x,1\na,又,盒,1,1\nc,好,盒,1\n");
        complaintsAreRefusals();
    }

    @Test
    void aSpreadsheetsGb18030IsReadAsSuch() {
        Page page = open("zh");
        page.click("[data-do=import]");
        choose(page, HEADER + "a,那曲虫草,盒,2,1\n", Charset.forName("GB18030"));
        assertThat(page.locator(".import")).containsText("已按 GB18030 读取");
        page.click("[data-do=replace]");
        page.click("[data-do=confirm]");
        assertThat(page.locator(".notice")).containsText("1 种");
        assertEquals("那曲虫草", products().getJsonObject("a").getString("name"));
    }

    @Test
    void theExportIsTheServersFile() throws IOException {
        Page page = open("en");
        Download file = page.waitForDownload(() -> page.click("[data-do=export-products]"));
        assertEquals("naqu-products.csv", file.suggestedFilename());
        assertEquals(
                PAGES.server().send("GET", "/api/streams/naqu/products.csv", "").body(), Files.readString(file.path()));
    }

    @Test
    void aLongCatalogueComesInPagesAndIsFiltered() {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = 0; i < 250; i++) {
            csv.append("p-%03d,商品 %d,盒,2,1\n".formatted(i, i));
        }
        Page page = open("en");
        page.click("[data-do=import]");
        page.fill("#csv-text", csv.toString());
        page.click("[data-do=replace]");
        page.click("[data-do=confirm]");
        assertThat(page.locator("tbody tr[data-sku]")).hasCount(100);
        page.locator(".pager button").last().click();
        page.locator(".pager button").last().click();
        assertThat(page.locator("tbody tr[data-sku]")).hasCount(50);
        page.fill(".tools [type=search]", "商品 199");
        assertThat(page.locator("tbody tr[data-sku]")).hasCount(1);
        has(page.locator("tbody tr[data-sku]"), "data-sku", "p-199");
    }

    private static void choose(Page page, String text, Charset charset) {
        page.setInputFiles("#csv-file", new FilePayload("products.csv", "text/csv", text.getBytes(charset)));
    }

    private static Page open(String lang) {
        return PAGES.open("/console?lang=" + lang + "#" + STREAM + "/catalogue");
    }

    private static Locator row(Page page, String sku) {
        return page.locator("tr[data-sku='" + sku + "']:not(.new)");
    }

    private static Locator cell(Page page, String sku, String field) {
        return row(page, sku).locator("[data-cell=" + field + "]");
    }

    private static JsonObject products() {
        return new JsonObject(PAGES.server()
                .send("GET", "/api/streams/" + STREAM + "/products", "")
                .body());
    }

    private static JsonObject product(String name, String unit, int retailPrice, int price) {
        return new JsonObject()
                .put("name", name)
                .put("unit", unit)
                .put("retailPrice", retailPrice)
                .put("price", price);
    }

    /** The browser itself logs that a request was refused, as happened here. */
    private static void complaintsAreRefusals() {
        PAGES.browser().allErrors().removeIf(error -> error.contains("status of 400"));
    }
}
