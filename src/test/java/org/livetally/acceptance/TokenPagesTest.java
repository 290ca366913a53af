package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.livetally.auth.Role;
import org.livetally.auth.Tokens;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.Settings;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.TestRedis;

/** Pages pass on the token in their address, and show nothing without. */
final class TokenPagesTest {
    private static final String SECRET = "a-secret-of-at-least-thirty-two-bytes";
    private static final String STREAM = "naqu";

    private final Vertx vertx = Vertx.vertx();
    private final Tokens tokens = new Tokens(vertx, List.of(SECRET), InstantSource.system());
    private final String operator = token(Role.OPERATOR);
    private Browser browser;
    private LiveServer server;

    @BeforeEach
    void start() {
        TestRedis.flush();
        AccessSettings access = new AccessSettings(true, List.of(SECRET), List.of());
        server = LiveServer.start(
                new Settings("127.0.0.1", 0, TestRedis.uri(), Path.of("no-data-of-its-own"), access),
                InstantSource.system());
        send("/api/streams", "{\"id\":\"naqu\",\"title\":\"Naqu\"}");
        send("/api/streams/naqu/start", "");
        send("/api/orders", OrderJson.order(STREAM, "o-1", 12_300).encode());
        browser = new Browser();
    }

    @AfterEach
    void stop() {
        browser.close();
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aBoardShowsItsFiguresToAScreensToken() {
        String screen = token(Role.SCREEN, STREAM);

        for (String page : List.of("board", "overlay")) {
            assertThat(open("/" + page + "/" + STREAM + "?token=" + screen).locator("[data-field='totals.gmv']"))
                    .hasAttribute("data-value", "12300", new HasAttributeOptions().setTimeout(20_000));
        }
    }

    @Test
    void withoutATokenAPageKnowsNothing() {
        assertThat(open("/board/" + STREAM).locator(".empty")).isVisible();
        assertThat(open("/").locator("body")).not().containsText("Naqu");
    }

    @Test
    void theListLeadsAnOperatorToTheBoard() {
        Page list = open("/?token=" + operator);

        list.locator("[data-key='naqu'] a[href^='/board/']").click();

        assertThat(list.locator("[data-field='totals.gmv']"))
                .hasAttribute("data-value", "12300", new HasAttributeOptions().setTimeout(20_000));
    }

    private String token(Role role, String... streams) {
        return tokens.sign(role, Set.of(streams), Duration.ofHours(1)).text();
    }

    private Page open(String path) {
        return browser.open("http://127.0.0.1:" + server.port() + path);
    }

    private void send(String path, String body) {
        server.send("POST", path + "?token=" + operator, body);
    }
}
