package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.acceptance.GoodsStream.message;
import static org.livetally.acceptance.GoodsStream.order;
import static org.livetally.acceptance.Pages.has;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.OrderJson;

/** The page in the host's hand: what is on air, what is left, what comes next; and every tap is a message of the ledger. */
final class HostPageTest {
    @RegisterExtension
    static final Pages PAGES = new Pages();

    private GoodsStream stream;

    @BeforeEach
    void begin() {
        stream = GoodsStream.live(PAGES.server());
    }

    @Test
    void showsWhoAndWhatIsOnAirWhatIsLeftAndHowFarTheGoalIs() {
        Page page = PAGES.onPhone("/host/naqu?lang=zh");
        assertThat(page.locator(".air .none")).hasText("现在没有讲解商品");

        stream.post(message("show", "sh-1").put("host", "苗伟伦").put("sku", "honey"));
        has(page.locator(".air"), "data-sku", "honey");
        has(page.locator(".air"), "data-host", "苗伟伦");
        assertThat(page.locator(".air h1")).hasText("高原蜂蜜");
        assertThat(page.locator(".air .prices b")).hasText("¥98.00");
        assertThat(page.locator(".air .points")).hasText("不加一滴水");
        has(page.locator(".sales .left"), "data-value", 12);

        stream.post(order("o-1", "honey", 3, 29_400));
        has(page.locator(".sales .left"), "data-value", 9);
        has(page.locator(".sales .left"), "data-state", "low");
        has(page.locator(".sales .sold"), "data-units", 3);
        has(page.locator(".goal"), "data-left", 970_600);
        assertThat(page.locator(".newest li")).hasCount(1);

        stream.post(message("stock", "st-1").put("sku", "honey").put("add", -9));
        has(page.locator(".sales .left"), "data-state", "out");
        assertThat(page.locator(".sales .left b")).hasText("已售罄");
        assertFits(page);
    }

    @Test
    void aTapPutsTheNextProductOfTheCatalogueOnAir() {
        Page page = PAGES.onPhone("/host/naqu?lang=en");
        has(page.locator(".next"), "data-sku", "honey");
        page.locator("[data-do=next]").click();
        has(page.locator(".air"), "data-sku", "honey");
        has(page.locator(".next"), "data-sku", "tea");
        JsonObject show = stream.newest();
        assertEquals("show", show.getString("type"));
        assertEquals("honey", show.getString("sku"));
        assertTrue(show.getString("id").startsWith("host-"), show.encode());

        page.locator("[data-do=next]").click();
        has(page.locator(".air"), "data-sku", "tea");
        page.locator("[data-do=next]").click();
        has(page.locator(".air"), "data-sku", "yak");
        has(page.locator(".next"), "data-sku", "honey");
    }

    @Test
    void anyProductCanBePickedTheHostNamedAndTheAirCleared() {
        Page page = PAGES.onPhone("/host/naqu?lang=en");
        page.locator("[data-do=pick]").click();
        page.locator(".pick [type=search]").fill("牦牛");
        assertThat(page.locator(".pick li")).hasCount(1);
        page.locator(".pick [data-key=yak]").click();
        has(page.locator(".air"), "data-sku", "yak");

        page.locator("[data-do=pick]").click();
        page.fill("#host-name", "Lhamo");
        page.keyboard().press("Enter");
        has(page.locator(".air"), "data-host", "Lhamo");
        assertNull(stream.newest().getString("sku"), "the product stays on air");

        page.locator("[data-do=pick]").click();
        page.locator("[data-do=clear]").click();
        has(page.locator(".air"), "data-sku", "");
        has(page.locator(".air"), "data-host", "Lhamo");
    }

    @Test
    void aTapWithoutAConnectionIsSentWhenItIsBack() {
        Page page = PAGES.onPhone("/host/naqu?lang=en");
        has(page.locator(".next"), "data-sku", "honey");
        int port = PAGES.stopServer();
        has(page.locator(".host"), "data-status", "reconnecting");
        page.locator("[data-do=next]").click();
        assertThat(page.locator(".told")).containsText("Connection lost");
        assertThat(page.locator("[data-do=next]")).isDisabled();

        PAGES.startServer(port);
        has(page.locator(".air"), "data-sku", "honey");
        assertThat(page.locator("[data-do=next]")).isEnabled();
    }

    @Test
    void aStreamThatHasEndedIsSteeredNoMore() {
        stream.post(message("show", "sh-1").put("sku", "honey"));
        PAGES.server().endStream(GoodsStream.STREAM);
        Page page = PAGES.open("/host/naqu?lang=en");
        has(page.locator(".phase"), "data-status", "ended");
        assertThat(page.locator("[data-do=next]")).hasCount(0);
    }

    @Test
    void longNamesPushNothingElseOutOfSight() {
        JsonObject named = new JsonObject().put("name", "很长的商品名称".repeat(8));
        JsonObject products = new JsonObject().put("honey", named).put("tea", named);
        PAGES.server()
                .send(
                        "PATCH",
                        "/api/streams/" + GoodsStream.STREAM,
                        new JsonObject().put("products", products).encode());
        stream.post(message("show", "sh-1").put("sku", "honey").put("host", "A host whose name goes on and on and on"));

        JsonObject order = OrderJson.order(GoodsStream.STREAM, "o-1", 0)
                .put("lines", new JsonArray().add(OrderJson.line("honey", 1, 9_800)));
        assertEquals(200, PAGES.server().postOrders(order.encode()).statusCode());

        Page host = PAGES.browser().open(PAGES.url("/host/naqu?lang=en"), 1080, 1920);
        has(host.locator(".next"), "data-sku", "tea");
        BoundingBox next = host.locator("[data-do=next]").boundingBox();
        assertTrue(next.x + next.width <= 1080, "what the host presses is on the screen: " + next.x);
        assertTrue(next.height < 100, "in one line");

        Page board = PAGES.open("/board/naqu?lang=en");
        has(board.locator(".now"), "data-sku", "honey");
        assertThat(board.locator(".now b")).hasText(named.getString("name"));
        assertTrue(board.locator(".now b").boundingBox().width > 300, "what is on air");
    }

    /** Nothing is wider than the phone. */
    private static void assertFits(Page page) {
        Locator body = page.locator("body");
        assertEquals(390, ((Number) body.evaluate("body => document.documentElement.scrollWidth")).intValue());
    }
}
