package org.livetally.http.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;

/** Who opens an address in a browser gets a page, whatever is wrong; a program gets what it can read. */
final class ProblemPagesTest {
    private static final String NAVIGATION = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    @RegisterExtension
    static final SiteServer server = SiteServer.with(link -> List.of(router ->
            router.get("/api/broken").handler(request -> request.fail(Problem.of(503, Rule.REDIS_SLOW.reason())))));

    @ParameterizedTest
    @ValueSource(strings = {NAVIGATION, "text/html", "text/html, application/json;q=0.9", "*/*, TEXT/HTML"})
    void aNavigationGetsAPage(String accept) {
        HttpResponse<String> board = asked("/board/Fair", accept);
        assertEquals(404, board.statusCode());
        assertEquals("text/html; charset=utf-8", header(board, "Content-Type"));
        assertEquals("no-store", header(board, "Cache-Control"));
        assertTrue(header(board, "Content-Security-Policy").startsWith("default-src 'none'"));
        assertTrue(board.body().contains("<title>problem</title>"), board.body());
        assertTrue(board.body().contains("<base href=\"../\">"), board.body());
        assertTrue(board.body().contains("data-status=\"404\""), board.body());
        assertTrue(board.body().contains("stream_path"), board.body());

        HttpResponse<String> broken = asked("/api/broken", accept);
        assertEquals(503, broken.statusCode());
        assertEquals("1", header(broken, "Retry-After"));
        assertEquals("5", header(broken, "Refresh"), "nobody is there to open an overlay again");
        assertEquals("", header(board, "Refresh"));
        assertTrue(broken.body().contains("redis_slow"), broken.body());
        assertTrue(asked("/a/b/c/d/e/f", accept).body().contains("<base href=\"../../../../../\">"));
    }

    @Test
    void whereAnOverlayShouldBeThereIsABadgeThatFriendsMayFrame() {
        HttpResponse<String> overlay = asked("/overlay/Fair", NAVIGATION);
        assertEquals(404, overlay.statusCode());
        assertTrue(overlay.body().contains("<title>no-overlay</title>"), overlay.body());
        assertTrue(overlay.body().contains("<main><small>Livetally 404</small></main>"), overlay.body());
        assertTrue(header(overlay, "Content-Security-Policy").contains("https://shop.example"));
        assertFalse(header(asked("/x", NAVIGATION), "Content-Security-Policy").contains("https://shop.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "application/json, text/html", "text/html;q=0, */*", "text/*"})
    void aProgramGetsWhatItCanRead(String accept) {
        HttpResponse<String> board = asked("/board/Fair", accept);
        assertEquals(404, board.statusCode());
        assertEquals("application/problem+json", header(board, "Content-Type"));
        assertEquals("application/problem+json", header(server.get("/overlay/Fair"), "Content-Type"));
    }

    private static HttpResponse<String> asked(String path, String accept) {
        return server.send(server.request(path).header("Accept", accept));
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
