package org.livetally.redis.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.redis.client.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.livetally.testing.RedisCluster;
import org.livetally.testing.RedisProcess;

/** In a Redis Cluster, scripts with several keys run at a server that has all keys of the slot, or not at all. */
final class ScriptCallTest {
    private static final String FIRST = "livetally:{show}:first";
    private static final String SECOND = "livetally:{show}:second";
    /** Fails in the middle if one of its keys is elsewhere. */
    private static final LuaScript WRITES = script("""
            redis.call('INCR', KEYS[1])
            redis.call('DEL', KEYS[2])
            redis.call('SET', KEYS[2], ARGV[1])
            return #KEYS
            """);

    private static final Pattern MORE_KEYS = Pattern.compile("KEYS\\[[^1]|#KEYS|\\(KEYS\\b");
    private static final Pattern MADE_UP =
            Pattern.compile("KEYS\\[1\\] *\\.\\.|_key *\\.\\.|string\\.sub\\((?:\\w+_key|KEYS)");

    private static LuaScript script(String source) {
        return new LuaScript("test", source, "0".repeat(40));
    }

    @Test
    void aScriptWithSeveralKeysRunsOnlyBeforeAndAfterItsSlotMoves() {
        try (RedisCluster cluster = RedisCluster.start()) {
            assertEquals(2, run(cluster));
            int slot = cluster.slot(FIRST);
            RedisProcess target = cluster.masters().stream()
                    .filter(master -> master != cluster.owner(FIRST))
                    .findFirst()
                    .orElseThrow();
            cluster.beginMove(slot, target);
            assertRefused(cluster, "no key has moved");
            cluster.moveKey(SECOND, target);
            assertRefused(cluster, "one has moved");
            cluster.moveKey(FIRST, target);
            assertRefused(cluster, "all have moved, as far as is known");
            assertEquals("1", String.valueOf(cluster.ask("GET", FIRST)));
            assertEquals("value", String.valueOf(cluster.ask("GET", SECOND)));
            cluster.endMove(slot, target);
            assertEquals(2, run(cluster));
            assertEquals("2", String.valueOf(cluster.ask("GET", FIRST)));
        }
    }

    private static void assertRefused(RedisCluster cluster, String when) {
        Throwable refused = assertThrows(AssertionError.class, () -> run(cluster), when);
        assertTrue(String.valueOf(refused.getCause()).contains("TRYAGAIN"), () -> when + ": " + refused.getCause());
    }

    private static int run(RedisCluster cluster) {
        ScriptCall call =
                new ScriptCall(WRITES).key(FIRST).key(SECOND).arg("value").whole();
        List<String> words =
                new ArrayList<>(List.of("EVAL", WRITES.withoutLastKey().source()));
        words.addAll(words(call).subList(2, words(call).size()));
        Response answer = cluster.ask(words.toArray(String[]::new));
        return answer == null ? 0 : answer.toInteger();
    }

    /** Of the request: each is in the line after its length. */
    private static List<String> words(ScriptCall call) {
        String[] lines = new String(call.bytes(), StandardCharsets.UTF_8).split("\r\n");
        return IntStream.range(0, lines.length)
                .filter(i -> i > 0 && i % 2 == 0)
                .mapToObj(i -> lines[i])
                .toList();
    }

    @Test
    void aScriptWithOneKeyIsAsItWas() {
        ScriptCall call = new ScriptCall(WRITES).key(FIRST).arg("value");
        assertSame(call, call.whole());
    }

    @Test
    void whoDerivesKeysIsRefusedAsWell() {
        ScriptCall call = new ScriptCall(WRITES).key(FIRST).derivesKeys().arg("value");
        assertEquals(
                List.of("2", FIRST, "livetally:{show}:none", "value"),
                words(call.whole()).subList(2, 6));
    }

    /** So {@link ScriptCall#whole} may leave it alone: what it does to other keys would be half done. */
    @Test
    void aScriptThatIsGivenOneKeyTouchesNoOther() throws IOException {
        Set<String> deriving = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("src", "main", "resources", "lua"))) {
            files.map(file -> file.getFileName().toString().replace(".lua", ""))
                    .filter(name -> !name.startsWith("part_"))
                    .map(LuaScript::load)
                    .filter(script -> !MORE_KEYS.matcher(script.source()).find())
                    .filter(script -> MADE_UP.matcher(script.source()).find())
                    .forEach(script -> deriving.add(script.name()));
        }
        assertEquals(Set.of("record"), deriving, "scripts whose calls must say that they derive keys");
    }

    @Test
    void aKeyWithoutATagIsATagOfItsOwn() {
        ScriptCall call = new ScriptCall(WRITES).key("livetally:revoked").key("livetally:{livetally:revoked}:list");
        assertEquals("livetally:{livetally:revoked}:none", words(call.whole()).get(5));
    }
}
