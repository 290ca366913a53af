package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.acceptance.Pages.has;
import static org.livetally.acceptance.Pages.shows;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.OrderJson;
import org.livetally.testing.TestRedis;

/**
 * Orders in the console: entered, found, paid, cancelled, refunded, listed, exported. Each effect is checked in the
 * ledger.
 */
final class ConsoleOrdersTest {
    private static final String STREAM = "naqu";

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
                                        .put("tea", product("酥油茶", 4_990))
                                        .put("worm", product("虫草", 19_800))));
        PAGES.server().startStream(STREAM);
    }

    @Test
    void anOfflineOrderIsPricedFromTheCatalogueAndRecorded() {
        Page page = open("zh");
        page.fill("#line-0-sku", "酥油茶");
        assertThat(page.locator("#line-0-sku")).hasValue("tea");
        page.fill("#line-0-qty", "3");
        assertThat(page.locator("#line-0-amount")).hasValue("149.70");
        page.click("[data-do=add-line]");
        page.fill("#line-1-sku", "worm");
        assertThat(page.locator("#line-1-amount")).hasValue("198.00");
        page.fill("#line-1-amount", "180");
        page.fill("#line-1-qty", "2");
        assertThat(page.locator("#line-1-amount")).hasValue("180");
        page.fill("#order-buyer", "u-1");
        page.fill("#order-group", "仁爱社区");
        page.fill("#order-city", "杭州");
        assertThat(page.locator(".card-form .total")).containsText("¥329.70");
        page.click("[data-do=record]");

        Locator ack = page.locator("[data-ack]");
        assertThat(ack).containsText("已入账");
        JsonObject order = newest();
        assertEquals(ack.getAttribute("data-ack"), order.getString("id"));
        assertEquals(ack.getAttribute("data-seq"), order.getString("seq"));
        assertTrue(order.getString("id").startsWith("offline-"));
        assertEquals("offline-store", order.getString("channel"));
        assertEquals("paid", order.getString("status"));
        assertEquals(
                new JsonObject().put("id", "u-1").put("group", "仁爱社区").put("city", "杭州"), order.getJsonObject("buyer"));
        assertEquals(
                new JsonArray().add(OrderJson.line("tea", 3, 14_970)).add(OrderJson.line("worm", 2, 18_000)),
                order.getJsonArray("lines"));
        assertEquals("32970", TestRedis.text("HGET", new StreamKeys(STREAM).totals(), "gmv"));
        shows(page, "totals.gmv", 32_970);
        assertThat(page.locator("#line-0-sku")).hasValue("");
        assertThat(page.locator("#line-0-sku")).isFocused();
    }

    @Test
    void withoutAnAnswerTheSameIdIsSentAgainAlsoAfterAReload() {
        Page page = open("en");
        page.route("**/api/orders", route -> {
            route.fetch(); // recorded, but the answer is lost
            route.abort();
        });
        fill(page, "tea", "1");
        page.click("[data-do=record]");
        assertThat(page.locator(".card-form .trouble")).containsText("No answer from the server");
        String id = page.locator("[data-pending]").getAttribute("data-pending");
        page.unroute("**/api/orders");
        page.reload();
        assertThat(page.locator("#line-0-sku")).hasValue("tea");
        page.click("[data-do=record]");
        assertThat(page.locator("[data-ack='" + id + "']")).containsText("not counted twice");
        assertEquals("4990", TestRedis.text("HGET", new StreamKeys(STREAM).totals(), "gmv"));

        fill(page, "tea", "1");
        page.click("[data-do=record]");
        assertThat(page.locator("[data-ack]")).not().hasAttribute("data-ack", id);
        assertEquals("9980", TestRedis.text("HGET", new StreamKeys(STREAM).totals(), "gmv"));
        PAGES.browser().allErrors().removeIf(error -> error.contains("ERR_FAILED"));
    }

    @Test
    void anOrderThatWasChangedAfterALostAnswerIsNotRecordedTwice() {
        Page page = open("zh");
        page.route("**/api/orders", route -> {
            route.fetch();
            route.abort();
        });
        fill(page, "tea", "1");
        page.click("[data-do=record]");
        assertThat(page.locator("[data-pending]")).isVisible();
        page.unroute("**/api/orders");
        page.fill("#line-0-qty", "2");
        page.click("[data-do=record]");
        assertThat(page.locator(".card-form .trouble")).containsText("上次其实已入账");
        assertEquals("4990", TestRedis.text("HGET", new StreamKeys(STREAM).totals(), "gmv"));
        page.click("[data-do=new-order]");
        assertThat(page.locator("#line-0-sku")).hasValue("");
        PAGES.browser().allErrors().removeIf(error -> error.contains("ERR_FAILED"));
    }

    @Test
    void mistakesInAnOrderStandAtTheirField() {
        Page page = open("zh");
        page.click("[data-do=record]");
        assertThat(page.locator("#line-0-sku-told")).hasText("请填写");
        fill(page, "tea", "0");
        page.click("[data-do=record]");
        assertThat(page.locator("#line-0-qty-told")).hasText("请写 1 到 1000000 的整数");
        page.fill("#line-0-qty", "1");
        page.fill("#line-0-amount", "abc");
        page.click("[data-do=record]");
        assertThat(page.locator("#line-0-amount-told")).containsText("请写成金额");
        page.fill("#line-0-amount", "10000000001");
        page.click("[data-do=record]");
        assertThat(page.locator("#line-0-amount-told")).containsText("须在允许的金额范围内");
        page.fill("#line-0-amount", "1");
        page.fill("#order-city", "长".repeat(65));
        page.click("[data-do=record]");
        assertThat(page.locator("#order-city-told")).hasText("须为 1 到 64 个字符");
        assertThat(page.locator("#order-city")).isFocused();
        page.fill("#order-city", "");
        PAGES.server().endStream(STREAM);
        assertThat(page.locator("#order-at")).isVisible();
        page.click("[data-do=record]");
        assertThat(page.locator("#order-at-told")).hasText("请填写");
        PAGES.server().send("POST", "/api/streams/" + STREAM + "/close", "");
        assertThat(page.locator("#order-at")).hasCount(0);
        page.click("[data-do=record]");
        assertThat(page.locator(".card-form .trouble")).containsText("已关账，不再入账");
        assertThat(page.locator("#line-0-amount")).hasValue("1");
    }

    @Test
    void anUnpaidOrderIsPaidOrCancelledWithAReason() {
        post(order("o-1", 700).put("status", "placed"));
        post(order("o-2", 900).put("status", "placed"));
        Page page = open("en");
        page.fill("#find-id", "o-1");
        page.click("[data-do=find]");
        has(page.locator("[data-found=o-1]"), "data-status", "placed");
        assertTrue(page.url().endsWith("#naqu/orders/o-1"), page.url());
        page.click("[data-do=pay]");
        has(page.locator("[data-found=o-1]"), "data-status", "paid");
        assertEquals("paid", one("o-1").getString("status"));
        assertThat(page.locator("[data-do=pay]")).hasCount(0);

        page.fill("#find-id", "o-2");
        page.keyboard().press("Enter");
        page.click("[data-do=cancel-order]");
        assertThat(page.locator("dialog[open]")).containsText("Cancel order o-2?");
        page.keyboard().press("Escape");
        assertEquals("placed", one("o-2").getString("status"));
        page.click("[data-do=cancel-order]");
        page.fill("#ask-reason", "买家改主意");
        page.click("[data-do=confirm]");
        has(page.locator("[data-found=o-2]"), "data-status", "cancelled");
        assertEquals("cancelled", one("o-2").getString("status"));
        assertEquals("买家改主意", newest().getString("reason"));
        assertThat(page.locator("tr[data-type=cancellation]")).containsText("买家改主意");
        assertThat(page.locator("[data-found] footer button")).hasCount(0);
    }

    @Test
    void aRefundOfAPartAndOfTheRest() {
        post(order("o-1", 10_000));
        Page page = PAGES.open("/console?lang=zh#" + STREAM + "/orders/o-1");
        page.click("[data-do=refund]");
        assertThat(page.locator("#ask-amount")).hasValue("100.00");
        page.fill("#ask-amount", "100.01");
        page.fill("#ask-reason", "破损");
        page.click("[data-do=confirm]");
        assertThat(page.locator("#ask-amount-told")).hasText("不能超过已付款而未退的金额");
        assertThat(page.locator("#ask-reason")).hasValue("破损");
        page.fill("#ask-amount", "30.5");
        page.click("[data-do=confirm]");
        has(page.locator("[data-found=o-1]"), "data-refunded", 3_050);
        assertEquals(3_050, one("o-1").getLong("refunded"));
        assertEquals("破损", newest().getString("reason"));
        page.click("[data-do=refund]");
        assertThat(page.locator("#ask-amount")).hasValue("69.50");
        assertThat(page.locator("#ask-reason")).hasValue("");
        page.click("[data-do=confirm]");
        has(page.locator("[data-found=o-1]"), "data-refunded", 10_000);
        assertThat(page.locator("[data-do=refund]")).hasCount(0);
        assertEquals("10000", TestRedis.text("HGET", new StreamKeys(STREAM).totals(), "refunded"));
        assertEquals(List.of(), PAGES.server().audit());
    }

    @Test
    void aRefundWithoutAnAnswerIsSentAgainUnderItsId() {
        post(order("o-1", 10_000));
        Page page = PAGES.open("/console?lang=en#" + STREAM + "/orders/o-1");
        page.click("[data-do=refund]");
        page.fill("#ask-amount", "30");
        page.route("**/api/orders", route -> {
            route.fetch();
            route.abort();
        });
        page.click("[data-do=confirm]");
        assertThat(page.locator("dialog[open] .trouble")).containsText("No answer");
        page.unroute("**/api/orders");
        page.click("[data-do=confirm]");
        has(page.locator("[data-found=o-1]"), "data-refunded", 3_000);
        assertEquals(3_000, one("o-1").getLong("refunded"));
        PAGES.browser().allErrors().removeIf(error -> error.contains("ERR_FAILED"));
    }

    @Test
    void whatIsNoOrderIsSaid() {
        post(order("o-1", 100).put("status", "placed"));
        post(new JsonObject()
                .put("type", "payment")
                .put("id", "p-1")
                .put("stream", STREAM)
                .put("order", "o-1"));
        Page page = open("en");
        page.fill("#find-id", "nobody/knows <b>");
        page.click("[data-do=find]");
        assertThat(page.locator("console-order .trouble")).hasText("There is no order nobody/knows <b>.");
        page.fill("#find-id", "p-1");
        page.click("[data-do=find]");
        assertThat(page.locator("[data-found=p-1]")).containsText("This is a payment of order o-1");
        page.locator("[data-found=p-1] a").click();
        has(page.locator("[data-found=o-1]"), "data-status", "paid");
        PAGES.browser().allErrors().removeIf(error -> error.contains("status of 404"));
    }

    @Test
    void theLedgerIsListedNewestFirstFilteredAndLoadedOn() {
        for (int i = 0; i < 120; i++) {
            JsonObject order = order("o-" + i, 100 + i);
            post(i % 2 == 0 ? order.put("channel", "tmall").put("buyer", OrderJson.buyer("u", "东社", "拉萨")) : order);
        }
        post(new JsonObject()
                .put("type", "refund")
                .put("id", "r-1")
                .put("stream", STREAM)
                .put("order", "o-0")
                .put("amount", 50));
        Page page = open("en");
        Locator rows = page.locator("tr[data-seq]");
        assertThat(rows).hasCount(50);
        has(rows.first(), "data-id", "r-1");
        assertThat(rows.first().locator(".amount")).hasText("-¥0.50");
        page.click("[data-do=more]");
        assertThat(rows).hasCount(100);
        page.click("[data-do=more]");
        assertThat(rows).hasCount(122);
        has(rows.last(), "data-type", "catalogue");
        assertThat(rows.last()).containsText("酥油茶, 虫草");
        assertThat(page.locator("[data-do=more]")).hasCount(0);

        page.selectOption("#filter-type", "refund");
        page.click("[data-do=filter]");
        assertThat(rows).hasCount(1);
        rows.locator("a").click();
        has(page.locator("[data-found=o-0]"), "data-refunded", 50);
        page.selectOption("#filter-type", "");
        for (String[] filter : new String[][] {{"channel", "tmall"}, {"group", "东社"}, {"city", "拉萨"}}) {
            page.fill("#filter-" + filter[0], filter[1]);
            page.click("[data-do=filter]");
            assertThat(page.locator("tr[data-id=o-119]")).hasCount(0);
            has(rows.first(), "data-id", "o-118");
            page.fill("#filter-" + filter[0], "");
        }
        page.fill("#filter-sku", "nothing");
        page.click("[data-do=filter]");
        assertThat(page.locator("console-ledger")).containsText("No entry matches");
        page.fill("#filter-sku", "");
        page.click("[data-do=filter]");
        assertThat(rows).hasCount(50);
        post(order("later", 5));
        assertThat(page.locator("[data-do=refresh]")).hasText("New entries: refresh");
        page.click("[data-do=refresh]");
        has(rows.first(), "data-id", "later");
    }

    @Test
    void whatIsOnAirAndWhatCameBackIsListedAndFound() {
        post(new JsonObject()
                .put("type", "show")
                .put("id", "sh-1")
                .put("stream", STREAM)
                .put("host", "苗伟伦")
                .put("sku", "tea"));
        post(order("o-1", 700));
        post(new JsonObject()
                .put("type", "refund")
                .put("id", "r-1")
                .put("stream", STREAM)
                .put("order", "o-1")
                .put("amount", 50)
                .put("lines", new JsonArray("[{\"sku\":\"tea\",\"qty\":1}]"))
                .put("restock", false));
        Page page = open("zh");
        assertThat(page.locator("tr[data-type=refund]")).containsText("退回 酥油茶 × 1 · 不再入库");
        assertThat(page.locator("tr[data-type=refund] .amount")).hasText("-¥0.50");
        Locator show = page.locator("tr[data-type=show]");
        assertThat(show).containsText("在播");
        assertThat(show).containsText("主播 苗伟伦 · 讲解 酥油茶");
        show.locator("a").click();
        assertThat(page.locator("[data-found=sh-1]")).containsText("在播 · 主播 苗伟伦 · 讲解 酥油茶");
        assertThat(page.locator("[data-found=sh-1] a")).hasCount(0);

        page.locator("tr[data-type=order] a").click();
        assertThat(page.locator("[data-found=o-1]")).containsText("已退回 酥油茶 × 1");
        assertThat(page.locator("[data-found=o-1]")).containsText("主播 苗伟伦");
        page.selectOption("#filter-type", "show");
        page.click("[data-do=filter]");
        assertThat(page.locator("tr[data-seq]")).hasCount(1);
    }

    @Test
    void theExportIsTheServersFile() throws IOException {
        post(order("o-1", 100));
        Page page = open("en");
        Download file = page.waitForDownload(() -> page.click("[data-do=export-orders]"));
        assertEquals("naqu-orders.csv", file.suggestedFilename());
        assertEquals(
                PAGES.server().send("GET", "/api/streams/naqu/orders.csv", "").body(), Files.readString(file.path()));
    }

    @Test
    void anOrderIsNeverSentTwiceByTwoPresses() {
        Page page = open("en");
        fill(page, "tea", "1");
        page.route("**/api/orders", route -> {
            page.locator("[data-do=record]").dispatchEvent("click");
            route.resume(new Route.ResumeOptions());
        });
        page.locator("[data-do=record]").dblclick();
        assertThat(page.locator("[data-ack]")).isVisible();
        assertEquals("1", TestRedis.text("HGET", new StreamKeys(STREAM).totals(), "orders"));
    }

    private static void fill(Page page, String sku, String qty) {
        page.fill("#line-0-sku", sku);
        page.fill("#line-0-qty", qty);
        if (!qty.equals("0")) {
            assertThat(page.locator("#line-0-amount")).not().hasValue("");
        }
    }

    private static Page open(String lang) {
        return PAGES.open("/console?lang=" + lang + "#" + STREAM + "/orders");
    }

    private static JsonObject order(String id, long amount) {
        return OrderJson.order(STREAM, id, amount);
    }

    private static void post(JsonObject message) {
        String answer = PAGES.server().postOrders(message.encode()).body();
        assertEquals("recorded", new JsonObject(answer).getString("result"), answer);
    }

    private static JsonObject one(String id) {
        return new JsonObject(PAGES.server()
                .send("GET", "/api/streams/" + STREAM + "/orders/" + id, "")
                .body());
    }

    private static JsonObject newest() {
        return new JsonObject(PAGES.server()
                        .send("GET", "/api/streams/" + STREAM + "/orders?newest=true&limit=1", "")
                        .body())
                .getJsonArray("messages")
                .getJsonObject(0);
    }

    private static JsonObject product(String name, long price) {
        return new JsonObject().put("name", name).put("unit", "盒").put("price", price);
    }
}
