package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.livetally.acceptance.Pages.has;
import static org.livetally.acceptance.Pages.shows;
import static org.livetally.acceptance.TokenSite.STREAM;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.hostile.Nginx;
import org.livetally.testing.OrderJson;

/** Pages behind a proxy that serves us below a path of its own. */
final class SubPathTest {
    private static final String BELOW = "/tally";
    private static final String PICTURE = "/api/streams/" + STREAM + "/images/tea.png";
    private static final String PRODUCT =
            "{\"products\":{\"tea\":{\"name\":\"Tea\",\"price\":100,\"image\":\"" + PICTURE + "\"}},\"public\":true}";
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    @RegisterExtension
    static final Browser browser = new Browser();

    @RegisterExtension
    final TokenSite site = new TokenSite();

    /** What was asked for outside the path, and what there was none of. */
    private final List<String> lost = new ArrayList<>();

    @TempDir
    private Path directory;

    private Nginx nginx;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        assumeTrue(Nginx.isHere(), "no nginx here");
        nginx = Nginx.startBelow(BELOW, directory, site.server().port());
        HttpRequest picture = HttpRequest.newBuilder(URI.create(site.url(PICTURE)))
                .header("Authorization", "Bearer " + site.operator())
                .header("Content-Type", "image/png")
                .PUT(BodyPublishers.ofByteArray(Base64.getDecoder().decode(PIXEL)))
                .build();
        assertEquals(
                200,
                HttpClient.newHttpClient()
                        .send(picture, BodyHandlers.discarding())
                        .statusCode());
        assertEquals(
                200,
                site.server().send("PATCH", "/api/streams/" + STREAM, PRODUCT).statusCode());
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (nginx != null) {
            nginx.close();
        }
    }

    @Test
    void everyPageFindsItsFilesItsFiguresAndTheOtherPages() {
        Page page = open("/console?lang=en");
        page.fill("#token", site.operator());
        page.keyboard().press("Enter");
        page.click(".streams [data-key=naqu]");
        shows(page, "totals.gmv", 12_300);
        has(page.locator("[data-link=board]"), "href", url("/board/naqu?lang=en"));
        order("o-2", 700);
        shows(page, "totals.gmv", 13_000);

        page.navigate(url("/?lang=en"));
        page.click("[data-key=naqu] a:text-is('Board')");
        shows(page, "totals.gmv", 13_000);
        assertThat(page.locator(".dims img, ranked-bars img").first()).isVisible();
        page.locator(".hero .main").click();
        assertThat(page.locator("trace-panel li").first()).containsText("o-2");

        page.navigate(url("/overlays?lang=en"));
        assertThat(page.locator("#address")).containsText(url("/overlay/naqu?"));
        has(page.frameLocator("overlay-preview iframe").locator("[data-field='totals.gmv']"), "data-value", 13_000);
        for (String other : List.of(
                "/host/naqu", "/compare?boards=naqu", "/report/naqu", "/verify/naqu", "/board/naqu?view=groups")) {
            page.navigate(url(other));
            assertThat(page.locator("body")).containsText(Pattern.compile("naqu", Pattern.CASE_INSENSITIVE));
        }
        assertEquals(List.of(), lost);
        assertEquals(List.of(), browser.errors());

        page.navigate(url("/board/Fair?lang=zh"));
        assertThat(page.locator("h1")).hasText("404");
        assertThat(page.locator("main")).containsText("这里没有页面");
        assertThat(page.locator("main")).containsText("直播编号");
        page.click("nav a >> nth=0");
        assertThat(page.locator("[data-key=naqu]")).isVisible();
        page.navigate(url("/overlay/Fair"));
        assertThat(page.locator("main")).hasText("Livetally 404");
        assertThat(page.locator("body")).hasCSS("background-color", "rgba(0, 0, 0, 0)");
        BoundingBox badge = page.locator("main").boundingBox();
        assertTrue(badge.width < 200 && badge.height < 50, badge.width + " x " + badge.height);
    }

    @Test
    void aViewerBuysAndScreensFollow() {
        Page overlay = open("/overlay/naqu");
        shows(overlay, "totals.gmv", 12_300);
        Page viewer = open("/live/naqu?lang=en");
        assertThat(viewer.locator("[data-key=tea] img")).isVisible();
        viewer.click("like-button button");
        order("o-3", 700);
        shows(overlay, "totals.gmv", 13_000);
        shows(overlay, "audience.likes", 1);
        assertEquals(List.of(), lost);
        assertEquals(List.of(), browser.errors());
    }

    @Test
    void withoutUpgradesBoardsComeAsEventsAndSayWhy(@TempDir Path other) throws IOException, InterruptedException {
        try (Nginx bare = Nginx.startBare(other, site.server().port())) {
            String server = "http://127.0.0.1:" + bare.port();
            Page board = browser.open(server + "/board/naqu?lang=en");
            shows(board, "totals.gmv", 12_300);
            assertThat(board.locator("freshness-badge")).containsText("WebSockets do not get through");
            Page viewer = browser.open(server + "/live/naqu?lang=en");
            order("o-4", 700);
            shows(board, "totals.gmv", 13_000);
            has(board.locator("freshness-badge"), "data-state", "connected");
            assertThat(viewer.locator(".offline")).containsText("passes no WebSockets on");
        }
    }

    private void order(String id, long amount) {
        site.server()
                .send("POST", "/api/orders", OrderJson.order(STREAM, id, amount).encode());
    }

    private String url(String path) {
        return "http://127.0.0.1:" + nginx.port() + BELOW + path;
    }

    private Page open(String path) {
        Page page = browser.open("about:blank");
        page.onRequest(request -> {
            URI asked = URI.create(request.url());
            if (asked.getScheme().startsWith("http") && !asked.getPath().startsWith(BELOW + "/")) {
                lost.add(request.url());
            }
        });
        page.onResponse(response -> {
            if (response.status() >= 400) {
                lost.add(response.status() + " " + response.url());
            }
        });
        page.navigate(url(path));
        return page;
    }
}
