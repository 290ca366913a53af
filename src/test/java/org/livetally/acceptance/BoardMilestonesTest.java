package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.acceptance.Pages.has;
import static org.livetally.acceptance.Pages.shows;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ReducedMotion;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.OrderJson;

/** The hero number, and the moment when it passes a milestone. */
final class BoardMilestonesTest {
    private static final String STREAM = "naqu";
    private static final long GOAL = 1_000_000;

    @RegisterExtension
    static final Pages PAGES = new Pages();

    @Test
    void whatIsPassedWhileWatchingIsCelebratedOnceAndNothingOnLoad() {
        live();
        sell("o-1", GOAL / 4);
        Page board = PAGES.open("/board/" + STREAM + "?lang=en");
        Page calm = PAGES.open("/board/" + STREAM + "?lang=en");
        board.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
        shows(board, "totals.gmv", GOAL / 4);
        shows(calm, "totals.gmv", GOAL / 4);
        assertThat(board.locator("milestone-banner")).hasCount(1);
        assertThat(calm.locator("milestone-banner")).hasCount(1);
        assertThat(board.locator("milestone-banner .band")).hasCount(0);

        board.evaluate("() => Object.defineProperty(window, 'devicePixelRatio', {value: 2})");
        sell("o-2", GOAL / 2);

        has(board.locator("milestone-banner"), "data-milestone", "share-7");
        assertThat(board.locator("confetti-rain")).hasCount(1);
        assertEquals(
                2 * 1920, board.locator("confetti-rain canvas").evaluate("canvas => canvas.width"), "as sharp as text");
        assertThat(board.locator("milestone-banner [role=status]")).containsText("70% of the goal");
        has(calm.locator("milestone-banner"), "data-milestone", "share-7");
        assertThat(calm.locator("confetti-rain")).hasCount(0);
        double hero =
                board.locator(".hero").boundingBox().y + board.locator(".hero").boundingBox().height;
        assertTrue(board.locator("milestone-banner .band").boundingBox().y >= hero, "the number stays in sight");
        assertThat(board.locator("confetti-rain")).hasCount(0);
        assertThat(board.locator("milestone-banner .band")).hasCount(0);
        Page late = PAGES.open("/board/" + STREAM);
        shows(late, "totals.gmv", GOAL * 3 / 4);
        assertThat(late.locator("milestone-banner")).hasCount(1);

        sell("o-3", GOAL / 2);

        has(board.locator("milestone-banner"), "data-milestone", "goal");
        has(late.locator("milestone-banner"), "data-milestone", "goal");
        assertThat(late.locator("milestone-banner .band")).containsText("¥10,000");
    }

    @Test
    void whatIsPassedBeforeTheRestOfThePageIsThereIsCelebratedThen() {
        live();
        sell("o-1", GOAL * 3 / 4);
        List<Route> held = new ArrayList<>();
        Page board = PAGES.open("/health/live");
        board.route(url -> url.contains("later"), held::add);
        board.navigate(PAGES.url("/board/" + STREAM + "?lang=en"));
        shows(board, "totals.gmv", GOAL * 3 / 4);
        sell("o-2", GOAL / 2);
        shows(board, "totals.gmv", GOAL * 5 / 4);
        assertThat(board.locator("milestone-banner")).hasCount(0);

        held.forEach(Route::resume);

        has(board.locator("milestone-banner"), "data-milestone", "goal");
    }

    @Test
    void whatIsPassedMeanwhileTakesThePlaceOfWhatIsShown() {
        live();
        sell("o-1", GOAL / 20);
        Page board = PAGES.open("/board/" + STREAM + "?lang=en");
        shows(board, "totals.gmv", GOAL / 20);
        sell("o-2", GOAL / 10);
        has(board.locator("milestone-banner"), "data-milestone", "share-1");
        sell("o-3", GOAL / 2);
        has(board.locator("milestone-banner"), "data-milestone", "share-6");
        assertThat(board.locator("milestone-banner .band")).hasCount(1);
        assertThat(board.locator("milestone-banner .band")).containsText("60% of the goal");
    }

    /** Tests the rule alone: what is shown, what is skipped, and which is greatest. */
    @Test
    void theGreatestMilestoneOfWhatPassedBetweenTwoBoardsCounts() {
        live();
        Page board = PAGES.open("/board/" + STREAM);
        Object said = board.evaluate("""
                async () => {
                  const {Milestones, passed} = await import('/shared/milestones.js');
                  const name = (m) => (m ? [m.kind, m.tenth ?? m.millions].filter(Boolean).join('-') : '');
                  const watched = new Milestones();
                  const seen = [[55, 100], [59, 100], [60, 100], [60, 100]].map(([gmv, goal]) => name(watched.see(gmv, goal, 100)));
                  watched.leave();
                  seen.push(name(watched.see(85, 100, 100)), name(watched.see(70, 100, 100)), name(watched.see(85, 100, 100)),
                    name(watched.see(99, 100, 100)), name(watched.see(100, 1000, 100)), name(watched.see(2000, 1000, 100)));
                  return [...seen, name(passed(0, 3e8, undefined, 100)), name(passed(9e7, 1.1e8, 2e9, 100)), name(passed(0, 5e8, 5e8, 100)),
                    name(passed(99_999_999, 1e8, 1e7, 100)), name(passed(999_999, 1_000_000, undefined, 1)), name(passed(150, 250, 100, 100))];
                }
                """);
        assertEquals(
                List.of(
                        "",
                        "",
                        "share-6",
                        "", // none twice
                        "",
                        "",
                        "",
                        "share-9", // hidden from 60 to 85
                        "",
                        "goal", // another goal starts anew
                        "million-3",
                        "million-1",
                        "goal",
                        "million-1",
                        "million-1",
                        ""),
                said);
    }

    /**
     * Checks every frame while money comes in: both forms of GMV have the same value, and all digits have the same
     * width.
     */
    @Test
    void theBriefFormNeverLeadsOrLagsTheRollingDigits() {
        live();
        Page board = PAGES.browser().open(PAGES.url("/board/" + STREAM + "?lang=zh"));
        board.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
        shows(board, "totals.gmv", 0);
        board.evaluate("""
                () => {
                  window.frames2 = [];
                  const number = document.querySelector('[data-field="totals.gmv"]');
                  const yuan = new Intl.NumberFormat('zh-CN', {style: 'currency', currency: 'CNY', currencyDisplay: 'narrowSymbol',
                    notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 2, roundingMode: 'trunc'});
                  const look = () => {
                    const text = (part) => number.renderRoot.querySelector(part).textContent.trim();
                    const full = text('.number');
                    const widths = new Set([...number.renderRoot.querySelectorAll('.number .digit:not(.fraction)')].map((d) => d.offsetWidth));
                    window.frames2.push({full, agrees: yuan.format(Number(full.replace(/[^0-9.]/g, ''))) === text('.brief'), even: widths.size === 1});
                    window.looking = requestAnimationFrame(look);
                  };
                  look();
                }
                """);
        long sum = 0;
        for (int i = 1; i <= 12; i++) {
            sell("o-" + i, 123_457L * i);
            sum += 123_457L * i;
            shows(board, "totals.gmv", sum);
        }
        has(board.locator("[data-field='totals.gmv']"), "data-shown", sum);
        Object seen = board.evaluate("""
                () => {
                  cancelAnimationFrame(window.looking);
                  return [new Set(window.frames2.map(({full}) => full)).size > 3, window.frames2.every(({agrees}) => agrees),
                    window.frames2.every(({even}) => even)];
                }
                """);
        assertEquals(List.of(true, true, true), seen, "several values were seen; the forms agreed; digits were even");
    }

    private static void live() {
        PAGES.server()
                .create(new JsonObject().put("id", STREAM).put("title", "那曲虫草").put("goal", GOAL));
        PAGES.server().startStream(STREAM);
    }

    private static void sell(String id, long amount) {
        assertEquals(
                200,
                PAGES.server()
                        .postOrders(OrderJson.order(STREAM, id, amount).encode())
                        .statusCode());
    }
}
