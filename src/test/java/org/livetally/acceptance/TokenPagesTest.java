package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.livetally.acceptance.TokenSite.STREAM;

import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.access.AccessServer;
import org.livetally.access.Role;
import org.livetally.testing.Await;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestRedis;

/** Pages pass on the token in their address, and show nothing without one. */
final class TokenPagesTest {
    @RegisterExtension
    static final Browser browser = new Browser();

    @RegisterExtension
    final TokenSite site = new TokenSite();

    @Test
    void aBoardShowsItsFiguresToAScreensToken() {
        String screen = token(Role.SCREEN, STREAM);

        for (String page : List.of("board", "overlay")) {
            assertThat(open("/" + page + "/" + STREAM + "?token=" + screen).locator("[data-field='totals.gmv']"))
                    .hasAttribute("data-value", "12300");
        }
    }

    @Test
    void aFigureIsExplainedToEverybodyAndItsEntriesShownToAnOperator() {
        Page screen = open("/board/" + STREAM + "?lang=en&token=" + token(Role.SCREEN, STREAM));
        screen.locator(".hero .main").click();
        assertThat(screen.locator("trace-panel .definition")).isVisible();
        assertThat(screen.locator("trace-panel .denied")).containsText("needs an operator");
        assertThat(screen.locator("trace-panel .denied a")).hasAttribute("href", "/console?lang=en");

        Page trusted = open("/board/" + STREAM + "?token=" + site.operator());
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
        String screen = token(Role.SCREEN, STREAM);
        AtomicInteger sockets = new AtomicInteger();
        Page page = browser.open("about:blank");
        page.onWebSocket(opened -> sockets.incrementAndGet());
        page.clock().install(new Clock.InstallOptions());
        page.navigate(site.url("/board/" + STREAM + "?lang=en&token=" + screen));
        assertThat(page.locator("[data-field='totals.gmv']")).isVisible();

        AccessServer.revoke(screen);

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
            Await.until("the token is good again", () -> opens(screen));
        }
        page.clock().runFor(61_000);
        assertThat(page.locator("freshness-badge[data-state='connected']")).isVisible();
    }

    @Test
    void aTokenThatIsRefusedFromTheStartIsSaidInBothLanguages() {
        String expired = site.server().lasting(Duration.ofHours(-1), Role.SCREEN, STREAM);

        for (String query : List.of("", "&token=" + expired, "&token=nonsense")) {
            assertThat(open("/board/" + STREAM + "?lang=en" + query).locator(".empty"))
                    .containsText("Access denied");
            assertThat(open("/overlay/" + STREAM + "?lang=zh" + query).locator("freshness-badge"))
                    .containsText("无权访问");
        }
    }

    @Test
    void theListLeadsAnOperatorToTheBoard() {
        Page list = open("/?lang=en&token=" + site.operator());

        assertThat(list.locator("[data-key='naqu']")).isVisible();
        assertEquals(site.url("/?lang=en"), list.url(), "a bar is seen by others");
        for (Locator link : list.locator("a").all()) {
            assertFalse(link.getAttribute("href").contains("token"), link.getAttribute("href"));
        }
        list.locator("[data-key='naqu'] a[href^='/board/']").click();

        assertThat(list.locator("[data-field='totals.gmv']")).hasAttribute("data-value", "12300");
        assertFalse(list.url().contains("token"), list.url());
    }

    @Test
    void whoSignsInAtTheConsoleMayReadTheLedgerOnAScreenOfTheSameTab() {
        String board = "/board/" + STREAM + "?lang=en&token=" + token(Role.SCREEN, STREAM);
        Page page = open(board);
        page.locator(".hero .main").click();
        page.locator("trace-panel .denied a").click();
        page.fill("#token", site.operator());
        page.keyboard().press("Enter");
        assertThat(page.locator(".streams [data-key=naqu]")).isVisible();

        page.navigate(site.url(board));
        page.locator(".hero .main").click();
        assertThat(page.locator("trace-panel li")).containsText("o-1");
    }

    private String token(Role role, String... streams) {
        return site.server().token(role, streams);
    }

    private Page open(String path) {
        return browser.open(site.url(path));
    }

    private boolean opens(String token) {
        try (RawWebSocket board = site.server().server().open("/ws/boards/" + STREAM + "?token=" + token)) {
            return !board.isClosed();
        } catch (AssertionError refused) {
            return false;
        }
    }
}
