package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.acceptance.Pages.has;
import static org.livetally.acceptance.Pages.shows;
import static org.livetally.testing.OrderJson.buyer;
import static org.livetally.testing.OrderJson.line;

import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestProducer;

/**
 * Overlays in each theme and each language, and the page that makes their addresses at three sizes: they show what was
 * sold, and fit. {@link OverlayScreenshotsTest} draws them.
 */
class OverlayLayoutTest {
    private static final String STREAM = "naqu-4500m";
    private static final List<String> LANGUAGES = List.of("zh", "en");
    private static final String[] PRODUCTS = {"那曲虫草 5g", "那曲虫草 特级 10g 礼盒装（产地直发）", "风干牦牛肉干 500g", "高原野蜂蜜 500g", "青稞饼干"};

    private record Widget(String name, String theme, int width, int height) {}

    private static final List<Widget> WIDGETS = List.of(
            new Widget("gmv", "dark", 600, 120),
            new Widget("goal", "light", 600, 120),
            new Widget("likes", "clear", 320, 480),
            new Widget("ticker", "dark", 800, 160),
            new Widget("top", "light", 480, 340),
            new Widget("alert", "dark", 800, 200));

    @RegisterExtension
    static final Pages PAGES = new Pages();

    @Test
    void overlaysShowWhatIsSoldAndWhatIsBig() {
        long sold = show();
        for (String lang : LANGUAGES) {
            for (String theme : List.of("dark", "light", "clear")) {
                Page page = PAGES.open("/overlay/" + STREAM + "?lang=" + lang + "&theme=" + theme);
                shows(page, "totals.gmv", sold);
                long amount = 1_288_000 + lang.length() * 100L;
                sold += order("big-" + lang + theme, 1, amount);
                has(page.locator("order-alert"), "data-value", amount);
                shows(page, "totals.gmv", sold);
                look(page, "overlay-" + theme + "-1920x1080-" + lang);
            }
            for (Widget widget : WIDGETS) {
                Page page = PAGES.browser()
                        .open(
                                PAGES.url("/overlay/" + STREAM + "?widgets=" + widget.name + "&theme=" + widget.theme
                                        + "&lang=" + lang),
                                widget.width,
                                widget.height);
                has(page.locator(".overlay"), "data-status", "connected");
                if (widget.name.equals("alert")) {
                    sold += burst("alone-" + lang);
                    has(page.locator("order-alert"), "data-more-count", 3);
                }
                look(page, "overlay-" + widget.name + "-" + widget.width + "x" + widget.height + "-" + lang);
            }
        }
    }

    @Test
    void aScreenWhoseServerIsGoneSaysSoInAWord() {
        show();
        Page all = PAGES.open("/overlay/" + STREAM + "?lang=zh");
        Page one = PAGES.browser().open(PAGES.url("/overlay/" + STREAM + "?lang=zh&widgets=gmv"), 600, 120);
        for (Page page : List.of(all, one)) {
            has(page.locator("freshness-badge"), "data-state", "connected");
        }
        PAGES.stopServer();
        for (Page page : List.of(all, one)) {
            has(page.locator("freshness-badge"), "data-state", "reconnecting");
        }
        lookAtOverlay(all, "overlay-gone-1920x1080-zh", false);
        lookAtOverlay(one, "overlay-gone-600x120-zh", false);
        PAGES.startServer(0);
    }

    @Test
    void theAddressPageFitsItsScreen() {
        long sold = show();
        for (List<Integer> size : List.of(List.of(1920, 1080), List.of(1366, 768), List.of(390, 844))) {
            for (String lang : LANGUAGES) {
                Page page = PAGES.browser().open(PAGES.url("/overlays?lang=" + lang), size.get(0), size.get(1));
                has(
                        page.frameLocator("overlay-preview iframe").locator("[data-field='totals.gmv']"),
                        "data-value",
                        sold);
                page.locator("#qr").click();
                assertThat(page.locator("figure img")).isVisible();
                page.locator("#test-alert").click();
                has(page.frameLocator("overlay-preview iframe").locator("order-alert"), "data-state", "test");
                lookAtPage(page, "overlays-" + size.get(0) + "x" + size.get(1) + "-" + lang);
                int width = (Integer) page.evaluate("() => document.documentElement.scrollWidth");
                assertTrue(width <= size.get(0), "as wide as the screen: " + width);
                page.context().close();
            }
        }
    }

    private static long show() {
        JsonObject products = new JsonObject();
        for (int i = 0; i < PRODUCTS.length; i++) {
            products.put("sku-" + i, new JsonObject().put("name", PRODUCTS[i]).put("unit", i < 2 ? "盒" : "袋"));
        }
        PAGES.server()
                .create(new JsonObject()
                        .put("id", STREAM)
                        .put("title", "4500 米直播")
                        .put("goal", 100_000_000)
                        .put("products", products));
        PAGES.server().startStream(STREAM);
        long sold = 0;
        for (int i = 0; i < 30; i++) {
            sold += order("o-" + i, i % PRODUCTS.length, 1_234_500 + i * 70_100L);
        }
        try (RawWebSocket viewer = PAGES.server().open("/ws/streams/" + STREAM + "/audience?viewer=v")) {
            for (int i = 0; i < 3; i++) {
                viewer.send("{\"type\":\"like\",\"count\":100}");
            }
        }
        return sold;
    }

    /** Eight at once, of which five are announced one by one. */
    private static long burst(String id) {
        JsonArray orders = new JsonArray();
        for (int i = 0; i < 8; i++) {
            long amount = i < 3 ? 411_300 : 1_288_000;
            orders.add(OrderJson.order(STREAM, id + i, amount)
                    .put("buyer", buyer("u-" + i, "社区", "拉萨"))
                    .put("lines", new JsonArray().add(line("sku-1", 20, amount))));
        }
        assertEquals(200, PAGES.server().postOrders(orders.encode()).statusCode());
        return 3 * 411_300 + 5 * 1_288_000;
    }

    private static long order(String id, int product, long amount) {
        JsonObject order = OrderJson.order(STREAM, id, amount)
                .put("buyer", buyer("u-" + id, "社区", "拉萨"))
                .put("lines", new JsonArray().add(line("sku-" + product, 2, amount)));
        try (TestProducer producer = PAGES.server().producer()) {
            assertEquals("recorded", producer.ask(order.encode()).getString("result"));
        }
        return amount;
    }

    private void look(Page page, String name) {
        lookAtOverlay(page, name, true);
        page.context().close(); // otherwise each page goes on drawing beside the next
    }

    /**
     * What a test does with each overlay besides checking it.
     *
     * @param served whether the server can still send something, such as a picture
     */
    void lookAtOverlay(Page page, String name, boolean served) {}

    /** What a test does with each page besides checking it. */
    void lookAtPage(Page page, String name) {}
}
