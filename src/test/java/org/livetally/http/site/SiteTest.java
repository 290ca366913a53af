package org.livetally.http.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages and files, from {@code src/test/resources/site} and the libraries' jars. */
final class SiteTest {
    private static final String LIT = "/_static/lit/3.3.3/index.js";

    @RegisterExtension
    static final SiteServer server = SiteServer.with(link -> List.of());

    @Test
    void pagesAreServedAtTheirAddresses() {
        assertTrue(server.get("/").body().contains("<title>home</title>"));
        assertTrue(server.get("/board/naqu-4500m").body().contains("<title>board</title>"));
        assertTrue(server.get("/board/naqu-4500m?view=groups").body().contains("<title>groups</title>"));
        assertTrue(server.get("/board/@new-year").body().contains("<title>campaign</title>"));
        assertTrue(server.get("/board/%40new-year?view=groups").body().contains("<title>campaign</title>"));
        assertTrue(server.get("/overlay/naqu-4500m").body().contains("<title>overlay</title>"));
        assertTrue(server.get("/overlay/@new-year").body().contains("<title>overlay</title>"));
        assertTrue(server.get("/live/naqu-4500m").body().contains("<title>live</title>"));
        assertTrue(server.get("/host/naqu-4500m").body().contains("<title>host</title>"));
        assertTrue(server.get("/certificate/naqu-4500m/o-1.b").body().contains("<title>certificate</title>"));
        assertTrue(server.get("/overlays").body().contains("<title>overlays</title>"));
        assertTrue(server.get("/compare?boards=a,@b").body().contains("<title>compare</title>"));
        assertTrue(server.get("/console").body().contains("<title>console</title>"));
        assertEquals("text/html; charset=utf-8", header(server.get("/board/x?fields=totals"), "Content-Type"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPPER", "-a", "a_b", "a%7Db", "a%2fb", "a.html", "@", "@@a", "@UPPER"})
    void pageOfAnIdThatNoStreamCanHaveIsNotFound(String id) {
        assertEquals(404, server.get("/board/" + id).statusCode());
        assertEquals(404, server.get("/overlay/" + id).statusCode());
        assertEquals(404, server.get("/live/" + id).statusCode());
        assertEquals(404, server.get("/host/" + id).statusCode());
        assertEquals(404, server.get("/certificate/" + id + "/o-1").statusCode());
    }

    @Test
    void onlyBoardsAndOverlaysAreOfCampaigns() {
        assertEquals(404, server.get("/live/@new-year").statusCode());
        assertEquals(404, server.get("/host/@new-year").statusCode());
    }

    /** The site of this test has a shell of its own. */
    @Test
    void browsersWithoutScriptsAndOldOnesAreToldWhyThereIsNoPage() {
        String shell = Page.shell("webroot/shell.html");
        assertTrue(
                shell.contains("<noscript><p class=\"no-page\">这个页面需要 JavaScript。 This page needs JavaScript.</p>"),
                shell);
        assertTrue(shell.contains("<script src=\"shared/old-browser.js\"></script>"), shell);
    }

    @Test
    void policyAllowsThePagesOwnImportMapAndNoOtherInlineScript() {
        assertEquals(
                "default-src 'none'; script-src 'self' 'sha256-"
                        + sha256("{\"imports\":{\"lit\":\"./_static/lit/index.js\"}}")
                        + "'; style-src 'self'; connect-src 'self'; img-src 'self' data: https:; font-src 'self';"
                        + " frame-src 'self'; form-action 'none'; base-uri 'self'; frame-ancestors 'self'",
                policy("/board/s"));
    }

    /** So a page finds its files, whatever a proxy puts before its path. */
    @ParameterizedTest
    @CsvSource({
        "/,./",
        "/console,./",
        "/console/,../",
        "/board/s,../",
        "//board//s,../",
        "/board/s/,../../",
        "/board/../board/@s,../",
        "/certificate/s/o-1,../../",
        "/certificate/s/o%2F1/,../../../",
    })
    void aPageSaysHowDeepItIs(String path, String base) {
        HttpResponse<String> page = server.get(path);
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("<base href=\"" + base + "\">"), page.body());
    }

    @Test
    void overlaysTakeStylesOfTheirHostAndAreFramedByAllowedOrigins() {
        String friends = "frame-ancestors 'self' https://shop.example http://desk:81";
        assertTrue(policy("/overlays").endsWith(friends), policy("/overlays"));
        assertTrue(policy("/overlays").contains("style-src 'self';"), policy("/overlays"));
        for (String overlay : List.of("/overlay/s", "/overlay/@c")) {
            assertTrue(policy(overlay).endsWith(friends), policy(overlay));
            assertTrue(policy(overlay).contains("style-src 'self' 'unsafe-inline';"), policy(overlay));
            assertTrue(policy(overlay).contains("font-src 'self' data: https:;"), policy(overlay));
            assertFalse(policy(overlay).matches(".*script-src[^;]*unsafe.*"), policy(overlay));
        }
    }

    @Test
    void htmlIsOnlyServedAsAPageWithItsPolicy() {
        assertEquals(404, server.get("/shell.html").statusCode());
    }

    @Test
    void ownFilesAreAskedForAgainAndLibrariesNever() {
        HttpResponse<String> own = server.get("/lib/board.js");
        assertEquals("export const money = \"¥\";\n", own.body());
        assertEquals("text/javascript; charset=utf-8", header(own, "Content-Type"));
        assertEquals("no-cache", header(own, "Cache-Control"));
        HttpResponse<String> lit = server.get(LIT);
        assertEquals(200, lit.statusCode());
        assertTrue(lit.body().contains("import"));
        assertEquals("public, max-age=31536000, immutable", header(lit, "Cache-Control"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/board/s", "/lib/board.js", LIT})
    void unchangedFileIsNotSentAgain(String path) {
        String tag = header(server.get(path), "ETag");
        for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag)) {
            HttpResponse<String> again = server.send(server.request(path).header("If-None-Match", known));
            assertEquals(304, again.statusCode());
            assertEquals("", again.body());
        }
        HttpResponse<String> other = server.send(server.request(path).header("If-None-Match", "\"other\""));
        assertEquals(200, other.statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/lib/board.js", LIT})
    void headHasTheHeadersAndNoBody(String path) {
        HttpResponse<String> head = server.send(server.request(path).method("HEAD", BodyPublishers.noBody()));
        assertEquals(200, head.statusCode());
        assertEquals(header(server.get(path), "Content-Length"), header(head, "Content-Length"));
        assertEquals("", head.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/lib",
                "/lib/",
                "/_static",
                "/_static/",
                "/_static/lit",
                "/_static/lit/3.3.3/",
                "/folder.js",
                "/folder.js/",
                "/.hidden/secret.js",
                "/lib/.board.js",
                "/lib/missing.js",
                "/_static/missing.js",
                "/..%2f",
                "/..%2fMETA-INF/resources/_static/lit/3.3.3/index.js",
                "/%2e%2e/lua/end_stream.lua",
                "/lib/..%2f..%2flua%2fend_stream.lua",
                "/lib/%2e%2e%2fboard.js",
                "/lib/..%5cboard.js",
                "/lib%2fboard.js",
                "/_static/..%2f..%2f..%2fsite/lib/board.js",
                "/_static/%2e%2e/%2e%2e/%2e%2e/site/lib/board.js",
                "/lib/board.js%00",
                "/lib/board.js/",
                "/org/livetally/Main.class",
                "/lua/end_stream.lua"
            })
    void nothingElseIsServed(String path) {
        assertEquals(404, server.get(path).statusCode());
    }

    @Test
    void serverWithoutItsPagesDoesNotStart() {
        assertThrows(IllegalStateException.class, () -> Site.load("lua", List.of()));
    }

    @Test
    void directoryIsNoFile() throws IOException {
        assertTrue(Assets.read("site/folder.js/inside.txt").isPresent());
        assertFalse(Assets.read("site/folder.js").isPresent());
    }

    private String policy(String path) {
        return header(server.get(path), "Content-Security-Policy");
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
