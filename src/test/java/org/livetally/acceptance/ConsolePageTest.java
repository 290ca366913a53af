package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.acceptance.Pages.has;
import static org.livetally.acceptance.Pages.shows;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.Await;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawWebSocket;

/** The console: streams, overview and settings. Each effect is checked at the server, not only on the page. */
final class ConsolePageTest {
    private static final String STREAM = "naqu";

    @RegisterExtension
    static final Pages PAGES = new Pages();

    @Test
    void aStreamIsCreatedWithExactMoneyAndChosen() {
        Page page = PAGES.open("/console?lang=zh");
        page.click("[data-do=new-stream]");
        page.fill("#new-id", "linzhi-2022");
        page.fill("#new-title", "林芝年货节");
        page.fill("#new-goal", "2,000.1万");
        assertThat(page.locator("#new-goal-told")).containsText("¥20,001,000.00");
        page.fill("#new-endsAt", "2031-01-16T20:30");
        page.check("[name=openOrders]");
        page.click("[data-do=create]");

        assertThat(page.locator(".head h1")).hasText("林芝年货节");
        assertTrue(page.url().endsWith("#linzhi-2022"), page.url());
        JsonObject stream = stream("linzhi-2022");
        assertEquals(2_000_100_000L, stream.getLong("goal"));
        assertEquals("CNY", stream.getString("currency"));
        assertEquals(false, stream.getBoolean("public"));
        assertEquals(true, stream.getBoolean("openOrders"));
        assertEquals("scheduled", stream.getString("status"));
        long end = LocalDateTime.of(2031, 1, 16, 20, 30)
                .atZone(ZoneId.of("Asia/Shanghai"))
                .toInstant()
                .toEpochMilli();
        assertEquals(end, stream.getLong("endsAt"));

        page.reload();
        assertThat(page.locator(".head h1")).hasText("林芝年货节");
        has(page.locator("[data-key=linzhi-2022]"), "aria-current", "page");
    }

    @Test
    void mistakesStandAtTheirFieldInBothLanguagesAndNothingTypedIsLost() {
        Page page = PAGES.open("/console?lang=zh");
        page.click("[data-do=new-stream]");
        page.fill("#new-id", "Not An Id");
        page.fill("#new-title", "标题");
        page.fill("#new-goal", "12.345");
        page.click("[data-do=create]");
        assertThat(page.locator("#new-goal-told")).hasText("最多 2 位小数");
        page.fill("#new-goal", "12.34");
        page.click("[data-do=create]");
        assertThat(page.locator("#new-id-told")).containsText("须为小写字母");
        assertThat(page.locator("#new-id")).isFocused();
        assertThat(page.locator("#new-goal")).hasValue("12.34");

        PAGES.server().create(STREAM);
        page.fill("#new-id", STREAM);
        page.click("[data-do=create]");
        assertThat(page.locator("dialog .trouble")).containsText("编号 naqu 已被使用");
        PAGES.browser().allErrors().removeIf(error -> error.contains("status of 4"));

        Page english = PAGES.open("/console?lang=en");
        english.click("[data-do=new-stream]");
        english.fill("#new-id", "x");
        english.click("[data-do=create]");
        assertThat(english.locator("#new-title-told")).containsText("Must be text of 1 to 200 characters");
        PAGES.browser().allErrors().removeIf(error -> error.contains("status of 4"));
    }

    /** The board's socket sends nothing. */
    @Test
    void whatIsNotKnownYetIsNotShownAsZero() {
        PAGES.server()
                .create(new JsonObject().put("id", STREAM).put("title", "T").put("goal", 100));
        Page page = PAGES.browser().open("about:blank");
        page.routeWebSocket(Pattern.compile(".*/ws/boards/.*"), silent -> {});
        page.navigate(PAGES.url("/console?lang=en#" + STREAM));
        assertThat(page.locator(".figures dd").first()).hasText("—");
        assertThat(page.locator("[data-figure], [data-field], goal-bar")).hasCount(0);
    }

    @Test
    void aCurrencyWithoutDecimalsTakesNone() {
        Page page = PAGES.open("/console?lang=en");
        page.click("[data-do=new-stream]");
        page.fill("#new-id", "tokyo");
        page.fill("#new-title", "Tokyo");
        page.selectOption("#new-currency", "JPY");
        page.fill("#new-timezone", "Asia/Tokyo");
        page.fill("#new-goal", "1000.5");
        page.click("[data-do=create]");
        assertThat(page.locator("#new-goal-told")).hasText("This currency has no decimals");
        page.fill("#new-goal", "9007199254740992");
        page.click("[data-do=create]");
        assertThat(page.locator("#new-goal-told")).hasText("The amount is too large");
        page.fill("#new-goal", "9007199254740991");
        page.click("[data-do=create]");
        assertThat(page.locator(".head h1")).hasText("Tokyo");
        assertEquals(9_007_199_254_740_991L, stream("tokyo").getLong("goal"));
    }

    @Test
    void startEndAndCloseAskFirstAndTakeTheRealTime() {
        PAGES.server().create(STREAM);
        Page page = PAGES.open("/console?lang=en#" + STREAM);
        page.click("[data-do=start]");
        assertThat(page.locator("dialog[open]")).containsText("Title of naqu");
        page.keyboard().press("Escape");
        assertEquals("scheduled", stream(STREAM).getString("status"));

        page.click("[data-do=start]");
        page.fill("#ask-at", "2099-01-01T00:00:05");
        page.click("[data-do=confirm]");
        assertThat(page.locator("#ask-at-told")).containsText("Must not be in the future");
        PAGES.browser().allErrors().removeIf(error -> error.contains("status of 400"));
        long hourAgo = (System.currentTimeMillis() / 60_000 - 60) * 60_000 + 7_000;
        page.fill("#ask-at", wall(hourAgo));
        page.click("[data-do=confirm]");
        assertThat(page.locator(".head .phase[data-status=live]")).isVisible();
        assertEquals(hourAgo, stream(STREAM).getLong("startedAt"));

        page.click("[data-do=end]");
        assertThat(page.locator("dialog[open] .what")).containsText("cannot be started again");
        page.locator("dialog[open] footer button").first().click();
        assertEquals("live", stream(STREAM).getString("status"));
        page.click("[data-do=end]");
        page.click("[data-do=confirm]");
        assertThat(page.locator(".head .phase[data-status=ended]")).isVisible();
        assertEquals("ended", stream(STREAM).getString("status"));
        assertThat(page.locator("[data-do=end]")).hasCount(0);

        page.click("#tab-orders");
        page.fill("#line-0-sku", "tea");
        page.fill("#line-0-amount", "98.50");
        page.click("[data-do=record]");
        assertThat(page.locator("#order-at-told[role=alert]")).isVisible();
        page.fill("#order-at", wall(hourAgo + 60_000));
        page.click("[data-do=record]");
        assertThat(page.locator("[data-ack]")).isVisible();
        assertThat(page.locator("[data-field='totals.gmv']")).containsText("98.50");

        page.click("[data-do=close]");
        assertThat(page.locator("dialog[open] .what")).containsText("cannot be undone");
        page.click("[data-do=confirm]");
        assertThat(page.locator(".head .phase[data-status=closed]")).hasText("Books closed");
        assertThat(page.locator("nav.streams .phase[data-status=closed]")).hasText("Books closed");
        assertEquals("closed", stream(STREAM).getString("status"));
        assertThat(page.locator("[data-do=close]")).hasCount(0);
        assertThat(page.locator("#order-at")).hasCount(0);
    }

    private static String wall(long at) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(at), ZoneId.of("Asia/Shanghai"))
                .toString();
    }

    @Test
    void aSecondPressSendsNothing() {
        PAGES.server().create(STREAM);
        Page page = PAGES.open("/console?lang=en#" + STREAM);
        AtomicInteger sent = new AtomicInteger();
        page.route("**/api/streams/naqu/start", route -> {
            sent.incrementAndGet();
            page.locator("[data-do=confirm]").dispatchEvent("click");
            route.resume(new Route.ResumeOptions());
        });
        page.click("[data-do=start]");
        page.locator("[data-do=confirm]").dblclick();
        assertThat(page.locator(".head .phase[data-status=live]")).isVisible();
        assertEquals(1, sent.get());
    }

    @Test
    void settingsSendOnlyWhatWasChanged() {
        PAGES.server()
                .create(new JsonObject().put("id", STREAM).put("title", "Old").put("public", true));
        Page page = PAGES.open("/console?lang=en#" + STREAM + "/settings");
        page.click("[data-do=save-settings]");
        assertThat(page.locator(".notice")).containsText("Nothing changed");
        page.fill("#stream-title", "New");
        page.fill("#stream-timezone", "Asia/Urumqi");
        page.fill("#stream-endsAt", "2031-01-16T20:30");
        page.fill("#stream-holdMinutes", "15");
        page.check("#panel-settings [name=openOrders]");
        String body = page.waitForRequest(
                        request -> request.method().equals("PATCH"), () -> page.click("[data-do=save-settings]"))
                .postData();
        assertEquals(
                new JsonObject()
                        .put("title", "New")
                        .put("timezone", "Asia/Urumqi")
                        .put("openOrders", true)
                        .put("holdMinutes", 15)
                        .put("endsAt", 1_926_340_200_000L),
                new JsonObject(body));
        assertThat(page.locator(".head h1")).hasText("New");
        assertEquals("New", stream(STREAM).getString("title"));
        assertEquals(1_926_340_200_000L, stream(STREAM).getLong("endsAt"));

        page.fill("#stream-title", "Not saved");
        page.click("#panel-settings [type=reset]");
        assertThat(page.locator("#stream-title")).hasValue("New");
        page.fill("#stream-holdMinutes", "soon");
        page.click("[data-do=save-settings]");
        assertThat(page.locator("#stream-holdMinutes-told")).containsText("10080");
        PAGES.browser().allErrors().removeIf(error -> error.contains("status of 400"));
        page.fill("#stream-holdMinutes", "");
        page.fill("#stream-endsAt", "");
        page.uncheck("#panel-settings [name=public]");
        page.click("[data-do=save-settings]");
        assertThat(page.locator("dialog[open]")).containsText("private");
        page.keyboard().press("Escape");
        assertEquals(true, stream(STREAM).getBoolean("public"));
        page.click("[data-do=save-settings]");
        page.waitForResponse( // the notice of the first save may still be there
                response -> response.request().method().equals("PATCH"), () -> page.click("[data-do=confirm]"));
        assertThat(page.locator(".notice")).containsText("Saved");
        assertEquals(false, stream(STREAM).getBoolean("public"));
        assertNull(stream(STREAM).getLong("endsAt"));
        assertNull(stream(STREAM).getInteger("holdMinutes"));
    }

    @Test
    void aGoalIsSetAndRemovedAndItsProgressShown() {
        PAGES.server().live(STREAM);
        Page page = PAGES.open("/console?lang=en#" + STREAM);
        page.fill("#goal", "500");
        page.click("[data-do=set-goal]");
        has(page.locator("goal-bar"), "data-amount", 50_000);
        assertEquals(50_000L, stream(STREAM).getLong("goal"));
        PAGES.server().postOrders(OrderJson.order(STREAM, "o-1", 12_500).encode());
        has(page.locator("goal-bar"), "data-value", 12_500);
        assertThat(page.locator("goal-bar .share")).hasText("25.0%");
        page.click("[data-do=remove-goal]");
        assertThat(page.locator("goal-bar")).hasCount(0);
        assertNull(stream(STREAM).getLong("goal"));
        page.fill("#goal", "");
        page.click("[data-do=set-goal]");
        assertThat(page.locator("#goal-told")).hasText("This is needed");
    }

    @Test
    void figuresAndConnectionsAreThoseOfTheServer() {
        PAGES.server().live(STREAM);
        Page page = PAGES.open("/console?lang=en#" + STREAM);
        PAGES.server().postOrders(OrderJson.order(STREAM, "o-1", 12_300).encode());
        PAGES.server()
                .postOrders(OrderJson.order(STREAM, "o-2", 700)
                        .put("status", "placed")
                        .encode());
        shows(page, "totals.gmv", 12_300);
        shows(page, "totals.orders", 1);
        shows(page, "unpaid", 700);
        has(page.locator("[data-figure=placed]"), "data-value", 13_000);
        PAGES.server()
                .postOrders(new JsonObject()
                        .put("type", "cancellation")
                        .put("id", "c-1")
                        .put("stream", STREAM)
                        .put("order", "o-2")
                        .encode());
        shows(page, "unpaid", 0);
        try (RawWebSocket viewer = PAGES.server().open("/ws/streams/" + STREAM + "/audience?viewer=v-1");
                RawWebSocket producer = PAGES.server().open("/ws/orders")) {
            viewer.send("{\"type\":\"like\",\"count\":5}");
            shows(page, "audience.viewers", 1);
            shows(page, "audience.likes", 5);
            has(page.locator("[data-connections=audience]"), "data-value", 1);
            has(page.locator("[data-connections=screens]"), "data-value", 1);
            has(page.locator("[data-connections=all-producers]"), "data-value", 1);
            assertTrue(!producer.isClosed());
        }
        has(page.locator("[data-connections=all-producers]"), "data-value", 0);
        for (Locator figure : page.locator(".now > div, .figures > div, .connections thead th")
                .all()) {
            assertThat(figure).hasAttribute("title", Pattern.compile(".{6,}"));
        }
    }

    @Test
    void whatOthersDoIsSeen() {
        Page page = PAGES.open("/console?lang=en");
        assertThat(page.locator(".empty")).containsText("No streams yet");
        PAGES.server().create(STREAM);
        page.locator("[data-key=naqu]").click();
        PAGES.server().startStream(STREAM);
        assertThat(page.locator(".head .phase[data-status=live]")).isVisible();
        PAGES.server().endStream(STREAM);
        assertThat(page.locator(".head .phase[data-status=ended]")).isVisible();
    }

    @Test
    void tabsWorkByKeyboardKeepWhatWasTypedAndStandInTheAddress() {
        PAGES.server().live(STREAM);
        Page page = PAGES.open("/console?lang=en#" + STREAM);
        page.fill("#goal", "77");
        page.locator("#tab-overview").focus();
        page.keyboard().press("ArrowRight");
        assertThat(page.locator("#tab-catalogue")).isFocused();
        has(page.locator("#tab-catalogue"), "aria-selected", true);
        page.keyboard().press("ArrowRight");
        assertThat(page.locator("#panel-orders")).isVisible();
        page.reload();
        assertThat(page.locator("#panel-orders")).isVisible();
        page.locator("#tab-orders").focus();
        page.fill("#order-city", "拉萨");
        page.locator("#tab-orders").focus();
        page.keyboard().press("ArrowLeft");
        page.keyboard().press("ArrowLeft");
        assertThat(page.locator("#panel-overview")).isVisible();
        page.locator("[data-language=zh-Hant]").click();
        assertThat(page.locator("#tab-overview")).hasText("概覽");
        assertThat(page.locator("html")).hasAttribute("lang", "zh-Hant-TW");
        page.locator("[data-language=zh]").click();
        assertThat(page.locator("#tab-overview")).hasText("概览");
        assertTrue(page.url().endsWith("#naqu"), page.url());
        page.locator("#tab-orders").click();
        assertThat(page.locator("#order-city")).hasValue("拉萨");
    }

    @Test
    void aServerThatIsGoneIsSaidAndFoundAgain() {
        PAGES.server().live(STREAM);
        Page page = PAGES.open("/console?lang=zh#" + STREAM);
        has(page.locator("freshness-badge"), "data-state", "connected");
        int port = PAGES.stopServer();
        page.fill("#goal", "88");
        page.click("[data-do=set-goal]");
        assertThat(page.locator("#panel-overview .trouble")).containsText("没有收到服务器的答复");
        assertThat(page.locator("#goal")).hasValue("88");
        PAGES.startServer(port);
        page.click("[data-do=set-goal]");
        has(page.locator("goal-bar"), "data-amount", 8_800);
        has(page.locator("freshness-badge"), "data-state", "connected");
        Await.until(
                "the list is read again",
                () -> page.locator("#content > .trouble").count() == 0);
    }

    @Test
    void linksLeadToEveryScreen() {
        PAGES.server().live(STREAM);
        Page page = PAGES.open("/console?lang=en#" + STREAM);
        for (String screen : new String[] {"board", "overlay", "live"}) {
            assertThat(page.locator("[data-link=" + screen + "]"))
                    .hasAttribute("href", PAGES.url("/" + screen + "/naqu?lang=en"));
        }
        assertThat(page.locator("[data-link=overlays]")).hasAttribute("href", "/overlays?stream=naqu&lang=en");
        assertThat(page.locator("[data-do^=link-]")).hasCount(0);
        page.click("[data-do=copy-board]");
        assertThat(page.locator(".notice")).containsText("Copied");
        Page board = page.context().waitForPage(() -> page.click("[data-link=board]"));
        assertThat(board.locator("[data-field='totals.gmv']")).isVisible();
    }

    @Test
    void nothingSticksOutOfAPhone() {
        PAGES.server().live(STREAM);
        for (String tab : new String[] {"overview", "catalogue", "orders", "settings"}) {
            Page page = PAGES.onPhone("/console?lang=en#" + STREAM + "/" + tab);
            assertThat(page.locator("#panel-" + tab)).isVisible();
            assertEquals(390, page.evaluate("document.documentElement.scrollWidth"), tab);
        }
    }

    private static JsonObject stream(String id) {
        return new JsonObject(
                PAGES.server().send("GET", "/api/streams/" + id, "").body());
    }
}
