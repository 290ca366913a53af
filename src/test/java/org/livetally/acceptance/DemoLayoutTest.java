package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.testing.Await;

/**
 * The pages during and after the demo, at three sizes and in both languages: nothing sticks out of a page, and no page
 * complains. {@link ScreenshotsTest} draws them. Overlays are in {@link OverlayLayoutTest}.
 */
class DemoLayoutTest {
    private static final String STREAM = "naqu-4500m";
    private static final long HALF = 50_000_000;
    private static final List<String> LANGUAGES = List.of("zh", "en");
    private static final List<String> TABS = List.of("overview", "catalogue", "orders", "groups", "settings");

    record Size(int width, int height) {
        @Override
        public String toString() {
            return width + "x" + height;
        }
    }

    private static final Size WALL = new Size(1920, 1080);
    private static final Size DESK = new Size(1366, 768);
    private static final Size PHONE = new Size(390, 844);
    private static final List<Size> SIZES = List.of(WALL, DESK, PHONE);

    @TempDir
    Path data;

    /** Opens some sixty pages. */
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    @Test
    void everyPageFitsItsScreen() {
        try (Browser browser = Browser.launch();
                Program demo = Program.start("demo", "--speed", "120", "--port", "0", "--data-dir", data.toString())) {
            demo.line("minute");
            String base = demo.address().toString();
            Await.until("a good half came in", () -> gmv(demo) > HALF);
            liveOnes(browser, base);
            demo.line("The hour is over");
            for (Size size : SIZES) {
                for (String lang : LANGUAGES) {
                    board(browser, base, size, lang);
                    console(browser, base, size, lang);
                    viewers(browser, base, size, lang, "ended");
                    list(browser, base, size, lang);
                }
            }
            assertEquals(List.of(), browser.errors());
        }
    }

    private void liveOnes(Browser browser, String base) {
        for (Size size : List.of(WALL, PHONE)) {
            Page board = browser.open(base + "board/" + STREAM + "?lang=zh", size.width, size.height);
            connected(board);
            assertThat(board.locator("trend-chart canvas").first()).isVisible();
            check(board, "board-live", size, "zh");
        }
        for (String lang : LANGUAGES) {
            viewers(browser, base, PHONE, lang, "live");
        }
        Page console = browser.open(base + "console?lang=zh#" + STREAM, DESK.width, DESK.height);
        full(console);
        check(console, "console-live", DESK, "zh");
    }

    private void board(Browser browser, String base, Size size, String lang) {
        Page page = browser.open(base + "board/" + STREAM + "?lang=" + lang, size.width, size.height);
        ended(page);
        connected(page);
        assertThat(page.locator("trend-chart canvas").first()).isVisible();
        check(page, "board-ended", size, lang);
        for (String part : List.of(".hero", ".figures", ".trend", ".newest", ".ranks")) {
            var box = page.locator(part).boundingBox();
            assertTrue(box.x >= 0 && box.x + box.width <= size.width, part + " is as wide as the page, " + size);
        }
        page.context().close(); // otherwise sixty open pages draw for the rest of the test
    }

    private void console(Browser browser, String base, Size size, String lang) {
        Page page = browser.open(base + "console?lang=" + lang + "#" + STREAM, size.width, size.height);
        full(page);
        for (String tab : TABS) {
            page.locator("#tab-" + tab).click();
            assertThat(page.locator("#panel-" + tab)).isVisible();
            check(page, "console-" + tab, size, lang);
        }
        page.context().close();
    }

    private void viewers(Browser browser, String base, Size size, String lang, String status) {
        Page page = browser.open(base + "live/" + STREAM + "?lang=" + lang, size.width, size.height);
        assertThat(page.locator(".phase")).hasAttribute("data-status", status);
        check(page, "viewers-" + status, size, lang);
        page.context().close();
    }

    private void list(Browser browser, String base, Size size, String lang) {
        Page page = browser.open(base + "?lang=" + lang, size.width, size.height);
        assertThat(page.locator("li[data-key=" + STREAM + "]")).isVisible();
        check(page, "streams", size, lang);
        page.context().close();
    }

    private static void connected(Page page) {
        Pages.has(page.locator("freshness-badge"), "data-state", "connected");
    }

    /** Waits until the console shows every figure; while it connects it shows dashes. */
    private static void full(Page console) {
        connected(console);
        assertThat(console.locator("#panel-overview goal-bar")).isVisible();
        assertThat(console.locator(".now")).not().containsText("—");
        assertThat(console.locator("#panel-overview .figures")).not().containsText("—");
        assertThat(console.locator("[data-connections=screens]").first()).not().hasText("—");
    }

    private static long gmv(Program demo) {
        return demo.board(STREAM).getJsonObject("totals").getLong("gmv");
    }

    private static void ended(Page page) {
        assertThat(page.locator(".phase")).hasAttribute("data-status", "ended");
    }

    private void check(Page page, String name, Size size, String lang) {
        look(page, name, size, lang);
        int width = (Integer) page.evaluate("() => document.documentElement.scrollWidth");
        assertTrue(width <= size.width, name + " is " + width + " wide on " + size);
    }

    /** What a test does with each page besides checking it. */
    void look(Page page, String name, Size size, String lang) {}
}
