package org.livetally.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.access.AccessServer.SECRET;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.acts.ActLog;
import org.livetally.faults.LogLines;
import org.livetally.redis.client.StreamKeys;
import org.livetally.settings.AccessSettings;
import org.livetally.testing.Await;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawRequest;
import org.livetally.testing.TestRedis;

/** The operators' log: who did what, from where, and what became of it. */
final class ActsTest {
    @RegisterExtension
    final AccessServer server = AccessServer.with(AccessSettings.of(true, SECRET, null, "127.0.0.1"));

    private static RawRequest from(String address, RawRequest request) {
        return request.with("X-Forwarded-For: " + address);
    }

    private String id() {
        return Tokens.read(server.operator()).orElseThrow().id();
    }

    private List<JsonObject> acts(String query) {
        return page(query).getJsonArray("acts").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private JsonObject logged(String what, String outcome) {
        List<JsonObject> found = new ArrayList<>();
        Await.until(what, () -> {
            acts("").stream()
                    .filter(act -> act.getString("what").equals(what)
                            && act.getString("outcome").equals(outcome))
                    .forEach(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    @Test
    void whatIsChangedIsLoggedWithTokenAddressAndOutcomeWhateverTheRoute() {
        server.send(from("203.0.113.7", RawRequest.of("POST", "/api/streams/shop/end", "")), server.operator());
        JsonObject end = logged("POST /api/streams/shop/end", "done");
        assertEquals(id(), end.getString("who"));
        assertEquals("203.0.113.7", end.getString("from"));
        assertEquals(1, end.getInteger("times"));
        assertTrue(Math.abs(System.currentTimeMillis() - end.getLong("at")) < 60_000);

        String hook = "{\"kind\":\"standard\",\"stream\":\"other\",\"title\":\"Shop\"}";
        server.send(RawRequest.of("POST", "/api/connectors", hook), server.operator());
        logged("POST /api/connectors", "done");
        server.send(RawRequest.of("POST", "/api/nothing/of/the/kind", "{}"), server.operator());
        assertEquals(
                "refused", logged("POST /api/nothing/of/the/kind", "refused").getString("outcome"));
        server.send(RawRequest.of("POST", "/api/streams/nowhere/end", ""), server.operator());
        assertEquals(
                "stream_unknown",
                logged("POST /api/streams/nowhere/end", "refused").getString("detail"));

        RawRequest make = RawRequest.of("POST", "/api/tokens", "{\"role\":\"screen\",\"streams\":[\"shop\"]}");
        String made = new JsonObject(server.send(make, server.operator()).body()).getString("token");
        String log = logged("POST /api/tokens", "done").encode();
        assertTrue(log.contains("made " + Tokens.read(made).orElseThrow().id()), log);
        assertFalse(log.contains(made), log);
    }

    @Test
    void whatChangesNothingAndOrdersAreNotLogged() {
        String order = OrderJson.order("shop", "o-1", 100).encode();
        server.send(RawRequest.of("POST", "/api/orders", order), server.operator());
        server.send(RawRequest.of("GET", "/api/streams", ""), server.operator());
        server.send(RawRequest.of("POST", "/api/qr", "{\"text\":\"a\"}"), server.operator());
        server.send(RawRequest.of("POST", "/api/streams/shop/imports?dryRun=true", ""), server.operator());
        server.send(RawRequest.of("POST", "/api/streams/shop/end", ""), server.operator());
        logged("POST /api/streams/shop/end", "done");
        assertEquals(
                List.of(),
                acts("").stream()
                        .map(act -> act.getString("what"))
                        .filter(what -> !what.startsWith("POST /api/streams/") && !what.equals("POST /api/streams")
                                || what.endsWith("imports"))
                        .toList());
    }

    /** Only what knows the parameter is let off: whoever adds it elsewhere changes something all the same. */
    @Test
    void whoeverSaysDryRunWhereThereIsNoneIsLogged() {
        RawRequest end = RawRequest.of("POST", "/api/streams/shop/end?dryRun=true", "");
        server.send(end, server.operator());
        logged("POST /api/streams/shop/end", "done");
        server.send(RawRequest.of("POST", "/api/tokens?dryRun=true", "{\"role\":\"operator\"}"), server.operator());
        logged("POST /api/tokens", "done");
    }

    @Test
    void refusedSignInsAreCountedAndHoldNoToken() {
        String bad = ForgedToken.unsigned("none", server.operator());
        String screen = server.token(Role.SCREEN, "shop");
        RawRequest session = from("198.51.100.9", RawRequest.of("GET", "/api/session", ""));
        IntStream.range(0, 20).forEach(i -> server.send(session, bad));
        JsonObject refused = logged("GET /api/session", "refused");
        assertEquals("unknown token", refused.getString("who"));
        assertEquals("token_bad", refused.getString("detail"));
        assertEquals("198.51.100.9", refused.getString("from"));

        server.send(RawRequest.of("POST", "/api/streams/shop/end", ""), screen);
        JsonObject forbidden = logged("POST /api/streams/shop/end", "refused");
        assertEquals(Tokens.read(screen).orElseThrow().id(), forbidden.getString("who"));
        assertEquals("token_scope", forbidden.getString("detail"));

        server.send(RawRequest.of("DELETE", "/api/tokens/" + screen, ""), server.operator());
        logged("DELETE /api/tokens/(a token)", "refused");
        server.send(RawRequest.of("GET", "/api/streams?token=" + bad, ""), "");
        logged("GET /api/streams", "refused");
        String all = TestRedis.text("XRANGE", StreamKeys.ACTS, "-", "+");
        for (String token : List.of(bad, screen, server.operator())) {
            assertFalse(all.contains(token.substring(0, token.lastIndexOf('.'))), all);
        }
        long ofTheSession = acts("").stream()
                .filter(act -> act.getString("what").equals("GET /api/session"))
                .count();
        assertEquals(1, ofTheSession, "one for all event loops: " + all);
    }

    @Test
    void itIsReadInPagesAndAsATable() {
        Await.until("the streams", () -> acts("").size() == 6);
        TestRedis.command("DEL", StreamKeys.ACTS);
        for (int i = 0; i < 5; i++) {
            TestRedis.command("XADD", StreamKeys.ACTS, "1000-" + (i + 1), "who", "=cmd", "what", "archive s" + i);
        }
        JsonObject first = page("?limit=2&before=1000-6");
        assertEquals("1000-4", first.getString("next"));
        JsonObject last = page("?limit=3&before=1000-4");
        assertFalse(last.containsKey("next"));
        JsonArray acts = last.getJsonArray("acts");
        assertEquals("archive s2", acts.getJsonObject(0).getString("what"));
        assertEquals(
                400,
                server.send(RawRequest.of("GET", "/api/acts?limit=0", ""), server.operator())
                        .status());

        List<String> lines =
                server.send("GET", "/api/acts.csv", "").body().lines().toList();
        assertTrue(lines.get(0).endsWith("id,at,who,from,what,outcome,detail,times"), lines.get(0));
        assertEquals("1000-1,1970-01-01T00:00:01Z,'=cmd,,archive s0,,,1", lines.get(1));
    }

    private JsonObject page(String query) {
        return new JsonObject(server.send(RawRequest.of("GET", "/api/acts" + query, ""), server.operator())
                .body());
    }

    /** The act goes on, and the server's own log has it. */
    @Test
    void anActThatCannotBeLoggedIsDoneAllTheSame() {
        TestRedis.command("DEL", StreamKeys.ACTS);
        TestRedis.command("SET", StreamKeys.ACTS, "not a stream");

        try (LogLines lines = new LogLines(ActLog.class.getName())) {
            assertEquals(
                    200,
                    server.send(RawRequest.of("POST", "/api/streams/shop/end", ""), server.operator())
                            .status());
            String act = id() + " from 127.0.0.1: POST /api/streams/shop/end: done";
            Await.until("the server's own log to have it", () -> lines.text().contains(act));
        }
        assertTrue(server.send(RawRequest.of("GET", "/api/streams/shop", ""), server.operator())
                .body()
                .contains("\"ended\""));
    }
}
