package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.livetally.access.Role;
import org.livetally.access.Tokens;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.Settings;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestRedis;

/** Pages pass on the token in their address, and show nothing without one. */
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
    void aFigureIsExplainedToEverybodyAndItsEntriesShownToAnOperator() {
        Page screen = open("/board/" + STREAM + "?lang=en&token=" + token(Role.SCREEN, STREAM));
        screen.locator(".hero .main").click();
        assertThat(screen.locator("trace-panel .definition")).isVisible();
        assertThat(screen.locator("trace-panel .denied")).containsText("needs an operator");
        assertThat(screen.locator("trace-panel .denied a")).hasAttribute("href", "/console?lang=en");

        Page trusted = open("/board/" + STREAM + "?token=" + operator);
        trusted.locator(".hero .main").click();
        assertThat(trusted.locator("trace-panel li")).containsText("o-1");
    }

    @Test
    void withoutATokenAPageKnowsNothing() {
        assertThat(open("/board/" + STREAM).locator(".empty")).isVisible();
        Page list = open("/?lang=en");
        assertThat(list.locator("main a")).hasAttribute("href", "/console?lang=en");
        assertThat(list.locator("body")).not().containsText("Naqu");
        assertThat(list.locator("body")).not().containsText("?token");
    }

    @Test
    void aPageWhoseTokenIsRevokedSaysSoAndTriesOnceAMinute() {
        Tokens.Signed screen = tokens.sign(Role.SCREEN, Set.of(STREAM), Duration.ofHours(1));
        AtomicInteger sockets = new AtomicInteger();
        Page page = browser.open("about:blank");
        page.onWebSocket(opened -> sockets.incrementAndGet());
        page.clock().install(new Clock.InstallOptions());
        page.navigate(url("/board/" + STREAM + "?lang=en&token=" + screen.text()));
        assertThat(page.locator("[data-field='totals.gmv']")).isVisible();

        TestRedis.command(
                "ZADD",
                "livetally:revoked",
                Long.toString(screen.token().expires()),
                screen.token().id());

        assertThat(page.locator("freshness-badge[data-state='denied']")).containsText("Access denied");
        page.clock().runFor(50_000);
        assertEquals(1, sockets.get(), "it is not tried again at once");
        page.clock().runFor(20_000);
        assertThat(page.locator("freshness-badge[data-state='denied']")).isVisible();
        assertEquals(2, sockets.get());

        TestRedis.command("DEL", "livetally:revoked");
        for (int i = 0;
                i < 2 * Runtime.getRuntime().availableProcessors();
                i++) { // each event loop learns it for itself
            Await.until("the token is good again", () -> opens(screen.text()));
        }
        page.clock().runFor(61_000);
        assertThat(page.locator("freshness-badge[data-state='connected']")).isVisible();
    }

    @Test
    void aTokenThatIsRefusedFromTheStartIsSaidInBothLanguages() {
        String expired = new Tokens(vertx, List.of(SECRET), () -> Instant.now().minus(Duration.ofHours(2)))
                .sign(Role.SCREEN, Set.of(STREAM), Duration.ofHours(1))
                .text();

        for (String query : List.of("", "&token=" + expired, "&token=nonsense")) {
            assertThat(open("/board/" + STREAM + "?lang=en" + query).locator(".empty"))
                    .containsText("Access denied");
            assertThat(open("/overlay/" + STREAM + "?lang=zh" + query).locator("freshness-badge"))
                    .containsText("无权访问");
        }
    }

    @Test
    void theListLeadsAnOperatorToTheBoard() {
        Page list = open("/?lang=en&token=" + operator);

        assertThat(list.locator("[data-key='naqu']")).isVisible();
        assertEquals(url("/?lang=en"), list.url(), "a bar is seen by others");
        for (Locator link : list.locator("a").all()) {
            assertFalse(link.getAttribute("href").contains("token"), link.getAttribute("href"));
        }
        list.locator("[data-key='naqu'] a[href^='/board/']").click();

        assertThat(list.locator("[data-field='totals.gmv']"))
                .hasAttribute("data-value", "12300", new HasAttributeOptions().setTimeout(20_000));
        assertFalse(list.url().contains("token"), list.url());
    }

    @Test
    void whoSignsInAtTheConsoleMayReadTheLedgerOnAScreenOfTheSameTab() {
        String board = "/board/" + STREAM + "?lang=en&token=" + token(Role.SCREEN, STREAM);
        Page page = open(board);
        page.locator(".hero .main").click();
        page.locator("trace-panel .denied a").click();
        page.fill("#token", operator);
        page.keyboard().press("Enter");
        assertThat(page.locator(".streams [data-key=naqu]")).isVisible();

        page.navigate(url(board));
        page.locator(".hero .main").click();
        assertThat(page.locator("trace-panel li")).containsText("o-1");
    }

    private String token(Role role, String... streams) {
        return tokens.sign(role, Set.of(streams), Duration.ofHours(1)).text();
    }

    private Page open(String path) {
        return browser.open(url(path));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    private boolean opens(String token) {
        try (RawWebSocket board = server.open("/ws/boards/" + STREAM + "?token=" + token)) {
            return !board.isClosed();
        } catch (AssertionError refused) {
            return false;
        }
    }

    private void send(String path, String body) {
        server.send("POST", path + "?token=" + operator, body);
    }
}
