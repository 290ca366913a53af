package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.acceptance.Pages.has;
import static org.livetally.acceptance.Pages.shows;
import static org.livetally.testing.OrderJson.buyer;
import static org.livetally.testing.OrderJson.line;

import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ReducedMotion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.Await;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestProducer;
import org.livetally.testing.TestRedis;

/** Overlays for a streamer's picture: each widget, each theme, and what must never be seen on stream. */
class OverlayPageTest {
    private static final String STREAM = "naqu";
    private static final String OVERLAY = "/overlay/" + STREAM;
    /** The element that only this widget has. */
    private static final Map<String, String> ELEMENTS = Map.ofEntries(
            Map.entry("gmv", "[data-field='totals.gmv']"),
            Map.entry("goal", "goal-bar"),
            Map.entry("likes", "floating-hearts"),
            Map.entry("ticker", "newest-orders"),
            Map.entry("top", "ranked-bars"),
            Map.entry("alert", "order-alert"),
            Map.entry("milestone", ".newest"),
            Map.entry("on-air", ".presented"),
            Map.entry("fund", ".given"),
            Map.entry("against", "against-figure"),
            Map.entry("deals", ".agreed"),
            Map.entry("audit", "audit-mark"),
            Map.entry("qr", "live-code"));
    /** Minor units; the default of the alert is 1,000 yuan. */
    private static final long BIG = 100_000;

    private static final int UPDATES = 10_000;
    /** How obs-browser puts custom CSS into a page. */
    private static final String AS_OBS_DOES = """
            (css) => {
              const style = document.createElement('style');
              style.innerHTML = css;
              document.querySelector('head').appendChild(style);
            }""";

    @RegisterExtension
    static final Pages PAGES = new Pages();

    @Test
    void allWidgetsShowWhatTheBoardSays() {
        live();
        order("o-1", 9_900, "sku-1");
        order("o-2", 45_600, "sku-2");
        order("o-3", 45_600, "sku-1");
        Page page = PAGES.open(OVERLAY + "?lang=zh");
        RawWebSocket viewer = viewer();
        like(viewer, 33);

        JsonObject board = PAGES.server().snapshot(STREAM).getJsonObject("board");
        long gmv = board.getJsonObject("totals").getLong("gmv");
        assertEquals(101_100, gmv);
        shows(page, "totals.gmv", gmv);
        shows(page, "audience.likes", 33);
        assertThat(page.locator("likes-button")).hasCount(0);
        String room = "\"source\":\"tiktok:room\",\"total\":967";
        PAGES.server().postOrders("{\"type\":\"likes\",\"stream\":\"" + STREAM + "\"," + room + "}");
        shows(page, "audience.likes", 1_000);
        page.locator("likes-button button").click();
        has(page.locator("like-parts li").first(), "data-own", 33);
        has(page.locator("like-parts [data-source]"), "data-likes", 967);
        page.keyboard().press("Escape");
        has(page.locator("goal-bar"), "data-value", gmv);
        has(page.locator("goal-bar"), "data-amount", 5_000_000);
        JsonObject first = board.getJsonArray("recent").getJsonObject(0);
        has(page.locator("newest-orders li").first(), "data-key", first.getString("seq"));
        has(page.locator("newest-orders li").first(), "data-value", first.getLong("amount"));
        assertThat(page.locator("newest-orders li")).hasCount(3);
        has(page.locator("ranked-bars li").first(), "data-key", "sku-1");
        has(
                page.locator("ranked-bars li").first(),
                "data-value",
                board.getJsonObject("products").getJsonObject("sku-1").getLong("gmv"));
        has(page.locator("order-alert"), "data-state", "idle");
        viewer.close();
    }

    @ParameterizedTest
    @CsvSource({"gmv,600,120", "goal,600,120", "likes,320,480", "ticker,800,160", "top,480,340", "alert,800,200"})
    void aWidgetByItselfFillsItsSourceAndNothingElseIsThere(String widget, int width, int height) {
        live();
        order("o-1", 9_900, "sku-1");
        for (int times : List.of(1, 2)) {
            Page page = PAGES.browser().open(PAGES.url(OVERLAY + "?widgets=" + widget), width * times, height * times);
            has(page.locator(".overlay"), "data-status", "connected");
            Locator element = page.locator(ELEMENTS.get(widget));
            assertThat(element).isAttached();
            if (widget.equals("alert")) {
                order("big-" + times, BIG, "sku-1");
                has(element, "data-state", "order");
                element = element.locator(".card");
            }
            assertThat(element).isVisible();
            ELEMENTS.forEach((other, selector) -> assertEquals(
                    other.equals(widget) ? 1 : 0, page.locator(selector).count(), other));
            BoundingBox box = (widget.equals("alert") ? element : page.locator(".plate, .hearts"))
                    .first()
                    .boundingBox();
            assertTrue(box.width > .95 * width * times, widget + " is " + box.width + " wide");
            assertTrue(box.x >= 0 && box.x + box.width <= width * times + 1, "nothing sticks out at the side");
            assertTrue(box.y >= 0 && box.y + box.height <= height * times + 1, "nothing sticks out below");
        }
    }

    @Test
    void theAuditIsSaidQuietlyOnBoardConsoleAndOverlayUntilSomethingIsWrong() {
        TestRedis.command("SET", StreamKeys.SEALER, "nobody"); // what the server itself finds would come in between
        live();
        order("o-1", 9_900, "sku-1");
        Page board = PAGES.open("/board/" + STREAM + "?lang=en");
        Page overlay = PAGES.browser().open(PAGES.url(OVERLAY + "?widgets=audit&lang=zh"), 480, 64);
        Page console = PAGES.open("/console?lang=en#" + STREAM);
        has(board.locator("audit-mark"), "data-differences", "");
        assertThat(console.locator("[data-seal]")).hasText("not audited yet");
        assertThat(overlay.locator(".plate")).hasCount(0);

        String seq = PAGES.server().board(STREAM, "ledger").getString("seq");
        audited(seq, System.currentTimeMillis() - 4_000, 0);
        assertThat(board.locator("audit-mark")).containsText(Pattern.compile("audited \\d+ s ago"));
        assertThat(overlay.locator("audit-mark")).containsText(Pattern.compile("\\d+ 秒前已核对"));
        assertThat(console.locator("#seal")).hasValue("ab".repeat(32) + "@" + seq);
        assertThat(board.locator("audit-mark")).hasAttribute("title", Pattern.compile(seq));

        audited(seq, System.currentTimeMillis(), 3);
        for (Page page : List.of(board, console)) {
            assertThat(page.locator("audit-mark[data-wrong]")).containsText("3 wrong figures");
        }
        assertThat(overlay.locator("audit-mark[data-wrong]")).containsText("3 项数字与账本不符");
    }

    private static void audited(String seq, long at, int differences) {
        StreamKeys keys = new StreamKeys(STREAM);
        String[] seal = {
            keys.seal(), "seq", seq, "sha256", "ab".repeat(32), "at", Long.toString(at), "messages", "1", "names", "[]"
        };
        TestRedis.command("HSET", seal);
        TestRedis.command("HSET", keys.seal(), "differences", Integer.toString(differences));
        TestRedis.command("HINCRBY", keys.totals(), "version", "1");
    }

    @Test
    void theNewestMilestoneStandsUntilTheNextOne() {
        live(); // with a goal of 50,000 yuan
        Page page = PAGES.browser().open(PAGES.url(OVERLAY + "?widgets=milestone&lang=zh"), 600, 120);
        has(page.locator(".overlay"), "data-status", "connected");
        assertThat(page.locator(".plate")).hasCount(0);

        order("o-1", 600_000, "sku-1");
        assertThat(page.locator(".newest")).hasText("目标完成 10%");
        order("o-2", 4_400_000, "sku-1");
        assertThat(page.locator(".newest")).hasText("目标达成");
        BoundingBox box = page.locator(".plate").boundingBox();
        assertTrue(box.width > .95 * 600 && box.x >= 0 && box.y >= 0 && box.y + box.height <= 120, "fills its source");
    }

    @Test
    void theProductOnAirShowsWhatItSoldMeanwhileAndWhatIsLeft() {
        live();
        order("before", 100, "sku-1");
        Page page = PAGES.browser().open(PAGES.url(OVERLAY + "?widgets=on-air&lang=zh"), 800, 160);
        has(page.locator(".overlay"), "data-status", "connected");
        assertThat(page.locator(".plate")).hasCount(0);

        show("show-1", "sku-1");
        assertThat(page.locator(".presented strong")).hasText("那曲虫草 5g");
        has(page.locator(".presented [data-units]"), "data-units", 0);
        order("meanwhile", 100, "sku-1");
        order("another", 100, "sku-2");
        assertThat(page.locator(".presented [data-units]")).hasText("讲解中已售 1");
        assertThat(page.locator(".presented [data-stock]")).hasText("剩 98");
        BoundingBox box = page.locator(".plate").boundingBox();
        assertTrue(box.width > .95 * 800 && box.y >= 0 && box.y + box.height <= 160, "fills its source");
        show("show-2", null);
        assertThat(page.locator(".plate")).hasCount(0);
    }

    @Test
    void theFundGrowsWithWhatIsSold() {
        live();
        Page page = PAGES.browser().open(PAGES.url(OVERLAY + "?widgets=fund&lang=zh"), 600, 120);
        has(page.locator(".overlay"), "data-status", "connected");
        assertThat(page.locator(".plate")).hasCount(0);

        order("o-1", 100, "sku-1");
        has(page.locator(".given"), "data-value", 20);
        order("o-2", 100, "sku-1");
        has(page.locator(".given"), "data-value", 40);
        has(page.locator(".given"), "data-fund", "援藏基金");
    }

    @Test
    void whatIsNotKnownIsIgnoredAndNeverShown() {
        live();
        Page page = PAGES.open(OVERLAY + "?widgets=gmv,nonsense&theme=nonsense&min=nonsense&token=nonsense");
        shows(page, "totals.gmv", 0);
        has(page.locator("html"), "data-theme", "dark");
        has(page.locator("html"), "data-single", "gmv");
        assertThat(page.locator("body")).not().containsText("nonsense");
        Page all = PAGES.open(OVERLAY + "?widgets=nonsense");
        shows(all, "audience.likes", 0);
        assertThat(all.locator("order-alert")).isAttached();
    }

    @ParameterizedTest
    @CsvSource({"dark,true,false", "light,true,false", "clear,false,true"})
    void themesCarryTheTextOnPlatesOrOnAnEdgeOfItsOwn(String theme, boolean plate, boolean edge) {
        live();
        Page page = PAGES.open(OVERLAY + "?theme=" + theme);
        shows(page, "totals.gmv", 0);
        has(page.locator("html"), "data-theme", theme);
        String background = style(page, ".plate.tally", "backgroundColor");
        assertEquals(plate, !background.equals("rgba(0, 0, 0, 0)"), background);
        assertEquals(edge, !style(page, "rolling-number", "textShadow").equals("none"));
        assertEquals("rgba(0, 0, 0, 0)", style(page, "body", "backgroundColor"));
    }

    @Test
    void beforeThereIsSuchAStreamNothingIsOnAir() {
        Page page = withClock(OVERLAY);
        has(page.locator("freshness-badge"), "data-state", "reconnecting");
        page.clock().runFor(10_000);
        assertThat(page.locator("freshness-badge")).isHidden();
        assertThat(page.locator(".plate, .card")).hasCount(0);
        live();
        shows(page, "totals.gmv", 0);
        PAGES.browser().allErrors().removeIf(error -> error.contains("404"));
    }

    @Test
    void theCustomCssOfObsStylesThePageItsWidgetsAndTheirParts() {
        live();
        Page page = PAGES.open(OVERLAY);
        shows(page, "totals.gmv", 0);
        order("big", BIG, "sku-1");
        has(page.locator("order-alert"), "data-value", BIG);
        page.evaluate(AS_OBS_DOES, """
                body { --gold: rgb(1, 2, 3) }
                .plate { background: rgb(4, 5, 6) }
                .top { width: 321px }
                order-alert::part(card) { border-radius: 7px }
                order-alert::part(quantity) { font-size: 8px }""");
        assertEquals("rgb(4, 5, 6)", style(page, ".plate.tally", "backgroundColor"));
        assertEquals("321px", style(page, ".plate.top", "width"));
        assertEquals("rgb(1, 2, 3)", style(page, "order-alert .title", "color"));
        assertEquals("7px", style(page, "order-alert .card", "borderRadius"));
        assertEquals("8px", style(page, "order-alert .qty", "fontSize"));
        assertTrue(style(page, "html", "colorScheme").contains("only"), "no browser recolours it");
    }

    @Test
    void howManyWereOrderedIsSaidHoweverLongTheNameAndWhicheverWayItIsWritten() {
        live();
        Page alert = PAGES.browser().open(PAGES.url(OVERLAY + "?widgets=alert"), 800, 200);
        Page ticker = PAGES.browser().open(PAGES.url(OVERLAY + "?widgets=ticker"), 800, 160);
        has(alert.locator(".overlay"), "data-status", "connected");
        has(ticker.locator(".overlay"), "data-status", "connected");
        String name = "عسل جبلي طبيعي ".repeat(4).strip();
        JsonObject order = OrderJson.order(STREAM, "gift", BIG)
                .put("buyer", buyer("علي", "社区", "القاهرة"))
                .put("lines", new JsonArray().add(line(name, 20, BIG)));
        assertEquals(200, PAGES.server().postOrders(order.encode()).statusCode());
        has(alert.locator("order-alert"), "data-value", BIG);
        has(ticker.locator("newest-orders li").first(), "data-value", BIG);
        for (Page page : List.of(alert, ticker)) {
            assertThat(page.locator(".qty").first()).hasText("× 20");
            BoundingBox product = page.locator("bdi.product").first().boundingBox();
            BoundingBox qty = page.locator(".qty").first().boundingBox();
            BoundingBox amount = page.locator(".amount").first().boundingBox();
            assertTrue(qty.x >= product.x + product.width, "after the name");
            assertTrue(qty.width > 20 && qty.x + qty.width <= amount.x, "whole, before the amount");
            assertThat(page.locator(".who bdi")).hasText(new String[] {"القاهرة", "ع***ي"});
        }
        Page top = PAGES.browser().open(PAGES.url(OVERLAY + "?widgets=top"), 480, 340);
        assertEquals("rtl", style(top, "ranked-bars .name", "direction"), "what is cut off is the end of the name");
    }

    @Test
    void bigOrdersAreAnnouncedOnceOneAfterAnother() {
        live();
        order("before", 2 * BIG, "sku-1");
        Page page = withClock(OVERLAY + "?lang=zh");
        Locator alert = page.locator("order-alert");
        shows(page, "totals.gmv", 2 * BIG);
        has(alert, "data-state", "idle");

        order("small", BIG - 1, "sku-1");
        order("first", BIG, "sku-1");
        has(alert, "data-value", BIG);
        assertThat(alert).containsText("那曲虫草 5g");
        assertThat(alert.locator(".amount")).hasText("¥1,000.00");
        order("second", 3 * BIG, "sku-2");
        shows(page, "totals.gmv", 7 * BIG - 1);
        has(alert, "data-value", BIG);
        page.clock().runFor(5_500);
        has(alert, "data-value", 3 * BIG);
        page.clock().runFor(5_500);
        has(alert, "data-state", "idle");
    }

    @Test
    void aRefreshLosesNoAnnouncementAndARefundedOrderIsNone() {
        live();
        Page page = withClock(OVERLAY + "?widgets=alert,gmv");
        Locator alert = page.locator("order-alert");
        shows(page, "totals.gmv", 0);
        order("first", BIG, "sku-1");
        has(alert, "data-value", BIG);
        order("second", 3 * BIG, "sku-2");
        order("third", 2 * BIG, "sku-1");
        shows(page, "totals.gmv", 6 * BIG);
        refund("third", 2 * BIG);
        page.clock().runFor(1_500);
        page.reload(); // as OBS does when the scene becomes active
        has(alert, "data-value", BIG);
        order("meanwhile", 4 * BIG, "sku-1");
        shows(page, "totals.gmv", 10 * BIG);
        page.clock().runFor(3_000);
        has(alert, "data-value", BIG);
        page.clock().runFor(2_500);
        has(alert, "data-value", 3 * BIG);
        page.clock().runFor(5_500);
        has(alert, "data-value", 4 * BIG);
        page.clock().runFor(5_500);
        has(alert, "data-state", "idle");
        page.reload();
        shows(page, "totals.gmv", 10 * BIG);
        page.clock().runFor(1_000);
        has(alert, "data-state", "idle");
    }

    @Test
    void theLeastOrderIsGivenInMajorUnits() {
        live();
        Page page = PAGES.open(OVERLAY + "?widgets=alert&min=0.5");
        has(page.locator(".overlay"), "data-status", "connected");
        order("below", 49, "sku-1");
        order("at", 50, "sku-1");
        has(page.locator("order-alert"), "data-value", 50);
    }

    @Test
    void aBigOrderBeforeTwentySmallOnesIsAnnounced() {
        live();
        Page page = PAGES.open(OVERLAY);
        shows(page, "totals.gmv", 0);
        JsonArray frame = new JsonArray().add(OrderJson.order(STREAM, "big", 100_000_000));
        IntStream.range(0, 20).forEach(i -> frame.add(OrderJson.order(STREAM, "small-" + i, 100)));
        assertEquals(200, PAGES.server().postOrders(frame.encode()).statusCode());
        has(page.locator("order-alert"), "data-value", 100_000_000);
    }

    @ParameterizedTest
    @CsvSource({"zh,'另有 3 单，¥12,340.00','共 2 单，¥7.00'", "en,'and 3 more, ¥12,340.00','2 orders, ¥7.00'"})
    void whatIsNotAnnouncedByItselfIsCountedAndSummedBesideTheNext(String lang, String beside, String alone) {
        AtomicReference<WebSocketRoute> socket = new AtomicReference<>();
        AtomicReference<WebSocketRoute> orders = new AtomicReference<>();
        Page page = fed(OVERLAY + "?lang=" + lang, socket, orders, true);
        send(orders, orders(more(3, 1_234_000), recent(2, 2 * BIG), recent(1, BIG)));
        Locator alert = page.locator("order-alert");
        has(alert, "data-value", BIG);
        assertThat(alert.locator(".more")).hasText(beside);
        page.clock().runFor(5_500);
        has(alert, "data-value", 2 * BIG);
        assertThat(alert.locator(".more")).hasCount(0);
        send(orders, orders(more(2, 700)));
        page.clock().runFor(5_500);
        has(alert, "data-more-count", 2);
        has(alert, "data-value", "");
        assertThat(alert.locator(".more")).hasText(alone);
        page.clock().runFor(5_500);
        has(alert, "data-state", "idle");
    }

    @Test
    void ofABurstTheBiggestAreAnnouncedAndTheRestIsSummed() {
        AtomicReference<WebSocketRoute> socket = new AtomicReference<>();
        AtomicReference<WebSocketRoute> fed = new AtomicReference<>();
        Page page = fed(OVERLAY, socket, fed, true);
        Locator alert = page.locator("order-alert");
        for (int i = 0; i < 20; i++) {
            send(fed, orders(more(1, 7), recent(100 + i, BIG + i % 10 * 1_000L)));
            has(alert, "data-value", BIG);
        }
        long announced = 0;
        long summed = 0;
        for (long thousands : List.of(0, 8, 9, 7, 8, 9)) { // from 100 to 119, as they arrive; of equals the newer
            has(alert, "data-value", BIG + thousands * 1_000);
            announced += BIG + thousands * 1_000;
            summed += Long.parseLong(alert.getAttribute("data-more-amount"));
            page.clock().runFor(5_500);
        }
        has(alert, "data-state", "idle");
        assertEquals(20 * BIG + 90_000 + 20 * 7, announced + summed);
    }

    @Test
    void whatWasPaidWhileTheConnectionWasGoneIsAnnouncedWhenItIsBack() {
        live();
        Page page = PAGES.open(OVERLAY);
        shows(page, "totals.gmv", 0);
        order("before", 100, "sku-1");
        shows(page, "totals.gmv", 100);
        int port = PAGES.stopServer();
        PAGES.startServer(0);
        order("meanwhile", BIG, "sku-1");
        PAGES.stopServer();
        PAGES.startServer(port);
        has(page.locator("order-alert"), "data-value", BIG);
    }

    @Test
    void theTickerCountsAllLinesAndTheNewestOrderIsTheFirst() {
        live();
        Page page = PAGES.open(OVERLAY + "?widgets=ticker,gmv");
        shows(page, "totals.gmv", 0);
        long now = System.currentTimeMillis();
        JsonArray lines = new JsonArray();
        IntStream.range(0, 12).forEach(i -> lines.add(line("sku-" + i, 1, 100)));
        JsonArray frame = new JsonArray()
                .add(OrderJson.order(STREAM, "newest", 1_200)
                        .put("lines", lines)
                        .put("at", now))
                .add(OrderJson.order(STREAM, "late", 100).put("at", now - 11_000));
        assertEquals(200, PAGES.server().postOrders(frame.encode()).statusCode());
        shows(page, "totals.gmv", 1_300);
        Locator first = page.locator("newest-orders li").first();
        has(first, "data-value", 1_200);
        assertThat(first).containsText("× 1 + 11");
    }

    @Test
    void whileHiddenNothingMovesOrQueuesAndShownAgainThePresentNumbersStandThere() {
        live();
        List<String> frames = new CopyOnWriteArrayList<>();
        Page page = inObs(OVERLAY, frames);
        page.emulateMedia(new EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
        Page seen = PAGES.open(OVERLAY);
        order("o-1", 100, "sku-1");
        shows(page, "totals.gmv", 100);
        for (String event : List.of("onVisibilityChange", "onActiveChange")) {
            long before = gmv(page);
            obs(page, event, false);
            RawWebSocket viewer = viewer();
            int likes = PAGES.server().board(STREAM, "audience").getInteger("likes", 0) + 90;
            like(viewer, 90);
            order("big-" + event, BIG, "sku-1");
            shows(seen, "totals.gmv", before + BIG);
            shows(seen, "audience.likes", likes);
            page.waitForCondition(() -> knows(frames, "gmv", before + BIG) && knows(frames, "likes", likes));
            assertEquals(0, flying(page), event);
            if (event.equals("onVisibilityChange")) {
                assertEquals(before, gmv(page), "nothing is drawn that nobody sees");
            } else {
                shows(page, "totals.gmv", before + BIG); // a preview shows the numbers
            }
            obs(page, event, true);
            assertEquals(before + BIG, gmv(page), "at once");
            has(page.locator("order-alert"), "data-state", "idle");
            assertEquals(0, flying(page), "no hearts for likes of the past");
            order("new-" + event, BIG + 1, "sku-1");
            has(page.locator("order-alert"), "data-value", BIG + 1);
            obs(page, "onVisibilityChange", false);
            has(page.locator("order-alert"), "data-state", "idle");
            obs(page, "onVisibilityChange", true);
            viewer.close();
        }
    }

    @Test
    void heartsRiseWithTheLikesButNotWithoutEndAndNotForThoseWhoWantNoMotion() {
        live();
        Page still = PAGES.open(OVERLAY);
        Page page = PAGES.open(OVERLAY);
        page.emulateMedia(new EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
        shows(page, "audience.likes", 0);
        RawWebSocket viewer = viewer();
        like(viewer, 3);
        Await.until("a heart rises", () -> flying(page) > 0);
        assertTrue(flying(page) <= 3, "no more hearts than likes");
        like(viewer, 100);
        shows(page, "audience.likes", 103);
        assertTrue(flying(page) <= 40);
        shows(still, "audience.likes", 103);
        assertEquals(0, flying(still));
        Await.until("all hearts have gone", () -> flying(page) == 0);
        viewer.close();
    }

    @Test
    void afterARestartItCatchesUpAndAnnouncesNothingTwice() {
        live();
        Page page = withClock(OVERLAY);
        shows(page, "totals.gmv", 0);
        order("big", BIG, "sku-1");
        has(page.locator("order-alert"), "data-value", BIG);
        int port = PAGES.stopServer();
        has(page.locator("freshness-badge"), "data-state", "reconnecting");
        assertThat(page.locator("freshness-badge")).isVisible();
        PAGES.startServer(port);
        has(page.locator("freshness-badge"), "data-state", "connected");
        assertThat(page.locator("freshness-badge")).isHidden();
        page.clock().runFor(6_000);
        has(page.locator("order-alert"), "data-state", "idle");
        order("bigger", 2 * BIG, "sku-1");
        shows(page, "totals.gmv", 3 * BIG);
        has(page.locator("order-alert"), "data-value", 2 * BIG);
    }

    @Test
    void aTestAlertSaysThatItIsOneHasNoAmountAndComesFromOurPagesOnly() {
        live();
        Page page = PAGES.open(OVERLAY + "?lang=en");
        shows(page, "totals.gmv", 0);
        Locator alert = page.locator("order-alert");
        message(page, "http://elsewhere.example");
        has(alert, "data-state", "idle");
        message(page, PAGES.url("").replaceAll("/$", ""));
        has(alert, "data-state", "test");
        has(alert, "data-value", "");
        assertThat(alert.locator(".amount")).hasText("TEST");
        shows(page, "totals.gmv", 0);
    }

    @Test
    void tenThousandUpdatesLeaveHeapNodesAndAnimationsFlat() {
        AtomicReference<WebSocketRoute> socket = new AtomicReference<>();
        AtomicReference<WebSocketRoute> orders = new AtomicReference<>();
        Page page = fed(OVERLAY, socket, orders, false);
        page.emulateMedia(new EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
        Memory memory = new Memory(page);
        long third = 0;
        long thirdNodes = 0;
        int most = 0;
        for (int i = 1; i <= UPDATES; i++) {
            send(socket, busy(i));
            if (i % 50 == 0) {
                send(orders, orders(more(1, BIG), recent(i, BIG + i)));
            }
            if (i % 500 == 0) {
                shows(page, "totals.gmv", i * 1_000L);
                most = Math.max(most, flying(page));
            }
            if (i == UPDATES / 3) {
                shows(page, "totals.gmv", i * 1_000L);
                third = memory.heap();
                thirdNodes = memory.nodes();
            }
        }
        assertTrue(most > 0 && most <= 40, most + " hearts");
        long heap = memory.heap();
        long nodes = memory.nodes();
        System.out.println("overlay: heap " + third + " -> " + heap + " bytes, nodes " + thirdNodes + " -> " + nodes);
        assertTrue(heap - third < 1_000_000, "the heap grew from " + third + " to " + heap);
        assertTrue(nodes - thirdNodes < 100, "nodes grew from " + thirdNodes + " to " + nodes);
    }

    private static void live() {
        PAGES.server()
                .create(new JsonObject()
                        .put("id", STREAM)
                        .put("title", "那曲虫草")
                        .put("goal", 5_000_000)
                        .put(
                                "products",
                                new JsonObject()
                                        .put(
                                                "sku-1",
                                                new JsonObject()
                                                        .put("name", "那曲虫草 5g")
                                                        .put("unit", "盒")
                                                        .put("stock", 100)
                                                        .put(
                                                                "levy",
                                                                new JsonObject()
                                                                        .put("fund", "援藏基金")
                                                                        .put("amount", 20)))));
        PAGES.server().startStream(STREAM);
    }

    private static void show(String id, @Nullable String sku) {
        JsonObject show = new JsonObject()
                .put("type", "show")
                .put("id", id)
                .put("stream", STREAM)
                .put("sku", sku);
        assertEquals(200, PAGES.server().postOrders(show.encode()).statusCode());
    }

    private static void order(String id, long amount, String sku) {
        JsonObject order = OrderJson.order(STREAM, id, amount)
                .put("buyer", buyer("u-" + id, "社区", "拉萨"))
                .put("lines", new JsonArray().add(line(sku, 1, amount)));
        try (TestProducer producer = PAGES.server().producer()) {
            assertEquals("recorded", producer.ask(order.encode()).getString("result"));
        }
    }

    private static void refund(String order, long amount) {
        JsonObject refund = new JsonObject()
                .put("type", "refund")
                .put("id", "refund-" + order)
                .put("stream", STREAM)
                .put("order", order)
                .put("amount", amount);
        assertEquals(200, PAGES.server().postOrders(refund.encode()).statusCode());
    }

    private static RawWebSocket viewer() {
        return PAGES.server().open("/ws/streams/" + STREAM + "/audience?viewer=v-1");
    }

    private static void like(RawWebSocket viewer, int count) {
        viewer.send("{\"type\":\"like\",\"count\":" + count + "}");
    }

    private static Page withClock(String path) {
        Page page = PAGES.browser().open("about:blank");
        page.clock().install(new Clock.InstallOptions());
        page.navigate(PAGES.url(path));
        return page;
    }

    /** @param frames gets what the page receives, which it need not show */
    private static Page inObs(String path, List<String> frames) {
        Page page = PAGES.browser().open("about:blank");
        page.onWebSocket(socket -> socket.onFrameReceived(frame -> frames.add(frame.text())));
        page.addInitScript("window.obsstudio = {pluginVersion: '2.24.0'}");
        page.navigate(PAGES.url(path));
        return page;
    }

    private static boolean knows(List<String> frames, String field, long value) {
        return frames.stream().anyMatch(frame -> frame.contains("\"" + field + "\":" + value));
    }

    private static void obs(Page page, String event, boolean on) {
        page.evaluate("([event, on]) => window.obsstudio[event](on)", List.of(event, on));
    }

    /** What the page shows at this moment. */
    private static long gmv(Page page) {
        return Long.parseLong(page.locator("[data-field='totals.gmv']").getAttribute("data-value"));
    }

    private static int flying(Page page) {
        return (Integer)
                page.evaluate("() => document.querySelector('floating-hearts').shadowRoot.getAnimations().length");
    }

    private static String style(Page page, String selector, String property) {
        return (String) page.locator(selector)
                .first()
                .evaluate("(element, property) => getComputedStyle(element)[property]", property);
    }

    private static void message(Page page, String origin) {
        page.evaluate(
                "(origin) => { window.dispatchEvent(new MessageEvent('message',"
                        + " {origin, source: window, data: {type: 'livetally.test-alert'}})) }",
                origin);
    }

    /** An overlay whose server is this test, with an empty board. */
    private static Page fed(
            String path,
            AtomicReference<WebSocketRoute> board,
            AtomicReference<WebSocketRoute> orders,
            boolean withClock) {
        Page page = PAGES.browser().open("about:blank");
        if (withClock) {
            page.clock().install(new Clock.InstallOptions());
        }
        page.routeWebSocket(
                "**/ws/boards/**", socket -> (socket.url().contains("orders=") ? orders : board).set(socket));
        page.navigate(PAGES.url(path));
        awaitSocket(page, board);
        send(board, snapshot());
        shows(page, "totals.gmv", 0);
        awaitSocket(page, orders);
        return page;
    }

    private static void awaitSocket(Page page, AtomicReference<WebSocketRoute> socket) {
        Await.until("the page connects", () -> {
            page.waitForTimeout(1);
            return socket.get() != null;
        });
    }

    private static JsonObject orders(JsonObject more, JsonObject... newestFirst) {
        return new JsonObject()
                .put("type", "orders")
                .put("from", "0-0")
                .put("to", System.currentTimeMillis() + "-0")
                .put("orders", new JsonArray(List.of(newestFirst)))
                .put("more", more);
    }

    private static JsonObject more(long count, long amount) {
        return new JsonObject().put("count", count).put("amount", amount);
    }

    private static void send(AtomicReference<WebSocketRoute> socket, JsonObject message) {
        Objects.requireNonNull(socket.get(), "not connected").send(message.encode());
    }

    private static JsonObject snapshot() {
        JsonObject board = new JsonObject()
                .put(
                        "stream",
                        new JsonObject()
                                .put("id", STREAM)
                                .put("currency", "CNY")
                                .put("currencyDigits", 2))
                .put("totals", new JsonObject().put("gmv", 0))
                .put("audience", new JsonObject().put("likes", 0))
                .put("goal", new JsonObject().put("amount", 5_000_000))
                .put("products", new JsonObject())
                .put("recent", new JsonArray());
        return message("snapshot", 0).put("board", board);
    }

    private static JsonObject message(String type, int version) {
        return new JsonObject().put("type", type).put("version", version).put("at", System.currentTimeMillis());
    }

    private static JsonObject update(int version, JsonObject patch, JsonArray recent) {
        return message("update", version)
                .put("from", version - 1)
                .put("patch", patch)
                .put("recent", recent);
    }

    private static JsonObject recent(int number, long amount) {
        long now = System.currentTimeMillis();
        return new JsonObject()
                .put("seq", now + 1_000_000 + "-" + number)
                .put("at", now)
                .put("buyer", "u***" + number % 10)
                .put("city", "城市 " + number % 7)
                .put("amount", amount)
                .put(
                        "lines",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("sku", "sku-" + number % 30)
                                        .put("qty", 1)));
    }

    /** Changes everything that a busy show changes at once. */
    private static JsonObject busy(int i) {
        JsonObject sold = new JsonObject()
                .put("name", "商品 " + i % 30)
                .put("gmv", i * 100L)
                .put("units", i)
                .put("orders", i);
        JsonObject patch = new JsonObject()
                .put("totals", new JsonObject().put("gmv", i * 1_000L))
                .put("audience", new JsonObject().put("likes", i * 7))
                .put("products", new JsonObject().put("sku-" + i % 30, sold));
        return update(i, patch, new JsonArray().add(recent(i, 1_000)));
    }
}
