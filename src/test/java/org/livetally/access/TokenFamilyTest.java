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
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.redis.client.StreamKeys;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.Settings;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.RawRequest;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestRedis;

/** Tokens and the tokens made with them: listed, and revoked together. */
final class TokenFamilyTest {
    private static final String OPERATOR = "{\"role\":\"operator\"}";
    private static final String OPERATOR_OF_SHOP = "{\"role\":\"operator\",\"streams\":[\"shop\"]}";
    private static final String SCREEN_OF_SHOP = "{\"role\":\"screen\",\"streams\":[\"shop\"]}";
    private static final int TOKEN_REVOKED = 4401;

    @RegisterExtension
    final AccessServer server = AccessServer.with(SECRET);

    @Test
    void whatAStolenTokenMadeDiesWithItAndSoDoesWhatThatMade() {
        String stolen = made(server.operator(), OPERATOR);
        String child = made(stolen, OPERATOR);
        String grandchild = made(child, OPERATOR_OF_SHOP);
        String screen = made(grandchild, SCREEN_OF_SHOP);
        String sibling = made(server.operator(), OPERATOR);
        RawWebSocket socket = server.open("/ws/boards/" + SHOP, screen);
        socket.next();

        assertEquals(204, revoke(server.operator(), id(stolen)));

        assertEquals(TOKEN_REVOKED, socket.closeCode());
        for (String dead : List.of(stolen, child, grandchild, screen)) {
            awaitRefused(dead);
        }
        assertEquals(200, list(sibling).status(), "others are unhurt");
        assertEquals(200, list(server.operator()).status());
    }

    @Test
    void whatIsMadeInTheSameSecondOnANodeThatHasNotHeardOfTheRevocationIsRevokedToo() {
        AccessSettings access = new AccessSettings(true, List.of(SECRET), List.of());
        Settings same = new Settings("127.0.0.1", 0, TestRedis.uri(), Path.of("no-data-of-its-own"), access);
        try (LiveServer other = LiveServer.start(same, InstantSource.system())) {
            String stolen = made(server.operator(), OPERATOR);
            RawRequest make = RawRequest.of("POST", "/api/tokens", OPERATOR).with("Authorization: Bearer " + stolen);
            List<String> children = new ArrayList<>();
            assertEquals(204, revoke(server.operator(), id(stolen)));
            Await.until("the other node has heard of it", () -> {
                RawRequest.Answer answer = make.send(other.port());
                if (answer.status() == 201) {
                    children.add(new JsonObject(answer.body()).getString("token"));
                }
                return answer.status() == 401;
            });

            children.forEach(this::awaitRefused);
        }
    }

    @Test
    void aListTellsMakerRoleStreamsTimesAndLastUse() {
        long before = 1_000 * (System.currentTimeMillis() / 1_000);
        String maker = made(server.operator(), OPERATOR);
        String screen = made(maker, "{\"role\":\"screen\",\"streams\":[\"shop\",\"fair\"],\"ttlDays\":1}");
        JsonObject unused = listed(server.operator(), id(screen));
        server.send(RawRequest.of("GET", "/api/boards/shop", ""), screen);
        Await.until(
                "its use is told", () -> listed(server.operator(), id(screen)).containsKey("lastUsed"));

        assertFalse(unused.containsKey("lastUsed"));
        JsonObject one = listed(server.operator(), id(screen));
        assertEquals(Set.of("id", "role", "streams", "expires", "created", "maker", "lastUsed"), one.fieldNames());
        assertEquals("screen", one.getString("role"));
        assertEquals(new JsonArray().add("fair").add("shop"), one.getJsonArray("streams"));
        assertEquals(id(maker), one.getString("maker"));
        assertTrue(one.getLong("created") >= before, one::encode);
        assertEquals(86_400_000, one.getLong("expires") - one.getLong("created"));
        assertTrue(one.getLong("lastUsed") >= before, one::encode);
        assertFalse(listed(server.operator(), id(maker)).containsKey("streams"), "for all streams");
        assertFalse(list(server.operator()).body().contains(screen), "nobody can ask for its text again");

        revoke(server.operator(), id(maker));

        assertEquals(true, listed(server.operator(), id(maker)).getBoolean("revoked"));
        assertEquals(true, listed(server.operator(), id(screen)).getBoolean("revoked"), "with its maker");
    }

    @Test
    void anOperatorOfSomeStreamsSeesWhatWasMadeWithItsTokenAlone() {
        String all = made(server.operator(), OPERATOR);
        String limited = made(all, OPERATOR_OF_SHOP);
        String screen = made(limited, SCREEN_OF_SHOP);
        String others = made(server.operator(), SCREEN_OF_SHOP);

        assertEquals(Set.of(id(screen)), ids(limited));
        assertTrue(ids(all).containsAll(Set.of(id(all), id(limited), id(screen), id(others))));
    }

    @Test
    void aTokenThatWasNotListedWhenItWasMadeIsListedAtItsFirstUse() {
        String token = server.token(Role.PRODUCER, OTHER, FAIR);
        assertFalse(ids(server.operator()).contains(id(token)));

        RawWebSocket socket = server.open("/ws/orders", token);

        Await.until("listed", () -> ids(server.operator()).contains(id(token)));
        assertFalse(listed(server.operator(), id(token)).containsKey("maker"));
        socket.close();
    }

    @Test
    void aUseIsWrittenOnceAMinuteHoweverManyThereAre() {
        String screen = made(server.operator(), SCREEN_OF_SHOP);
        RawRequest board = RawRequest.of("GET", "/api/boards/shop", "");
        server.send(board, screen);
        Await.until(
                "its use is told", () -> listed(server.operator(), id(screen)).containsKey("lastUsed"));
        long writes = writes();
        for (int i = 0; i < 100; i++) {
            server.send(board, screen);
        }
        server.send(board, server.token(Role.SCREEN, SHOP));

        Await.until("the other is told of", () -> writes() > writes);

        long loops = Runtime.getRuntime().availableProcessors();
        assertTrue(writes() - writes <= 2 * loops + 1, () -> "written " + (writes() - writes) + " times");
    }

    /** How often tokens were written to the list, counted by runs of the script. */
    private static long writes() {
        String stats = TestRedis.text("INFO", "commandstats");
        return stats.lines()
                .filter(line -> line.startsWith("cmdstat_hexists:"))
                .mapToLong(line -> Long.parseLong(line.replaceFirst(".*?calls=(\\d+).*", "$1")))
                .sum();
    }

    @Test
    void oneTokenFillsNeitherTheListNorTheRevocations() {
        String thief = made(server.operator(), OPERATOR);
        String accomplice = made(thief, OPERATOR);
        long made = Long.parseLong(TestRedis.text("HGET", StreamKeys.TOKEN_MAKERS, id(thief)));
        TestRedis.command("HSET", StreamKeys.TOKEN_MAKERS, id(thief), Long.toString(TokenList.MAX_OF_MADE - 2));

        assertEquals(1, made);
        assertEquals(204, revoke(accomplice, "made-up-1"));
        assertEquals(204, revoke(accomplice, "made-up-1"), "the same again is no other");
        assertEquals(201, make(thief, SCREEN_OF_SHOP).status());
        assertEquals(409, make(thief, SCREEN_OF_SHOP).status());
        assertEquals(409, make(accomplice, SCREEN_OF_SHOP).status(), "what it made counts for it");
        assertEquals(409, revoke(accomplice, "made-up-2"));
        assertEquals(204, revoke(thief, id(accomplice)), "what is listed can always be revoked");
        assertEquals(201, make(server.operator(), SCREEN_OF_SHOP).status(), "others are unhurt");
        assertEquals(204, revoke(server.operator(), "made-up-2"));
    }

    @Test
    void aFullListOfRevocationsStillTakesWhatIsListed() {
        String token = made(server.operator(), SCREEN_OF_SHOP);
        String fill = "for i = 1, ARGV[1] do redis.call('ZADD', KEYS[1], '4102444800', 'full-' .. i) end";
        TestRedis.command("EVAL", fill, "1", StreamKeys.REVOKED, Long.toString(Revocations.MAX_REVOKED));

        assertEquals(409, revoke(server.operator(), "made-up"));
        assertEquals(204, revoke(server.operator(), id(token)));
        awaitRefused(token);
    }

    @Test
    void theListForgetsWhatHasEnded() {
        String maker = made(server.operator(), OPERATOR);
        String over = made(maker, SCREEN_OF_SHOP);
        TestRedis.command("ZADD", StreamKeys.TOKEN_ENDS, "1", id(over));

        made(maker, SCREEN_OF_SHOP);

        assertEquals("", TestRedis.text("HGET", StreamKeys.TOKENS, id(over)));
        assertEquals("1", TestRedis.text("HGET", StreamKeys.TOKEN_MAKERS, id(maker)));
    }

    @Test
    void aLineageThatMakesNoSenseIsNotBelievedAndOneThatIsTooLongIsNotMade() {
        JsonObject claims = new JsonObject()
                .put("jti", "made-by-hand")
                .put("role", "operator")
                .put("exp", Instant.now().plusSeconds(3_600).getEpochSecond());
        for (Object by : List.of("x", new JsonArray(), new JsonArray().add(1), new JsonArray().add("no id"))) {
            String token = ForgedToken.signed("HS256", SECRET, claims.copy().put("by", by));
            assertEquals(401, list(token).status(), by::toString);
        }
        String token = server.operator();
        for (int i = 0; i < Token.MAX_LINEAGE; i++) {
            token = made(token, OPERATOR);
        }
        assertEquals(200, list(token).status());
        assertEquals(409, make(token, OPERATOR).status());
    }

    @Test
    void theLogSaysWhichTokenDidWhat() {
        List<String> said = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                said.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger(Acts.class.getName());
        log.addHandler(handler);
        try {
            String operator = made(server.operator(), OPERATOR);
            String screen = made(operator, SCREEN_OF_SHOP);
            server.send(RawRequest.of("POST", "/api/streams/shop/end", ""), operator);
            server.send(RawRequest.of("POST", "/api/streams/nowhere/end", ""), operator);
            server.send(RawRequest.of("POST", "/api/streams/other/end", ""), screen);
            revoke(server.operator(), id(operator));
            Await.until("said", () -> said.stream().anyMatch(line -> line.contains("DELETE")));

            String until = Instant.ofEpochSecond(
                            Tokens.read(screen).orElseThrow().expires())
                    .toString();
            assertEquals(
                    Set.of(
                            "with token " + id(operator) + ": POST /api/tokens: made " + id(screen)
                                    + ", screen of [shop], until " + until,
                            "with token " + id(operator) + ": POST /api/streams/shop/end",
                            "with token " + id(server.operator()) + ": DELETE /api/tokens/" + id(operator)),
                    said.stream()
                            .filter(line -> line.contains(id(operator)) && !line.contains("made " + id(operator)))
                            .collect(Collectors.toSet()));
            assertTrue(said.stream().noneMatch(line -> line.contains(screen) || line.contains(operator)));
        } finally {
            log.removeHandler(handler);
        }
    }

    private RawRequest.Answer make(String by, String body) {
        return server.send(RawRequest.of("POST", "/api/tokens", body), by);
    }

    private String made(String by, String body) {
        RawRequest.Answer answer = make(by, body);
        assertEquals(201, answer.status(), answer::toString);
        return new JsonObject(answer.body()).getString("token");
    }

    private int revoke(String by, String id) {
        return server.send(RawRequest.of("DELETE", "/api/tokens/" + id, ""), by).status();
    }

    private RawRequest.Answer list(String by) {
        return server.send(RawRequest.of("GET", "/api/tokens", ""), by);
    }

    private JsonObject listed(String by, String id) {
        return new JsonArray(list(by).body())
                .stream()
                        .map(JsonObject.class::cast)
                        .filter(token -> token.getString("id").equals(id))
                        .findFirst()
                        .orElseGet(JsonObject::new);
    }

    private Set<String> ids(String by) {
        return new HashSet<>(new JsonArray(list(by).body())
                .stream().map(token -> ((JsonObject) token).getString("id")).toList());
    }

    private void awaitRefused(String token) {
        RawRequest session = RawRequest.of("GET", "/api/session", "");
        Await.until("refused", () -> server.send(session, token).body().contains("\"revoked\""));
    }

    private static String id(String token) {
        return Tokens.read(token).orElseThrow().id();
    }
}
