package org.livetally.acceptance;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.LoadState;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.scenario.Scenario;
import org.livetally.scenario.ScenarioPlayer;
import org.livetally.scenario.StoryClock;
import org.livetally.scenario.StreamScript;
import org.livetally.scenario.events.Scenarios;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;

/** Draws the first page of each real event, when it was played, into target/screenshots: those of docs/stories.md. */
@Tag("pictures")
@ExtendWith(VertxExtension.class)
final class StoryPicturesTest {
    private static final Duration LONGEST = Duration.ofSeconds(90);

    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    @Test
    void eachEventHasItsPicture(Vertx vertx) {
        StoryClock clock = new StoryClock();
        try (LiveServer server = LiveServer.start(clock);
                Browser browser = Browser.launch()) {
            String base = "http://127.0.0.1:" + server.port() + "/";
            ScenarioPlayer player = new ScenarioPlayer(vertx, URI.create(base), clock, (now, orders, gmv) -> {});
            for (Scenario scenario :
                    Scenarios.names().stream().map(Scenarios::of).toList()) {
                Await.result(player.play(scenario, Duration.ofSeconds(2)), LONGEST);
                Await.result(player.compare(scenario.figures()));
                draw(browser.open(base + "board/" + board(scenario), 1366, 768), scenario.name());
                Await.result(player.end(scenario));
            }
        }
    }

    private static String board(Scenario scenario) {
        StreamScript first = scenario.streams().get(0);
        if (!scenario.campaigns().isEmpty()) {
            return "@" + scenario.campaigns().get(0).id() + "?lang=en";
        }
        return first.id() + (first.groups().isEmpty() ? "?lang=en" : "?view=groups&rank=orders&lang=en");
    }

    private static void draw(Page page, String name) {
        Pages.has(page.locator("freshness-badge"), "data-state", "connected");
        page.waitForLoadState(LoadState.NETWORKIDLE);
        page.screenshot(new ScreenshotOptions().setPath(ScreenshotsTest.PICTURES.resolve("story-" + name + ".png")));
        page.context().close();
    }
}
