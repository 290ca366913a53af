package org.livetally.groups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.streams.life.StreamsServer.ONE;
import static org.livetally.streams.life.StreamsServer.version;

import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Response;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.livetally.domain.order.StreamEvent.Group;
import org.livetally.domain.order.StreamEvent.GroupsChange;
import org.livetally.ledger.Entry;
import org.livetally.ledger.IdState;
import org.livetally.ledger.LedgerEntry;
import org.livetally.ledger.Recorded;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.life.StreamsServer;
import org.livetally.testing.TestRedis;

/** The tree of groups over REST, in Redis and in the ledger. */
final class GroupsTest {
    private static final String GROUPS = ONE + "/groups";
    private static final StreamKeys KEYS = new StreamKeys(StreamsServer.ID);
    private static final String TREE = "{\"仁爱社区\":{\"parent\":\"秀洲区\",\"headCount\":150},\"秀洲区\":{\"headCount\":900}}";

    @RegisterExtension
    final StreamsServer server = StreamsServer.withStream();

    @Test
    void replacesTheWholeTreeAndGivesItBack() {
        assertEquals("{}", server.get(GROUPS).body());
        put("{\"old\":{}}");

        HttpResponse<String> answer = put(TREE);

        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("{\"groups\":2,\"changed\":3}", answer.body());
        assertEquals(TREE, server.get(GROUPS).body());
        assertEquals(3, version());
        assertEquals(List.of(StreamsServer.ID, StreamsServer.ID), server.changed);
        put(TREE);
        assertEquals(3, version(), "nothing changed");
        assertEquals("{\"groups\":0,\"changed\":2}", put("{}").body());
        assertEquals("{}", server.get(GROUPS).body());
    }

    @Test
    void changesSomeAndRemovesSome() {
        put(TREE);

        assertEquals(
                "{\"groups\":2,\"changed\":3}",
                patch("{\"秀洲区\":null,\"仁爱社区\":{\"headCount\":160},\"新城\":{\"parent\":\"仁爱社区\"}}")
                        .body());
        assertEquals(
                "{\"仁爱社区\":{\"headCount\":160},\"新城\":{\"parent\":\"仁爱社区\"}}",
                server.get(GROUPS).body());
    }

    @Test
    void namesThatLookTheSameAreTheSame() {
        put("{\"秀洲区 \":{},\"仁爱\u200b社区\":{\"parent\":\"\u3000秀洲区\"}}");
        assertEquals(
                "{\"仁爱社区\":{\"parent\":\"秀洲区\"},\"秀洲区\":{}}", server.get(GROUPS).body());
        HttpResponse<String> twice = server.http().send("PUT", GROUPS, "{\"a\":{},\"a\u00ad\":{}}");
        assertEquals(400, twice.statusCode(), twice.body());
        patch("{\"仁爱社区 \":null}");
        assertEquals("{\"秀洲区\":{}}", server.get(GROUPS).body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT   | {'a':{'parent':'b'}}                         | a parent group_parent",
                "PUT   | {'a':{'parent':'b'},'b':{'parent':'a'}}      | a parent group_cycle, b parent group_cycle",
                "PUT   | {'a':{'headCount':0}}                        | a headCount integer_range",
                "PUT   | {'a':{'headCount':1000000001}}               | a headCount integer_range",
                "PUT   | {'a':{'headCount':'150'}}                    | a headCount integer_range",
                "PUT   | {'a':{'parent':7,'headCount':1.5},'b':[]}    | a parent text_length, a headCount integer_range, b group group_object",
                "PUT   | {'':{}}                                      |  group text_length",
                "PUT   | {'a\\u0007':{}}                              | a\u0007 group text_length",
                "PATCH | {'秀洲区':null}                              | 仁爱社区 parent group_parent",
                "PATCH | {'秀洲区':{'parent':'仁爱社区'}}             | 仁爱社区 parent group_cycle, 秀洲区 parent group_cycle",
            })
    void everyBadGroupIsNamedAndNothingIsTaken(String method, String body, String errors) {
        put(TREE);

        HttpResponse<String> answer = server.http().send(method.strip(), GROUPS, body.replace('\'', '"'));

        assertEquals(400, answer.statusCode(), answer.body());
        List<String> found = new ArrayList<>();
        StreamsServer.json(answer).getJsonArray("errors").forEach(error -> {
            JsonObject row = (JsonObject) error;
            found.add(row.getString("group") + " " + row.getString("field") + " " + row.getString("rule"));
        });
        assertEquals(
                errors == null ? "" : errors.stripTrailing(),
                String.join(", ", found).stripLeading());
        assertEquals(TREE, server.get(GROUPS).body());
        assertEquals(2, version());
    }

    @Test
    void eachChangeIsInTheLedgerWithWhatReallyChanged() {
        put(TREE);
        patch("{\"秀洲区\":{\"headCount\":900},\"仁爱社区\":null}");

        List<Recorded> ledger = ledger();
        assertEquals(2, ledger.size());
        assertEquals(
                Map.of("仁爱社区", new Group("秀洲区", 150L), "秀洲区", new Group(null, 900L)),
                ((GroupsChange) ledger.get(0).message()).groups());
        Map<String, @Nullable Group> removed = new HashMap<>();
        removed.put("仁爱社区", null);
        GroupsChange last = (GroupsChange) ledger.get(1).message();
        assertEquals(removed, last.groups());
        assertTrue(last.id().startsWith("groups-"), last.id());
        String seq = ledger.get(1).seq().toString();
        assertEquals(seq, TestRedis.text("HGET", KEYS.totals(), "last"));
        IdState state = IdState.parse(TestRedis.text("HGET", KEYS.ids(), last.id()));
        assertEquals(seq, state.seq());
        assertEquals("groups", state.state());
        assertEquals(LedgerEntry.of(last.at(-1), 0).fingerprint(), state.fingerprint());
    }

    private static List<Recorded> ledger() {
        Response entries = Objects.requireNonNull(TestRedis.command("XRANGE", KEYS.ledger(), "-", "+"));
        List<Recorded> all = new ArrayList<>();
        entries.forEach(entry -> all.addAll(Entry.of(StreamsServer.ID, entry).recorded(StreamsServer.ID)));
        return all;
    }

    @Test
    void aBigTreeIsSeveralMessagesOfOneMoment() {
        JsonObject groups = new JsonObject();
        for (int i = 0; i < GroupTree.MAX_GROUPS; i++) {
            groups.put("group " + i, new JsonObject().put("headCount", i + 1));
        }

        assertEquals("{\"groups\":5000,\"changed\":5000}", put(groups.encode()).body());

        assertEquals(groups, StreamsServer.json(server.get(GROUPS)));
        List<Recorded> ledger = ledger();
        assertEquals(5, ledger.size());
        assertTrue(ledger.stream()
                .allMatch(
                        recorded -> ((GroupsChange) recorded.message()).groups().size() == 1_000));
        assertEquals(2, version());
        assertEquals("{\"groups\":0,\"changed\":5000}", put("{}").body());
        assertEquals(10, ledger().size());
    }

    @Test
    void whoHoldsTheTreeIsNotSentItAgain() {
        put(TREE);
        String tag = tag();
        HttpResponse<String> again =
                server.http().send(server.http().request(GROUPS).header("If-None-Match", tag));
        assertEquals(304, again.statusCode());

        patch("{\"新城\":{}}");
        assertNotEquals(tag, tag());
    }

    private String tag() {
        return server.get(GROUPS).headers().firstValue("ETag").orElseThrow();
    }

    @Test
    void twoOperatorsAtOnceBothChangeTheirGroups() {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(server.http().sendLater("PATCH", GROUPS, "{\"group " + i + "\":{}}"));
        }
        answers.forEach(answer -> assertEquals(200, answer.join().statusCode()));
        assertEquals(20, StreamsServer.json(server.get(GROUPS)).size());
        assertEquals(20, ledger().size());
    }

    @Test
    void aLedgerThatWentBackTakesNoChange() {
        put(TREE);
        String before = TestRedis.text("HGET", KEYS.totals(), "last");
        patch("{\"新城\":{}}");
        TestRedis.command("HSET", KEYS.totals(), "last", before);

        HttpResponse<String> answer = patch("{\"老城\":{}}");

        assertEquals(503, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("ledger_went_back"), answer.body());
        assertEquals(503, patch("{\"老城\":{}}").statusCode(), "it stays lost");
        assertEquals(2, ledger().size());
    }

    @Test
    void thereIsNoTreeWithoutItsStream() {
        String other = StreamsServer.ALL + "/nowhere/groups";
        assertEquals(404, server.get(other).statusCode());
        assertEquals(404, server.http().send("PUT", other, TREE).statusCode());
        assertEquals(404, server.http().send("PUT", other, "{}").statusCode());
        assertEquals(404, server.get(StreamsServer.ALL + "/NO/groups").statusCode());
    }

    private HttpResponse<String> put(String body) {
        return server.http().send("PUT", GROUPS, body);
    }

    private HttpResponse<String> patch(String body) {
        return server.http().send("PATCH", GROUPS, body);
    }
}
