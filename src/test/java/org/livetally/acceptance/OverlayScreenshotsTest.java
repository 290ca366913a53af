package org.livetally.acceptance;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.LoadState;
import org.junit.jupiter.api.Tag;

/** Draws overlays over a stream's picture, and the page that makes their addresses, into target/screenshots. */
@Tag("pictures")
final class OverlayScreenshotsTest extends OverlayLayoutTest {
    /** Sets the picture behind the overlay; a stopped server cannot send it. */
    @Override
    void lookAtOverlay(Page page, String name, boolean served) {
        page.evaluate(
                "(background) => { const sheet = new CSSStyleSheet();"
                        + " sheet.replaceSync(`html { background: ${background} !important }`);"
                        + " document.adoptedStyleSheets = [sheet]; }",
                served ? "url(/img/scene.svg) center / cover fixed" : "#b4d0e6");
        if (served) {
            page.waitForLoadState(LoadState.NETWORKIDLE);
        }
        page.screenshot(new ScreenshotOptions().setPath(ScreenshotsTest.PICTURES.resolve(name + ".png")));
    }

    @Override
    void lookAtPage(Page page, String name) {
        page.screenshot(
                new ScreenshotOptions().setFullPage(true).setPath(ScreenshotsTest.PICTURES.resolve(name + ".png")));
    }
}
