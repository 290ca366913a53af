package org.livetally.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.redis.client.StreamKeys;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.Limits;
import org.livetally.settings.RedisAddress;
import org.livetally.settings.Settings;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawRequest;
import org.livetally.testing.TestRedis;

/** Whatever a foreign page makes a browser send to a server that requires no tokens, nothing is changed. */
final class ForeignPagesTest {
    private static final List<String> BODIES = List.of(
            "",
            "{}",
            OrderJson.order("shop", "o-1", 100).encode(),
            "{\"id\":\"theirs\",\"title\":\"theirs\"}",
            "id=theirs&title=theirs");
    private static final List<String> TYPES = List.of(
            RawRequest.UNTYPED,
            "Content-Type: application/json",
            "Content-Type: text/plain;charset=UTF-8",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Type: multipart/form-data; boundary=x");

    @RegisterExtension
    static final LiveServer server = LiveServer.with(
            new Settings(
                    "127.0.0.1",
                    0,
                    0,
                    new RedisAddress(TestRedis.uri()),
                    Path.of("no-data-of-its-own"),
                    AccessSettings.DEFAULT,
                    Limits.DEFAULTS),
            InstantSource.system(),
            "shop");

    /** Else whoever follows it would type secrets into the console in the name of the other page's token. */
    @Test
    void aForeignLinkSignsNobodyInToTheConsole() {
        RawRequest link = RawRequest.of("GET", "/console?lang=zh&%74oken=theirs&stream=shop", "");

        RawRequest.Answer foreign = link.with("Sec-Fetch-Site: cross-site").send(server.port());

        assertEquals(303, foreign.status());
        assertTrue(foreign.hasHeader("location: ?lang=zh&stream=shop\r\n"), foreign.head());
        assertEquals(200, link.with("Sec-Fetch-Site: none").send(server.port()).status());
        assertEquals(200, link.send(server.port()).status());
        RawRequest plain = RawRequest.of("GET", "/console?lang=zh", "");
        assertEquals(
                200,
                plain.with("Sec-Fetch-Site: cross-site").send(server.port()).status());
    }

    /** Every change that the API offers, and some that it does not. */
    static List<String> changes() {
        List<String> changes = new ArrayList<>(List.of(
                "POST /",
                "PUT /metrics",
                "DELETE /health/live",
                "POST /board/shop",
                "POST /nowhere",
                "ZZ /api/streams"));
        JsonObject paths = new JsonObject(RawRequest.of("GET", "/api/openapi.json", "")
                        .send(server.port())
                        .body())
                .getJsonObject("paths");
        paths.forEach(path -> ((JsonObject) path.getValue())
                .fieldNames().stream()
                        .filter(method ->
                                List.of("post", "put", "patch", "delete").contains(method))
                        .forEach(method -> changes.add(method.toUpperCase(Locale.ROOT) + " "
                                + path.getKey().replaceAll("\\{[^}]*}", "shop"))));
        assertTrue(changes.size() > 6 + 8, changes::toString);
        return changes;
    }

    @ParameterizedTest
    @MethodSource("changes")
    void nothingIsChangedForThem(String change) {
        String before = everything();
        for (List<String> from : List.of(
                List.of("Origin: https://evil.example"),
                List.of("Origin: null"),
                List.of("Origin: file://"),
                List.of("Origin: http://127.0.0.1:1"),
                List.of("Origin: https://evil.example", "Sec-Fetch-Site: same-origin"),
                List.of("Origin: http://127.0.0.1", "Sec-Fetch-Site: cross-site"),
                List.of("Sec-Fetch-Site: cross-site"),
                List.of("Sec-Fetch-Site: same-site"),
                List.of("Sec-Fetch-Site: nonsense"))) {
            for (String type : TYPES) {
                for (String body : BODIES) {
                    RawRequest.Answer answer = send(change, body, type, from);
                    assertEquals(403, answer.status(), () -> from + " " + type + " " + body);
                    assertTrue(answer.hasHeader("content-type: application/problem+json"), answer::toString);
                }
            }
        }
        assertEquals(before, everything());
    }

    @ParameterizedTest
    @MethodSource("changes")
    void ourOwnPagesAndProgramsThatAreNoBrowsersAreNotMeant(String change) {
        for (List<String> from : List.of(
                List.<String>of(),
                List.of("Sec-Fetch-Site: none"),
                List.of("Origin: http://127.0.0.1"),
                List.of("Origin: http://127.0.0.1", "Sec-Fetch-Site: same-origin"))) {
            String unknown = change.replace("shop", "nowhere");

            assertNotEquals(
                    403,
                    send(unknown, "{}", "Content-Type: application/json", from).status(),
                    from::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/ws/orders, Origin: https://evil.example, 403",
        "/ws/orders, Origin: null, 403",
        "/ws/orders, Origin: file://, 403",
        "/ws/orders, Sec-Fetch-Site: cross-site, 403",
        "/ws/boards/shop, Origin: https://evil.example, 403",
        "/ws/boards/shop, Origin: null, 403",
        "/ws/streams/shop/audience?viewer=v, Origin: https://evil.example, 403",
        "/ws/streams/shop/audience?viewer=v, Origin: null, 403",
        "/ws/orders, Origin: http://127.0.0.1, 101",
        "/ws/orders, Sec-Fetch-Site: same-origin, 101",
    })
    void noSocketIsOpenedForThem(String path, String from, int status) {
        assertEquals(
                status,
                RawRequest.of("WS", path, "").with(from).send(server.port()).status());
    }

    @Test
    void aBodyWithoutATypeIsTakenFromProgramsAloneAndNotFromBrowsers() {
        String order = OrderJson.order("nowhere", "o-2", 100).encode();

        assertEquals(
                200,
                send("POST /api/orders", order, RawRequest.UNTYPED, List.of()).status(),
                "curl -H Content-Type: -d …");
        assertEquals(
                415,
                send("POST /api/orders", order, RawRequest.UNTYPED, List.of("Origin: http://127.0.0.1"))
                        .status());
        assertEquals(
                200,
                send("POST /api/streams/shop/start", "", "Content-Type: application/x-www-form-urlencoded", List.of())
                        .status(),
                "curl -d ''");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/console",
                "/board/shop",
                "/lib/livetally-client.js",
                "/_static/nothing",
                "/api",
                "/api/openapi.json",
                "/api/streams",
                "/nowhere"
            })
    void aNameThatIsNotOursLeadsNowhere(String path) {
        RawRequest get = RawRequest.of("GET", path, "");

        assertEquals(421, get.with("Host: evil.example").send(server.port()).status());
        assertNotEquals(421, get.with("Host: localhost:1").send(server.port()).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/health/live", "/health/ready"})
    void norOnTheManagementPort(String path) {
        RawRequest get = RawRequest.of("GET", path, "");
        int port = server.managementPort();

        assertEquals(421, get.with("Host: evil.example").send(port).status());
        assertEquals(200, get.with("Host: 10.1.2.3:8080").send(port).status(), "a probe by an address");
        assertEquals(
                403,
                RawRequest.of("POST", path, "").with("Origin: null").send(port).status());
    }

    private static RawRequest.Answer send(String change, String body, String type, List<String> from) {
        String[] line = change.split(" ", 2);
        RawRequest request = RawRequest.of(line[0], line[1], body).with(type);
        for (String header : from) {
            request = request.with(header);
        }
        return request.send(server.port());
    }

    /** The keys in Redis, but those that the server writes by itself, and the contents of two of them. */
    private static String everything() {
        String all =
                "local all = {} for i, key in ipairs(redis.call('KEYS', '*')) do if key ~= ARGV[1] and key ~= ARGV[2] then"
                        + " all[#all + 1] = key end end table.sort(all) for i, key in ipairs(KEYS) do"
                        + " table.insert(all, table.concat(redis.call('HGETALL', key), ' ')) end return table.concat(all, ' ')";
        return TestRedis.text(
                "EVAL",
                all,
                "2",
                "livetally:{shop}:stream",
                "livetally:{shop}:totals",
                StreamKeys.SEALER,
                "livetally:probe");
    }
}
