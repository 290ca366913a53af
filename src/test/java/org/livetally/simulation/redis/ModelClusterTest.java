package org.livetally.simulation.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What happens to servers of the model that replicate, and to those that are in trouble. */
final class ModelClusterTest {
    private final ModelCluster cluster = ModelCluster.replicated(() -> 1_000_000, 2);
    private final ModelNode primary = cluster.node("10.0.0.1");
    private final ModelNode second = cluster.node("10.0.0.2");
    private final ModelNode third = cluster.node("10.0.0.3");
    private final Session session = new Session();

    @Test
    void aReplicaHoldsWhatHasArrived() {
        ask(primary, "SET", "a", "1");
        ask(primary, "EVAL", "redis.call('SET', 'b', 2) redis.call('RPUSH', 'c', 3)", "0");
        assertEquals(2, second.behind());
        second.receive(1);
        assertEquals(Map.of("a", "string 1"), second.redis().contents());
        second.receive(1);
        assertEquals(primary.redis().contents(), second.redis().contents(), "a script arrives whole");
        assertEquals(0, second.behind());
    }

    /** And in the same order, since a run with the same seed must be the same. */
    @Test
    void replicasThatHaveAllHoldTheSame() {
        long seed = System.nanoTime();
        RandomCommands commands = new RandomCommands(seed);
        RandomCommands again = new RandomCommands(seed);
        ModelRedis other = new ModelRedis(() -> 1_000_000);
        for (int i = 0; i < 20_000; i++) {
            Args command = commands.next();
            String answer = Texts.of(primary.execute(session, Texts.wire(command)));
            assertEquals(answer, Texts.of(other.execute(new Session(), Texts.wire(again.next()))), "seed " + seed);
            second.receive(i % 3);
        }
        third.receive(Long.MAX_VALUE / 2);
        second.receive(Long.MAX_VALUE / 2);
        assertEquals(primary.redis().contents(), second.redis().contents(), "seed " + seed);
        assertEquals(primary.redis().contents(), third.redis().contents(), "seed " + seed);
    }

    @Test
    void waitTellsHowManyHaveWhatThisConnectionWrote() {
        ask(primary, "SET", "a", "1");
        assertEquals("0", ask(primary, "WAIT", "1", "0"));
        assertEquals(2, primary.replicasWith(new Session()), "one that wrote nothing has nothing to wait for");
        third.receive(9);
        assertEquals("1", ask(primary, "WAIT", "2", "100"));
        assertTrue(ask(second, "WAIT", "1", "0").startsWith("ERR WAIT cannot be used with replica instances"));
    }

    @Test
    void aFailoverLosesWhatTheReplicaLacked() {
        ask(primary, "SET", "a", "1");
        second.receive(1);
        ask(primary, "SET", "b", "2");
        third.receive(2);
        String history = ask(primary, "INFO", "replication");
        assertEquals("READONLY You can't write against a read only replica.", ask(second, "SET", "c", "3"));
        cluster.failOver(second);
        assertEquals("OK", ask(second, "SET", "c", "3"));
        third.receive(1);
        assertEquals(Map.of("a", "string 1", "c", "string 3"), second.redis().contents());
        assertEquals(second.redis().contents(), third.redis().contents(), "the other one follows");
        assertEquals("OK", ask(primary, "SET", "d", "4"), "nobody told the old one");
        cluster.rejoin(primary);
        assertEquals(second.redis().contents(), primary.redis().contents());
        assertNotEquals(history, ask(second, "INFO", "replication"));
        assertTrue(ask(primary, "SET", "d", "4").startsWith("READONLY"));
    }

    @Test
    void aRestartForgetsScriptsOnly() {
        ask(primary, "EVAL", "return redis.call('SET', KEYS[1], 'v')", "1", "a");
        String sha = Bytes.latin(Sha1.of(Bytes.of("return redis.call('SET', KEYS[1], 'v')")));
        assertEquals("OK", ask(primary, "EVALSHA", sha, "1", "a"));
        primary.restart();
        assertEquals("NOSCRIPT No matching script. Please use EVAL.", ask(primary, "EVALSHA", sha, "1", "a"));
        assertEquals("v", ask(primary, "GET", "a"));
    }

    @Test
    void troubleRefusesWhatItIsAbout() {
        ask(primary, "SET", "a", "1");
        primary.redis().begin(Trouble.OOM);
        assertTrue(ask(primary, "SET", "a", "2").startsWith("OOM "));
        assertTrue(ask(primary, "EVAL", "redis.call('SET', 'a', 2)", "0").startsWith("OOM "));
        assertEquals("1", ask(primary, "DEL", "a"));
        primary.redis().end(Trouble.OOM);
        primary.redis().begin(Trouble.MISCONF);
        assertTrue(ask(primary, "DEL", "a").startsWith("MISCONF "));
        assertTrue(ask(primary, "PING").startsWith("MISCONF "));
        assertEquals("null", ask(primary, "GET", "a"));
        primary.redis().begin(Trouble.LOADING);
        assertTrue(ask(primary, "GET", "a").startsWith("LOADING "));
        primary.redis().end(Trouble.LOADING);
        primary.redis().end(Trouble.MISCONF);
        assertEquals("PONG", ask(primary, "PING"));
    }

    @Test
    void keysThatMovedReachTheReplicasOfBoth() {
        ModelCluster shards = ModelCluster.clustered(() -> 1_000_000, 2, 1);
        ModelNode from = shards.owner("k");
        ModelNode to = shards.primary(1 - from.shard());
        ask(from, "HSET", "k", "f", "v");
        int slot = SlotGate.slot(Bytes.of("k"));
        shards.beginMove(slot, to.shard());
        shards.endMove(slot, to.shard());
        ask(to, "HSET", "k", "g", "w");
        shards.nodes().forEach(node -> node.receive(9));
        assertEquals(
                Map.of("k", "hash [f=v, g=w]"), to.replicas().get(0).redis().contents());
        assertEquals(Map.of(), from.replicas().get(0).redis().contents());
        assertEquals("MOVED " + slot + " " + to.host() + ":6379", ask(from, "GET", "k"));
        from.cutOff(true);
        assertEquals("CLUSTERDOWN The cluster is down", ask(from, "GET", "k"));
    }

    /** The answer as a text; an error as its message. */
    private String ask(ModelNode node, String... words) {
        Reply reply = node.execute(
                session,
                Stream.of(words)
                        .map(word -> word.getBytes(StandardCharsets.UTF_8))
                        .toList());
        return reply instanceof Reply.Failure failure ? failure.message() : String.valueOf(reply.response());
    }
}
