package org.livetally.acceptance;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** Draws the pages of the demo into target/screenshots, for people to look at. */
@Tag("pictures")
final class ScreenshotsTest extends DemoLayoutTest {
    static final Path PICTURES = Path.of("target", "screenshots");

    /** Takes the whole of a scrolling page, except the viewers', whose lower bar stays on the screen. */
    @Override
    void look(Page page, String name, Size size, String lang) {
        Path path = PICTURES.resolve(name + "-" + size + "-" + lang + ".png");
        page.screenshot(new ScreenshotOptions().setPath(path).setFullPage(!name.startsWith("viewers")));
    }
}
