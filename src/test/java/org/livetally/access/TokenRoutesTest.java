package org.livetally.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.access.AccessServer.FAIR;
import static org.livetally.access.AccessServer.OTHER;
import static org.livetally.access.AccessServer.SECRET;
import static org.livetally.access.AccessServer.SHOP;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.livetally.testing.Await;
import org.livetally.testing.RawRequest;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestRedis;

/** Tokens over HTTP: made, listed, revoked. */
final class TokenRoutesTest {
    private static final RawRequest SESSION = RawRequest.of("GET", "/api/session", "");
    private static final String SCREEN_OF_SHOP = "{\"role\":\"screen\",\"streams\":[\"shop\"]}";
    private static final int TOKEN_REVOKED = 4401;

    @RegisterExtension
    static final AccessServer server = AccessServer.with(SECRET);

    @Test
    void aTokenIsGoodForWhatItWasMadeFor() {
        long before = System.currentTimeMillis();
        RawRequest.Answer answer =
                make("{\"role\":\"screen\",\"streams\":[\"shop\",\"other\",\"shop\"],\"ttlDays\":2}");
        assertEquals(201, answer.status());
        JsonObject made = new JsonObject(answer.body());
        String token = made.getString("token");

        assertEquals(Set.of("id", "token", "role", "streams", "expires"), made.fieldNames());
        assertEquals(Tokens.read(token).orElseThrow().id(), made.getString("id"));
        assertTrue(
                Math.abs(made.getLong("expires") - before - Duration.ofDays(2).toMillis()) < 60_000);
        assertEquals(200, get("/api/boards/" + SHOP, token).status());
        assertEquals(403, get("/api/boards/nowhere", token).status());
        assertEquals(
                "{\"auth\":true,\"role\":\"screen\",\"streams\":[\"other\",\"shop\"],\"expires\":"
                        + made.getLong("expires") + "}",
                server.send(SESSION, token).body());
    }

    @Test
    void anOperatorsTokenIsForAllStreamsIfItNamesNone() {
        JsonObject made = new JsonObject(make("{\"role\":\"operator\"}").body());

        assertFalse(made.containsKey("streams"));
        assertFalse(new JsonObject(server.send(SESSION, made.getString("token")).body()).containsKey("streams"));
        assertEquals(200, get("/api/streams/" + SHOP, made.getString("token")).status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"role\":\"admin\"}|role",
                "{}|role",
                "{\"role\":\"screen\"}|streams",
                "{\"role\":\"screen\",\"streams\":[]}|streams",
                "{\"role\":\"operator\",\"streams\":[]}|streams",
                "{\"role\":\"operator\",\"streams\":\"shop\"}|streams",
                "{\"role\":\"screen\",\"streams\":[\"shop\",\"*\"]}|streams[1]",
                "{\"role\":\"producer\",\"streams\":[\"shop\",\"@sale\"]}|streams[1]",
                "{\"role\":\"screen\",\"streams\":[\"@\"]}|streams[0]",
                "{\"role\":\"screen\",\"streams\":[\"shop\"],\"ttlDays\":0}|ttlDays",
                "{\"role\":\"screen\",\"streams\":[\"shop\"],\"ttlDays\":3661}|ttlDays",
                "{\"role\":\"screen\",\"streams\":[\"shop\"],\"ttlDays\":1.5}|ttlDays",
                "[]|body",
                "{|body"
            })
    void aBadRequestNamesTheField(String body, String field) {
        RawRequest.Answer answer = make(body);

        assertEquals(400, answer.status());
        assertEquals(field, new JsonObject(answer.body()).getString("field"));
    }

    @Test
    void aTokenThatNobodyWouldTakeIsNotMade() {
        JsonArray streams = new JsonArray();
        for (int i = 0; i < 200; i++) {
            streams.add("stream-with-a-long-name-" + i);
        }

        RawRequest.Answer answer = make(
                new JsonObject().put("role", "screen").put("streams", streams).encode());

        assertEquals(400, answer.status());
        assertEquals("streams", new JsonObject(answer.body()).getString("field"));
    }

    @Test
    void aRevokedTokenIsRefusedAndItsSocketsAreClosed() {
        JsonObject made = new JsonObject(
                make("{\"role\":\"screen\",\"streams\":[\"shop\"]}").body());
        String token = made.getString("token");
        RawWebSocket socket = server.open("/ws/boards/" + SHOP, token);
        socket.next();

        assertEquals(204, revoke(made.getString("id"), "").status());

        assertEquals(TOKEN_REVOKED, socket.closeCode());
        awaitWhy("revoked", token);
    }

    @Test
    void aRevocationIsKeptUntilTheTokenHasEndedOrForEver() {
        assertEquals(204, revoke("until", "{\"expires\":4102444800000}").status());
        assertEquals(204, revoke("for-ever", "{}").status());

        assertEquals("4102444801", score("until"));
        assertEquals("inf", score("for-ever"));
    }

    @Test
    void anEarlierEndDoesNotMakeARevokedTokenGoodAgain() {
        revoke("again", "{\"expires\":4102444800000}");

        assertEquals(204, revoke("again", "{\"expires\":4102444700000}").status());

        assertEquals("4102444801", score("again"));
    }

    @ParameterizedTest
    @CsvSource({
        "no%20id, '', id",
        "x, '{\"expires\":1792000000}', expires",
        "x, '{\"expires\":946684800000}', expires",
        "x, '{\"expires\":\"soon\"}', expires"
    })
    void whatIsNoRevocationIsRefused(String id, String body, String field) {
        RawRequest.Answer answer = revoke(id, body);

        assertEquals(400, answer.status());
        assertEquals(field, new JsonObject(answer.body()).getString("field"));
    }

    @Test
    void anOperatorOfSomeStreamsRevokesItselfAndWhatWasMadeWithIt() {
        String limited = server.token(Role.OPERATOR, SHOP);
        JsonObject own = new JsonObject(makeBy(limited, SCREEN_OF_SHOP).body());
        String others = new JsonObject(make(SCREEN_OF_SHOP).body()).getString("id");

        for (String id : List.of("made-up", others, id(server.operator()))) {
            assertEquals(404, revokeBy(limited, id, "").status());
            assertEquals(
                    404, revokeBy(limited, id, "{\"expires\":4102444800000}").status());
            assertEquals("", score(id));
        }
        assertEquals(204, revokeBy(limited, own.getString("id"), "").status());
        assertEquals(Long.toString(own.getLong("expires") / 1_000), score(own.getString("id")), "as long as it lasts");
        assertEquals(204, revokeBy(limited, id(limited), "").status());
        awaitWhy("revoked", limited);
    }

    @Test
    void revocationsAreLimited() {
        String fill = "for i = 1, ARGV[1] do redis.call('ZADD', KEYS[1], '4102444800', 'full-' .. i) end";
        TestRedis.command("EVAL", fill, "1", "livetally:revoked", Long.toString(Revocations.MAX_REVOKED));
        try {
            RawRequest.Answer answer = revoke("one-more", "");

            assertEquals(409, answer.status());
            assertTrue(answer.body().contains("10000 tokens are revoked"), answer.body());
            assertEquals("", score("one-more"));
        } finally {
            String clear = "for i = 1, ARGV[1] do redis.call('ZREM', KEYS[1], 'full-' .. i) end";
            TestRedis.command("EVAL", clear, "1", "livetally:revoked", Long.toString(Revocations.MAX_REVOKED));
        }
        assertEquals(204, revoke("one-more", "").status());
    }

    @Test
    void noTokenOutlivesItsMaker() {
        String maker = server.lasting(Duration.ofHours(2), Role.OPERATOR);
        long end = Tokens.read(maker).orElseThrow().expires();

        RawRequest.Answer answer = server.send(
                RawRequest.of("POST", "/api/tokens", "{\"role\":\"screen\",\"streams\":[\"shop\"]}"), maker);

        JsonObject made = new JsonObject(answer.body());
        assertEquals(201, answer.status());
        assertEquals(1_000 * end, made.getLong("expires"));
        assertEquals(end, Tokens.read(made.getString("token")).orElseThrow().expires());
    }

    @Test
    void aSessionSaysWhyATokenIsNotLetIn() {
        assertEquals("missing", why(""));
        assertEquals("bad", why("garbage"));
        assertEquals("expired", why(server.lasting(Duration.ofSeconds(-5), Role.OPERATOR)));
        String revoked = server.token(Role.OPERATOR);
        AccessServer.revoke(revoked);
        awaitWhy("revoked", revoked);
        assertEquals(
                "{\"auth\":true,\"why\":\"missing\"}", server.send(SESSION, "").body());
    }

    @Test
    void aListOfStreamsHasThoseThatTheTokenIsFor() {
        assertEquals(Set.of(SHOP, OTHER, FAIR), listed(server.operator()));
        assertEquals(Set.of(SHOP), listed(server.token(Role.OPERATOR, SHOP)));
        assertEquals(Set.of(SHOP, FAIR), listed(server.token(Role.OPERATOR, SHOP, FAIR, "not-yet")));
    }

    private static Set<String> listed(String token) {
        return new JsonArray(get("/api/streams", token).body())
                .stream().map(stream -> ((JsonObject) stream).getString("id")).collect(Collectors.toSet());
    }

    private static void awaitWhy(String why, String token) {
        Await.until(why, () -> why.equals(why(token)));
    }

    private static String why(String token) {
        return new JsonObject(server.send(SESSION, token).body()).getString("why", "");
    }

    private static String score(String id) {
        return TestRedis.text("ZSCORE", "livetally:revoked", id);
    }

    private static RawRequest.Answer make(String body) {
        return makeBy(server.operator(), body);
    }

    private static RawRequest.Answer makeBy(String token, String body) {
        return server.send(RawRequest.of("POST", "/api/tokens", body), token);
    }

    private static String id(String token) {
        return Tokens.read(token).orElseThrow().id();
    }

    private static RawRequest.Answer revoke(String id, String body) {
        return revokeBy(server.operator(), id, body);
    }

    private static RawRequest.Answer revokeBy(String token, String id, String body) {
        return server.send(RawRequest.of("DELETE", "/api/tokens/" + id, body), token);
    }

    private static RawRequest.Answer get(String path, String token) {
        return server.send(RawRequest.of("GET", path, ""), token);
    }
}
