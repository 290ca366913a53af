package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.livetally.acceptance.Pages.has;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The front page: all streams and the way to each of their screens. */
final class IndexPageTest {
    private static final String STREAM = "naqu";

    @RegisterExtension
    static final Pages PAGES = new Pages();

    @Test
    void theFrontPageListsTheStreamsAndLeadsToEveryScreen() {
        PAGES.server().live(STREAM);
        PAGES.server().create("later");
        Page index = PAGES.open("/?lang=en");
        assertThat(index.locator("li")).hasCount(2);
        has(index.locator("li[data-key=" + STREAM + "] .phase"), "data-status", "live");
        has(index.locator("li[data-key=later] .phase"), "data-status", "scheduled");
        assertThat(index.locator("li[data-key=later] code")).hasText("later");
        for (String page : List.of("board", "overlay", "live")) {
            assertThat(index.locator("li[data-key=naqu] a[href='/" + page + "/naqu?lang=en']"))
                    .isVisible();
        }
        assertThat(index.locator("li[data-key=naqu] a[href^='/overlays?stream=naqu']"))
                .isVisible();
        assertThat(index.locator("header a[href^='/console']")).isVisible();
        assertThat(index.locator("header a[href='/compare?lang=en']")).isVisible();
        index.locator("li[data-key=" + STREAM + "] a").first().click();
        has(index.locator("freshness-badge"), "data-state", "connected");
    }

    @Test
    void whileTheServerRestartsThePageWaits() {
        AtomicInteger asked = new AtomicInteger();
        Page index = PAGES.browser().open("about:blank");
        index.route("**/api/streams", route -> {
            if (asked.incrementAndGet() == 1) {
                route.abort("connectionrefused");
            } else {
                route.resume();
            }
        });
        PAGES.server().live(STREAM);
        index.navigate(PAGES.url("/?lang=en"));
        assertThat(index.locator("main")).containsText("tries again by itself");
        assertThat(index.locator("li[data-key=" + STREAM + "]")).isVisible();
    }

    @Test
    void anEmptyServerSaysHowToBegin() {
        Page index = PAGES.open("/?lang=zh");
        assertThat(index.locator("main a[href^='/console']")).isVisible();
        assertThat(index.locator("pre")).containsText("curl -X POST http://127.0.0.1");
        assertThat(index.locator("pre")).containsText("/api/streams");
    }
}
