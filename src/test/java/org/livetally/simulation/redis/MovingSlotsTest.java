package org.livetally.simulation.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.livetally.testing.RedisCluster;
import org.livetally.testing.RedisProcess;
import org.luaj.vm2.LuaString;

/** While slots move, a Cluster of the model sends commands where the real one sends them, and does as much of a script. */
final class MovingSlotsTest {
    private static final int MOVES = 25;
    private static final int STEPS = 30;
    private static final int SHARDS = 3;

    private static final Set<String> REFUSALS = Set.of(
            "MOVED",
            "ASK",
            "TRYAGAIN Multiple keys request during rehashing of slot",
            "CROSSSLOT Keys in request don't hash to the same slot",
            "ERR Script attempted to access a non local key in a cluster node");

    private static RedisCluster real;
    private static List<RealRedis> connections;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final ModelCluster model = ModelCluster.clustered(() -> System.currentTimeMillis() * 1000, SHARDS, 0);
    private final List<Session> sessions =
            IntStream.range(0, SHARDS).mapToObj(shard -> new Session()).toList();
    private final Set<String> seen = new TreeSet<>();
    private String tag = "";

    @BeforeAll
    static void start() {
        real = RedisCluster.start();
        connections =
                real.nodes().stream().map(node -> new RealRedis(node.port())).toList();
    }

    @AfterAll
    static void stop() {
        connections.forEach(RealRedis::close);
        real.close();
    }

    @Test
    void commandsAreSentAndScriptsFailAsInARealOne() {
        for (int move = 0; move < MOVES; move++) {
            tag = "{t" + move + "}";
            int slot = real.slot(tag);
            int from = shardOf(real.owner(slot));
            int to = (from + 1 + random.nextInt(SHARDS - 1)) % SHARDS;
            steps();
            real.beginMove(slot, real.nodes().get(to));
            model.beginMove(slot, to);
            for (int key = 0; key < 4; key++) {
                steps();
                move(word("k"), to);
            }
            steps();
            real.keysIn(slot).forEach(key -> move(key, to));
            real.endMove(slot, real.nodes().get(to));
            model.endMove(slot, to);
            model.tellAll();
            steps();
        }
        assertTrue(seen.containsAll(REFUSALS), seen::toString);
    }

    /** A key that was written at the target, while the source had it, is removed there: the real one would not be moved. */
    private void move(String key, int to) {
        if (!model.moveKey(key, to)) {
            compare(to, args("ASKING"));
            compare(to, args("DEL", key));
            model.moveKey(key, to);
        }
        real.moveKey(key, real.nodes().get(to));
    }

    private void steps() {
        for (int i = 0; i < STEPS / 6; i++) {
            int shard = random.nextInt(SHARDS);
            if (random.nextInt(3) == 0) {
                compare(shard, args("ASKING"));
            }
            compare(shard, command());
        }
    }

    private Args command() {
        String two = "redis.call('SET', KEYS[1], ARGV[1]); return redis.call('GET', ARGV[2])";
        String again = "redis.call('DEL', KEYS[1]); return redis.call('RPUSH', KEYS[1], ARGV[1])";
        return switch (random.nextInt(9)) {
            case 0, 1 -> args("GET", word("k"));
            case 2 -> args("SET", word("k"), "v" + random.nextInt(100));
            case 3 -> args("DEL", word("k"), word("k"));
            case 4 -> args("EXISTS", word("k"), word("k"), word("k"));
            case 5 -> args("EVAL", two, "1", word("k"), "s" + random.nextInt(100), word("k"));
            case 6 -> args("EVAL", two, "2", word("k"), word("k"), "s" + random.nextInt(100), word("k"));
            case 7 -> args("EVAL", again, "1", word("k"), "x");
            default -> args("EXISTS", word("k"), "{elsewhere}");
        };
    }

    private String word(String name) {
        return tag + name + random.nextInt(4);
    }

    private static Args args(String... words) {
        return new Args(Stream.of(words).map(Bytes::of).toArray(LuaString[]::new));
    }

    private void compare(int shard, Args command) {
        String expected = Texts.of(connections.get(shard).ask(command));
        for (RedisProcess node : real.nodes()) {
            expected = expected.replace("127.0.0.1:" + node.port(), "10.0." + shardOf(node) + ".1:" + ModelNode.PORT);
        }
        seen.add(expected.replaceAll("^error |\\d.*", "").strip());
        Reply found = model.primary(shard).execute(sessions.get(shard), Texts.wire(command));
        assertEquals(expected, Texts.of(found), () -> "seed " + seed + ", at " + shard + ": " + Texts.of(command));
    }

    private static int shardOf(RedisProcess node) {
        return real.nodes().indexOf(node);
    }
}
