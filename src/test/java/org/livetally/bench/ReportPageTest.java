package org.livetally.bench;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.livetally.acceptance.Browser;

/** A mistake in the page's script would leave it empty, and would be noticed only after minutes of measuring. */
final class ReportPageTest {
    private static final double[] ONE = {1, 1};
    private static final double[] NOTHING = {0, 0};

    private final Report report = new Report();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"1920, 1080", "390, 844"})
    void itShowsEveryFigureAndEveryCurveWithinTheWindow(int width, int height) throws IOException {
        report.add(
                List.of(row("reached", new double[] {1.2, 1.3}, ONE, ""), row("bad", new double[] {.2, .3}, ONE, "")));
        report.add(List.of(Measurement.absolute(
                "slow", new double[] {9, 9}, "s", Marks.atMost(1, .5).printed(), "")));
        report.add(new Growth("screens", "screens", "us a frame", 1.3, new double[] {1, 10}, new double[] {3, 2}));
        report.add(new Growth("streams", "streams", "us an order", 1.3, new double[] {1, 10}, new double[] {3, 9}));
        report.fault("likes void");

        try (Browser browser = Browser.launch()) {
            Page page = open(browser, width, height);

            assertThat(page.locator("tbody td:nth-child(1)")).hasText(new String[] {"reached", "bad", "slow"});
            assertThat(page.locator("tbody td:nth-child(2)")).hasText(new String[] {"1.25 us", "0.25 us", "9 s"});
            assertThat(page.locator("tbody tr td:last-child"))
                    .hasText(new String[] {"aim reached", "missed", "missed printed only"});
            assertThat(page.locator("#verdict small"))
                    .hasText(new String[] {"missed: bad", "grows faster than linearly: streams", "likes void"});
            assertThat(page.locator("canvas")).hasCount(3);
            assertEquals(width, page.evaluate("document.documentElement.scrollWidth"));
            assertEquals(List.of(), browser.errors());
        }
    }

    @Test
    void whatCouldNotBeMeasuredIsADashAndWhatWasQuotedIsText() throws IOException {
        String hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>";
        report.add(List.of(row("unmeasured", NOTHING, NOTHING, hostile)));

        try (Browser browser = Browser.launch()) {
            Page page = open(browser, 1920, 1080);

            assertThat(page.locator("tbody td:nth-child(4)")).hasText("–");
            assertThat(page.locator("tbody td:nth-child(1) small")).hasText(hostile);
            assertThat(page.locator("canvas")).hasCount(1);
            assertEquals(List.of(), browser.errors());
        }
    }

    private Page open(Browser browser, int width, int height) throws IOException {
        Path file = directory.resolve("bench.html");
        report.writeHtml(file);
        return browser.open(file.toUri().toString(), width, height);
    }

    private static Measurement row(String name, double[] ours, double[] theirs, String remark) {
        return new Measurement(name, "", ours, theirs, "us", Marks.atLeast(1, 1.1), remark);
    }
}
