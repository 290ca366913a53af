package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.acceptance.Pages.has;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.Settings;
import org.livetally.testing.LiveServer;
import org.livetally.testing.Ports;
import org.livetally.testing.TestRedis;

/** A page of an allowed origin shows overlays, and the page that makes their addresses, in frames; other pages never. */
final class FramedOverlayTest {
    private static final int PORT = Ports.free();
    private static final String FRIEND = "http://localhost:" + PORT;
    private static final String STRANGER = "http://127.0.0.1:" + PORT;

    @RegisterExtension
    static final Browser browser = new Browser();

    @RegisterExtension
    final LiveServer server = LiveServer.with(
            new Settings(
                    "127.0.0.1",
                    0,
                    TestRedis.uri(),
                    Path.of("no-data-of-its-own"),
                    new AccessSettings(false, List.of(), List.of(FRIEND))),
            InstantSource.system(),
            "naqu");

    @Test
    void overlaysAreShownInFramesOfAllowedOriginsAndTheConsoleIsNot() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT), 0);
        byte[] html = ("<!doctype html>" + frame("overlay/naqu") + frame("overlays") + frame("console"))
                .getBytes(StandardCharsets.UTF_8);
        other.createContext("/", request -> {
            request.getResponseHeaders().add("Content-Type", "text/html");
            request.sendResponseHeaders(200, html.length);
            request.getResponseBody().write(html);
            request.close();
        });
        other.start();
        try {
            Page friend = browser.open(FRIEND);
            has(friend.frameLocator("iframe >> nth=0").locator("[data-field='totals.gmv']"), "data-value", 0);
            assertThat(friend.frameLocator("iframe >> nth=1").locator("#address"))
                    .isVisible();
            assertEquals(List.of(true, true, false), areOurs(friend));
            assertEquals(List.of(false, false, false), areOurs(browser.open(STRANGER)));
        } finally {
            other.stop(0);
        }
    }

    private String frame(String path) {
        return "<iframe src='http://127.0.0.1:" + server.port() + "/" + path + "'></iframe>";
    }

    /** Whether each frame of a loaded page shows a page of the server's. */
    private List<Boolean> areOurs(Page page) {
        String ours = "http://127.0.0.1:" + server.port() + "/";
        return page.mainFrame().childFrames().stream()
                .map(Frame::url)
                .map(url -> url.startsWith(ours))
                .toList();
    }
}
