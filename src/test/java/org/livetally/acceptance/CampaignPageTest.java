package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.acceptance.Pages.has;
import static org.livetally.acceptance.Pages.shows;
import static org.livetally.testing.OrderJson.buyer;
import static org.livetally.testing.OrderJson.line;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.Await;
import org.livetally.testing.OrderJson;

/** The wall of a campaign. */
final class CampaignPageTest {
    private static final String WALL = "/board/@new-year";
    /** The greatest of the sizes that a wall may have for a main figure, as a share of its height. */
    private static final double READABLE = .025;

    /** The sizes in which the main figures are written, in pixels. */
    private static final String SIZES = """
            () => {
              const within = (host, part) => document.querySelector(host).shadowRoot.querySelector(part);
              return [
                within('.hero rolling-number', '.digit'),
                within('goal-bar', '.share'),
                within('share-bar', '.share'),
                within('ranked-bars', '.amount'),
                within('newest-orders', '.amount'),
                ...['.opening b', '.told b', '.deals dd', '.streams .amount', '.figures rolling-number'].map((at) =>
                  document.querySelector(at),
                ),
              ].map((figure) => parseFloat(getComputedStyle(figure).fontSize));
            }""";

    /** What sticks out of its section, or of the screen. */
    private static final String OUTSIDE = """
            () => [...document.querySelectorAll('.wall section, .wall header, turning-ranks, .wall h2')]
              .filter((part) => {
                const {right, bottom} = part.getBoundingClientRect();
                return right > innerWidth || (innerWidth > 1199 && bottom > innerHeight) ||
                  part.scrollWidth > part.clientWidth + 1;
              })
              .map((part) => part.outerHTML.slice(0, 80))""";

    @RegisterExtension
    static final Pages PAGES = new Pages();

    @Test
    void allScreensOfACampaignShowWhatItsStreamsSell() {
        for (String stream : List.of("fair-1", "fair-2")) {
            PAGES.server().live(stream);
        }
        // Without a zone its days are those of the streams, and the page's present day that of the browser.
        PAGES.server()
                .send(
                        "POST",
                        "/api/campaigns",
                        "{\"id\":\"fair\",\"title\":\"The fair\",\"prefix\":\"fair-\",\"timezone\":\"Asia/Shanghai\"}");
        sell("fair-1", 1_000);
        Page front = PAGES.open("/?lang=en");
        assertThat(front.locator("li[data-key='@fair'] .phase")).hasText("Running");
        assertThat(front.locator("li[data-key='@fair'] a[href='/overlays?stream=%40fair&lang=en']"))
                .isVisible();
        Page overlay = PAGES.open("/overlay/@fair?lang=en&widgets=campaign,goal,likes,ticker,top");
        Page making = PAGES.open("/overlays?stream=@fair&widgets=campaign&lang=en");
        assertThat(making.locator("#address")).containsText("/overlay/@fair?widgets=campaign&lang=en");
        assertThat(making.locator("[name=widget][value=on-air], [name=widget][value=alert]"))
                .hasCount(0);

        front.locator("li[data-key='@fair'] a").first().click();
        shows(front, "totals.gmv", 1_000);
        sell("fair-2", 500);
        for (Page page : List.of(front, overlay)) {
            shows(page, "totals.gmv", 1_500);
            has(page.locator("[data-stream=fair-1]"), "data-value", 1_000);
            has(page.locator("[data-stream=fair-2]"), "data-value", 500);
            assertThat(page.locator("newest-orders li")).hasCount(2);
            has(page.locator("ranked-bars li").first(), "data-value", 1_500);
        }
        shows(front, "totals.buyers", 1);
        assertThat(front.locator("newest-orders li").first()).containsText("fair-2");
        assertThat(front.locator("day-columns li[data-today]")).hasCount(1);
        front.locator(".streams a").first().click();
        shows(front, "totals.gmv", 1_000);
    }

    private static void sell(String stream, long amount) {
        JsonObject order = OrderJson.order(stream, "o-1", amount)
                .put("buyer", buyer("ann", "bureau", "广州"))
                .put("lines", new JsonArray().add(line("apple", 1, amount)));
        assertEquals(200, PAGES.server().postOrders(order.encode()).statusCode());
    }

    /** Twelve channels, a month of days, forty streams: a server would take long to sell that much. */
    @Test
    void aFullWallIsReadFromFiveMetresAndGrows() {
        AtomicReference<WebSocketRoute> socket = new AtomicReference<>();
        Page wall = fed(WALL + "?lang=zh", 1920, 1080, socket);
        FullCampaign campaign = new FullCampaign();
        send(socket, campaign.snapshot());

        shows(wall, "totals.gmv", campaign.gmv());
        has(wall.locator("[data-opening]"), "data-opening", FullCampaign.OPENING);
        assertThat(wall.locator("[data-opening]")).hasText("期初余额 ¥600,000,000.00 截至 2021年12月31日：品牌此前累计");
        has(wall.locator("[data-with-opening]"), "data-with-opening", campaign.gmv() + FullCampaign.OPENING);
        shows(wall, "deals.signed", 60_000_000);
        assertThat(wall.locator(".deals")).containsText("不计入成交额");
        assertThat(wall.locator(".record")).isVisible();
        assertThat(wall.locator("[data-day]")).hasText("第 17 天 / 共 31 天");

        Locator days = wall.locator("day-columns li");
        assertThat(days).hasCount(31);
        has(days.first(), "data-key", "2022-01-01");
        has(wall.locator("day-columns li[data-today]"), "data-key", "2022-01-17");
        assertThat(wall.locator("day-columns li[data-ahead]")).hasCount(14);
        assertEquals(
                1_000,
                wall.locator("share-bar li").all().stream()
                        .mapToLong(part -> Math.round(Double.parseDouble(part.getAttribute("data-share")) * 1_000))
                        .sum());
        assertThat(wall.locator("share-bar li")).hasCount(8);
        assertThat(wall.locator("share-bar li").last()).containsText("其他");
        assertThat(wall.locator("ranked-bars")).hasCount(2);
        assertThat(wall.locator(".dots button")).hasCount(4);
        assertThat(wall.locator(".streams li")).hasCount(12);
        assertThat(wall.locator(".streams h2")).containsText("正在直播 12");
        assertThat(wall.locator(".streams h2")).containsText("已结束 21 · 未开始 6 · 已移除 1");
        assertThat(wall.locator(".streams a").first()).hasAttribute("href", "/board/s-00?lang=zh");
        assertThat(wall.locator("newest-orders li").first()).containsText("第 0 场 广州");

        assertEquals(List.of(), wall.evaluate(OUTSIDE));
        List<?> sizes = (List<?>) wall.evaluate(SIZES);
        assertTrue(
                sizes.stream().allMatch(size -> ((Number) size).doubleValue() >= READABLE * 1080),
                "main figures in pixels: " + sizes);

        send(socket, campaign.sell(1_000_000));
        shows(wall, "totals.gmv", campaign.gmv());
        has(wall.locator("day-columns li[data-today]"), "data-value", campaign.today());
        has(wall.locator(".told[data-today]"), "data-today", campaign.today());
        wall.locator(".dots button").nth(3).click();
        assertThat(wall.locator("ranked-bars[data-section=hosts]")).isVisible();
    }

    @Test
    void onAPhoneAllRankingsStandBelowOneAnother() {
        AtomicReference<WebSocketRoute> socket = new AtomicReference<>();
        Page phone = fed(WALL + "?lang=en", 390, 844, socket);
        send(socket, new FullCampaign().snapshot());

        assertThat(phone.locator("ranked-bars")).hasCount(7);
        assertThat(phone.locator("newest-orders li")).hasCount(8);
        assertEquals(List.of(), phone.evaluate(OUTSIDE));
        assertEquals(390, phone.evaluate("() => document.documentElement.scrollWidth"));
    }

    /** A wall whose server is this test. */
    private static Page fed(String path, int width, int height, AtomicReference<WebSocketRoute> socket) {
        Page page = PAGES.browser().open("about:blank", width, height);
        page.routeWebSocket("**/ws/boards/**", socket::set);
        page.navigate(PAGES.url(path));
        Await.until("the page connects", () -> {
            page.waitForTimeout(1);
            return socket.get() != null;
        });
        return page;
    }

    private static void send(AtomicReference<WebSocketRoute> socket, JsonObject message) {
        Objects.requireNonNull(socket.get(), "not connected").send(message.encode());
    }
}
