package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.acceptance.Pages.has;
import static org.livetally.acceptance.Pages.shows;
import static org.livetally.acceptance.ScannedCode.read;

import com.google.zxing.ReaderException;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.access.AccessServer;
import org.livetally.access.Role;

/** The page of the viewers is found by scanning the board, the overlay or the console. */
final class LiveCodeTest {
    @RegisterExtension
    static final Pages PAGES = new Pages();

    @Test
    void theViewersPageIsScannedFromEachScreen() throws IOException, ReaderException {
        PAGES.server().live("naqu");
        String live = PAGES.url("/live/naqu");

        Page overlay = PAGES.browser().open(PAGES.url("/overlay/naqu?widgets=qr&lang=zh"), 320, 380);
        assertEquals(live, read(overlay.locator("live-code img")));
        assertEquals(320, overlay.locator(".plate.qr").boundingBox().width, "it fills its source");
        assertThat(overlay.locator("live-code")).hasText("扫码进入直播间");

        Page board = PAGES.open("/board/naqu?lang=zh");
        board.locator("live-button button").click();
        assertEquals(live, read(board.locator("live-code img")));
        board.keyboard().press("Escape");
        assertThat(board.locator("live-code")).hasCount(0);

        Page console = PAGES.open("/console?lang=zh#naqu");
        console.locator("[data-do=qr-live]").click();
        assertEquals(console.locator("[data-link=live]").getAttribute("href"), read(console.locator(".links img")));
        console.locator("[data-do=qr-live]").click();
        assertThat(console.locator(".links img")).hasCount(0);

        PAGES.server().send("POST", "/api/streams/naqu/end", "");
        assertThat(board.locator("live-button")).hasCount(0);
        assertThat(overlay.locator("live-code")).hasCount(0);
        assertThat(PAGES.open("/board/@none").locator("live-button")).hasCount(0);
        PAGES.browser().allErrors().removeIf(error -> error.contains("404"));
    }

    @Test
    void noCodeLeadsToAPageThatLetsNobodyIn() {
        try (AccessServer server = AccessServer.empty()) {
            server.begin();
            server.send("POST", "/api/streams", "{\"id\":\"naqu\",\"title\":\"Naqu\"}");
            server.send("POST", "/api/streams/naqu/start", "");
            String url = "http://127.0.0.1:" + server.port();
            String token = "&token=" + server.token(Role.SCREEN, "naqu");

            Page overlay = PAGES.browser().open(url + "/overlay/naqu?widgets=qr,gmv&lang=en" + token);
            shows(overlay, "totals.gmv", 0);
            has(overlay.locator("live-code"), "data-state", "closed");
            assertThat(overlay.locator(".plate.qr")).isHidden();

            Page board = PAGES.browser().open(url + "/board/naqu?lang=en" + token);
            board.locator("live-button button").click();
            assertThat(board.locator("live-button dialog")).hasText(Pattern.compile("This stream is not public"));
        }
        PAGES.browser().allErrors().removeIf(error -> error.contains("401"));
    }
}
