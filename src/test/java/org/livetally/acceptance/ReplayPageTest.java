package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.acceptance.Pages.has;
import static org.livetally.acceptance.Pages.shows;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.order.Seq;
import org.livetally.testing.Await;
import org.livetally.testing.OrderJson;

/** The scrubber of the big screen, and overlays that play the past. */
final class ReplayPageTest {
    @RegisterExtension
    static final Pages PAGES = new Pages();

    @Test
    void aStreamIsWatchedAgainAndNobodyTakesItForThePresent() {
        PAGES.server()
                .create(new JsonObject().put("id", "fair").put("title", "Fair").put("goal", 1_000));
        PAGES.server().startStream("fair");
        long first = pay("one", 300);
        Page page = PAGES.open("/board/fair?lang=en&ranks=cities");
        shows(page, "totals.gmv", 300);
        assertThat(page.locator("replay-banner")).hasCount(0);
        long second = pay("two", 800);
        PAGES.server().endStream("fair");
        shows(page, "totals.gmv", 1_100);
        assertThat(page.locator(".phase")).hasText("Ended");

        page.locator(".to-replay").click();
        Locator bar = page.locator("replay-bar");
        Locator banner = page.locator("replay-banner");
        assertThat(banner).containsText("REPLAY 回放");
        assertThat(banner).containsText("paused");
        assertThat(page.locator("freshness-badge")).hasCount(0);
        shows(page, "totals.gmv", 1_100);
        shows(page, "totals.net", 1_100);
        assertThat(page.locator("[data-field='audience.viewers']")).hasCount(0);
        assertEquals("at", parameter(page));

        page.keyboard().press("Home");
        shows(page, "totals.gmv", 0);
        assertThat(page.locator(".phase")).hasText("Live");
        drag(bar, share(bar, (first + second) / 2));
        shows(page, "totals.gmv", 300);
        assertThat(page.locator("milestone-banner[data-milestone]")).hasCount(0);

        page.evaluate(
                "window.celebrated = []; new MutationObserver((all) => celebrated.push(...all.map(({target}) => "
                        + "target.dataset.milestone))).observe(document.body, {subtree: true, attributeFilter: ['data-milestone']})");
        page.keyboard().press("Space");
        shows(page, "totals.gmv", 1_100);
        assertThat(banner).containsText("at its end");
        has(bar, "data-playing", false);
        page.waitForFunction("celebrated.includes('goal')");
        bar.getByText("60×").click();
        has(bar, "data-speed", 60);

        Page sent = PAGES.onPhone("/board/fair?lang=zh&at=" + first);
        shows(sent, "totals.gmv", 300);
        assertThat(sent.locator("replay-banner")).containsText("回放 REPLAY");
        assertEquals(
                true, sent.evaluate("document.documentElement.scrollWidth <= innerWidth"), "a phone scrolls down only");

        page.locator("replay-bar").getByText("Back to live").click();
        assertThat(banner).hasCount(0);
        assertThat(page.locator(".phase")).hasText("Ended");
        shows(page, "totals.gmv", 1_100);
        assertTrue(page.url().endsWith("/board/fair?lang=en&ranks=cities"), page.url());

        Page overlay = PAGES.browser().open(PAGES.url("/overlay/fair?widgets=gmv&lang=en&from=0&speed=2"), 600, 260);
        assertThat(overlay.locator("replay-banner")).containsText(Pattern.compile("REPLAY 回放"));
        shows(overlay, "totals.gmv", 1_100);
    }

    /** Returns when it was recorded, which is later than all before. */
    private static long pay(String id, long amount) {
        String answer = PAGES.server()
                .postOrders(OrderJson.order("fair", id, amount)
                        .put("buyer", OrderJson.buyer("u-" + id, "仁爱", "杭州"))
                        .encode())
                .body();
        long recorded = Seq.parse(new JsonObject(answer).getString("seq")).ms();
        Await.until("a later time", () -> System.currentTimeMillis() > recorded + 200);
        return recorded;
    }

    /** How a time is asked for in the address. */
    private static String parameter(Page page) {
        return (String) page.evaluate("['at', 'from'].find((name) => new URL(location).searchParams.has(name))");
    }

    private static double share(Locator bar, long at) {
        double from = Double.parseDouble(bar.getAttribute("data-from"));
        double to = Double.parseDouble(bar.getAttribute("data-to"));
        return (at - from) / (to - from);
    }

    private static void drag(Locator bar, double share) {
        BoundingBox track = bar.locator(".track").boundingBox();
        Page page = bar.page();
        double y = track.y + track.height / 2;
        page.mouse().move(track.x + track.width * 0.9, y);
        page.mouse().down();
        page.mouse().move(track.x + track.width * 0.6, y);
        page.mouse().move(track.x + track.width * share, y);
        page.mouse().up();
    }
}
