package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.acceptance.Pages.has;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.OrderJson;

/** What screens show beside the whole of a board: its present day, what another one had by the same time, and others. */
final class EarlierBoardsTest {
    /** Not the browser's. */
    private static final ZoneId ZONE = ZoneId.of("Pacific/Auckland");

    @RegisterExtension
    static final Pages PAGES = new Pages();

    @Test
    void theDayRollsOverAtMidnightWhereTheStreamIs() {
        LocalDate yesterday = LocalDate.now(ZONE).minusDays(1);
        Instant midnight = yesterday.plusDays(1).atStartOfDay(ZONE).toInstant();
        started("fair", "CNY", midnight.minus(Duration.ofDays(3)));
        paid("fair", "o-1", 19_800, midnight.minus(Duration.ofDays(2)));
        paid("fair", "o-2", 700, midnight.minus(Duration.ofHours(9)));

        for (String path : List.of("/board/fair?lang=en", "/console?lang=en#fair")) {
            Page page = PAGES.open(path);
            Locator today = page.locator("today-figures");
            has(today, "data-date", LocalDate.now(ZONE));
            has(today, "data-gmv", 0);
            tell(today, midnight.minusMillis(1));
            has(today, "data-date", yesterday);
            has(today, "data-gmv", 700);
            has(today, "data-orders", 1);
            tell(today, midnight);
            has(today, "data-date", yesterday.plusDays(1));
            has(today, "data-gmv", 0);
        }
    }

    @Test
    void aBoardRunsAgainstAnEarlierOne() {
        Instant lastYear = Instant.now().minus(Duration.ofDays(1));
        started("last", "CNY", lastYear);
        paid("last", "l-1", 100_000, lastYear.plusSeconds(30));
        paid("last", "l-2", 900_000, lastYear.plus(Duration.ofMinutes(50)));
        end("last", lastYear.plus(Duration.ofHours(1)));
        started("dollar", "USD", lastYear);
        Instant start = Instant.now().minus(Duration.ofMinutes(20));
        started("now", "CNY", start);
        paid("now", "n-1", 112_900, start.plus(Duration.ofMinutes(3)));

        Page board = PAGES.open("/board/now?against=last&lang=en");
        Page overlay = PAGES.browser().open(PAGES.url("/overlay/now?widgets=against&against=last&lang=zh"), 600, 120);
        for (Page page : List.of(board, overlay)) {
            has(page.locator("against-figure"), "data-then", 100_000);
            has(page.locator("against-figure"), "data-percent", 12);
        }
        assertThat(board.locator("against-figure")).containsText("+12% at 00:20 against T last");
        has(board.locator("trend-chart"), "data-ghost", 100_000);
        paid("now", "n-2", 37_100, start.plus(Duration.ofMinutes(4)));
        has(board.locator("against-figure"), "data-percent", 50);
        has(overlay.locator("against-figure"), "data-percent", 50);

        Page foreign = PAGES.open("/board/now?against=dollar&lang=en");
        assertThat(foreign.locator("against-figure")).hasText("Not compared: dollar is in USD, this one in CNY");
        has(foreign.locator("trend-chart"), "data-ghost", "");
        Page alone = PAGES.open("/board/now?against=nowhere&lang=en");
        assertThat(alone.locator("against-figure")).hasText("Not compared: there is no nowhere");
        PAGES.browser().allErrors().removeIf(error -> error.contains("status of 404"));

        Page console = PAGES.open("/console?lang=en#now");
        assertThat(console.locator("select[name=against] option")).hasCount(2);
        console.selectOption("select[name=against]", "last");
        assertThat(console.locator("#url-board")).hasValue(PAGES.url("/board/now?against=last&lang=en"));
    }

    @Test
    void boardsStandSideBySideAndGoOnMoving() {
        Instant first = LocalDate.now(ZONE).minusDays(9).atStartOfDay(ZONE).toInstant();
        started("last", "CNY", first);
        paid("last", "l-1", 100_000, first.plusSeconds(30));
        paid("last", "l-2", 900_000, first.plus(Duration.ofHours(30)));
        end("last", first.plus(Duration.ofHours(40)));
        started("dollar", "USD", first);
        Instant start = Instant.now().minus(Duration.ofMinutes(20));
        started("now", "CNY", start);
        paid("now", "n-1", 112_900, start.plus(Duration.ofMinutes(3)));

        Page page = PAGES.open("/compare?boards=last,nowhere,now&lang=en");
        Page phone = PAGES.onPhone("/compare?boards=last,now&lang=zh");
        has(page.locator("[data-missing=nowhere]"), "data-why", "missing");
        for (Page one : List.of(page, phone)) {
            has(cell(one, "gmv", "last"), "data-value", 1_000_000);
            has(cell(one, "gmv", "now"), "data-percent", -89);
            has(cell(one, "gmvAt", "last"), "data-value", 100_000);
            has(cell(one, "gmvAt", "now"), "data-percent", 12);
            has(one.locator("polyline[data-board=last]"), "data-value", 1_000_000);
            assertThat(one.locator(".day")).hasCount(2);
            has(one.locator("[data-day='2'] [data-board=last]"), "data-value", 900_000);
            has(one.locator("[data-day='2'] [data-board=now]"), "data-value", "");
            has(one.locator("[data-section=products] [data-key=tea] [data-board=now]"), "data-percent", -89);
        }
        assertEquals(
                true,
                phone.evaluate("document.documentElement.scrollWidth <= innerWidth"),
                "a phone scrolls down only");
        paid("now", "n-2", 37_100, start.plus(Duration.ofMinutes(4)));
        has(cell(page, "gmv", "now"), "data-value", 150_000);
        has(cell(phone, "gmvAt", "now"), "data-percent", 50);
        has(page.locator("polyline[data-board=now]"), "data-value", 150_000);

        Page refused = PAGES.open("/compare?boards=last,dollar&lang=en");
        assertThat(refused.locator("[data-why=currency]"))
                .hasText("These cannot be compared: “T last” is in CNY, “T dollar” in USD");
        assertThat(refused.locator("table")).hasCount(0);

        Page chooser = PAGES.open("/compare?boards=now&lang=en");
        chooser.check("[name=board][value=last]");
        chooser.locator("board-chooser button").click();
        has(cell(chooser, "orders", "last"), "data-percent", 0);
        assertTrue(chooser.url().contains("boards=now%2Clast"), chooser.url());
        page.close();
        PAGES.browser().allErrors().removeIf(error -> error.contains("nowhere"));
    }

    private static Locator cell(Page page, String figure, String board) {
        return page.locator("tr[data-figure=" + figure + "] td[data-board=" + board + "]");
    }

    private static void end(String stream, Instant at) {
        String end = new JsonObject().put("at", at.toEpochMilli()).encode();
        String answer = PAGES.server()
                .send("POST", "/api/streams/" + stream + "/end", end)
                .body();
        assertTrue(answer.contains("ended"), answer);
    }

    private static void tell(Locator figures, Instant time) {
        figures.evaluate("(figures, time) => { figures.clock = () => time; }", (double) time.toEpochMilli());
    }

    private static void started(String stream, String currency, Instant at) {
        PAGES.server()
                .create(new JsonObject()
                        .put("id", stream)
                        .put("title", "T " + stream)
                        .put("currency", currency)
                        .put("timezone", ZONE.getId()));
        String start = new JsonObject().put("at", at.toEpochMilli()).encode();
        String answer = PAGES.server()
                .send("POST", "/api/streams/" + stream + "/start", start)
                .body();
        assertTrue(answer.contains("live"), answer);
    }

    private static void paid(String stream, String id, long amount, Instant at) {
        JsonObject order = OrderJson.order(stream, id, amount).put("at", at.toEpochMilli());
        String answer = PAGES.server().postOrders(order.encode()).body();
        assertTrue(answer.contains("recorded"), answer);
    }
}
