package org.livetally.redis.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.livetally.metrics.Metrics;
import org.livetally.settings.RedisAddress;
import org.livetally.testing.Await;
import org.livetally.testing.RedisCluster;
import org.livetally.testing.RedisProcess;

/** A link to a real Redis Cluster: it finds each key, wherever that goes, and a server that is away keeps it from no other. */
@SuppressWarnings("NullAway.Init") // set before each test
final class ClusterLinkTest {
    /** On a busy machine Redis gives a failover up, after 5 s. */
    private static final long GIVEN_UP_NANOS = 6_000_000_000L;

    private static final Metrics METRICS = new Metrics();
    private static final Pattern ASKING = Pattern.compile("cmdstat_asking:calls=(\\d+)");
    private static final LuaScript PUSH = script("push", "return redis.call('RPUSH', KEYS[1], ARGV[1])");
    private static final LuaScript HALF =
            script("half", "redis.call('SET', KEYS[1], '1') return redis.call('GET', KEYS[1] .. ':other')");

    private static final LuaScript TWO =
            script("two", "return redis.call('INCR', KEYS[1]) + redis.call('INCR', KEYS[2])");

    private static RedisCluster cluster;
    private static Vertx vertx;
    private static Context loop;

    private final AtomicInteger connected = new AtomicInteger();
    private RedisLink link;

    @BeforeAll
    static void start() {
        cluster = RedisCluster.startWithReplicas("--enable-debug-command", "yes");
        vertx = Vertx.vertx();
        loop = vertx.getOrCreateContext();
    }

    @AfterAll
    static void stop() {
        Await.result(vertx.close());
        cluster.close();
    }

    @BeforeEach
    void open() {
        link = on(() -> RedisLink.open(vertx, new RedisAddress(cluster.uri()), METRICS));
        on(() -> {
            link.onConnected(connected::incrementAndGet);
            return link;
        });
        Await.until("all masters", this::isConnected);
    }

    @AfterEach
    void close() {
        result(link::close);
        assertEquals(0, METRICS.links.get());
        assertEquals(0, METRICS.connectedLinks.get());
    }

    @Test
    void findsEachKeyAndTheSameSlotAsRedis() {
        List<RedisProcess> owners = new ArrayList<>();
        for (String stream : List.of("a", "b", "c", "d", "e", "f", "g", "h", "foo{}{bar}", "{x}{y}")) {
            String key = "livetally:{" + stream + "}:list";
            assertEquals(cluster.slot(key), Slot.of(key), key);
            assertEquals(1, result(() -> push(key, "1")).toInteger());
            assertEquals("1", text(() -> send(Command.LRANGE, key, "0", "-1")));
            owners.add(cluster.owner(key));
        }
        assertEquals(3, owners.stream().distinct().count());
        assertEquals(3, result(() -> link.toEach(Request.cmd(Command.PING))).size());
        assertTrue(on(link::isCluster));
    }

    @Test
    void aSlotMovesWhileItIsWrittenAndNothingIsLostOrTwice() {
        String key = "livetally:{moved}:list";
        int slot = cluster.slot(key);
        RedisProcess to = otherMaster(key);
        List<Future<Response>> answers = new ArrayList<>();
        result(() -> push(key, "first"));
        cluster.beginMove(slot, to);
        pushMany(key, answers, 0);
        cluster.moveKey(key, to);
        assertEquals("1", text(() -> send(Command.EXISTS, key)), "by ASK");
        assertEquals(
                1,
                result(() -> push("livetally:{moved}:new", "1")).toInteger(),
                "by ASK, twice: by its hash and by its text");
        pushMany(key, answers, 100);
        cluster.moveKey("livetally:{moved}:new", to);
        cluster.endMove(slot, to);
        pushMany(key, answers, 200);
        answers.forEach(Await::result);
        assertEquals(301, result(() -> send(Command.LLEN, key)).toInteger());
        assertEquals(to, cluster.owner(key));
        Await.until("it is known", () -> on(() -> link.problem(key)).isEmpty());
        cluster.moveSlot(slot, otherMaster(key));
        assertEquals(301, result(() -> send(Command.LLEN, key)).toInteger());
    }

    /** The key of many that is gone already, and one that is still there: whichever server is asked, the other one has one. */
    @Test
    void aScriptOfSeveralKeysWaitsForTheEndOfTheMove() {
        String one = "livetally:{waits}:one";
        String two = "livetally:{waits}:two";
        RedisProcess to = otherMaster(one);
        cluster.ask("SET", one, "1");
        to.ask("CONFIG", "RESETSTAT");
        cluster.beginMove(cluster.slot(one), to);
        Future<Response> sum = run(() -> link.run(new ScriptCall(TWO).key(one).key(two)));
        cluster.moveKey(one, to);
        Await.until("it is sent where the key is now", () -> asked(to) > 0);
        assertFalse(sum.isComplete(), "the other key may still be where it came from");
        cluster.endMove(cluster.slot(one), to);
        assertEquals(3, Await.result(sum).toInteger());
    }

    /** A script of two new keys comes to the new server again and again, until these are there. */
    @Test
    void aServerIsAskedAsLongAsTheSlotIsOnItsWayThere() {
        String one = "livetally:{asks}:one";
        String two = "livetally:{asks}:two";
        RedisProcess to = otherMaster(one);
        to.ask("CONFIG", "RESETSTAT");
        cluster.beginMove(cluster.slot(one), to);
        Future<Response> sum = run(() -> link.run(new ScriptCall(TWO).key(one).key(two)));
        Await.until("asked more than three times", () -> asked(to) > 3);
        cluster.endMove(cluster.slot(one), to);
        assertEquals(2, Await.result(sum).toInteger());
    }

    @Test
    void aSlotThatMovesForLongDoesNotCountAsAServerThatRefuses() {
        String one = "livetally:{long}:one";
        String two = "livetally:{long}:two";
        RedisProcess to = otherMaster(one);
        cluster.ask("SET", one, "1");
        cluster.beginMove(cluster.slot(one), to);
        AtomicLong ahead = new AtomicLong();
        RedisWorld world = new RedisWorld(vertx, RedisClients.REAL, () -> System.nanoTime() + ahead.get());
        RedisLink hurried = on(() -> RedisLink.open(world, new RedisAddress(cluster.uri()), METRICS));
        Await.until("all masters", () -> on(hurried::isConnected));
        Future<Response> sum = on(() -> hurried.run(new ScriptCall(TWO).key(one).key(two)));
        ahead.set(TimeUnit.MILLISECONDS.toNanos(Errand.PATIENCE_MS));
        Await.until("given up", sum::isComplete);
        assertEquals("TRYAGAIN", Objects.requireNonNull(Refusal.of(sum.cause())).code());
        assertEquals("", on(hurried::problem));
        result(hurried::close);
        cluster.moveSlot(cluster.slot(one), to);
    }

    @Test
    void allAreToldAfterAServerHasSaidThatASlotIsElsewhere() {
        String key = "livetally:{told}:list";
        result(() -> push(key, "1"));
        int before = connected.get();
        cluster.moveSlot(cluster.slot(key), otherMaster(key));
        assertEquals(2, result(() -> push(key, "2")).toInteger());
        Await.until("all are told", () -> connected.get() > before);
    }

    @Test
    void aScriptThatTheClusterStopsInTheMiddleMayBeRunAgainLater() {
        String key = "livetally:{half}:one";
        RedisProcess to = otherMaster(key);
        cluster.ask("SET", key, "0");
        cluster.beginMove(cluster.slot(key), to);
        Throwable stopped = failure(() -> link.run(new ScriptCall(HALF).key(key)));
        Refusal refusal = Objects.requireNonNull(Refusal.of(stopped));
        assertEquals("NONLOCAL", refusal.code());
        assertFalse(RedisFailures.isPermanent(stopped));
        cluster.moveSlot(cluster.slot(key), to);
        run(() -> link.run(new ScriptCall(HALF).key(key)));
    }

    @Test
    void aMasterDiesAndItsReplicaTakesOver() {
        String key = "livetally:{dies}:list";
        RedisProcess dead = cluster.owner(key);
        String elsewhere = elsewhere(dead);
        result(() -> push(key, "before"));
        cluster.awaitReplicas();
        dead.kill();
        Await.until("its keys are away", () -> !on(() -> link.isConnected(key)));
        assertFalse(isConnected());
        assertTrue(on(() -> link.problem(key)).contains("127.0.0.1:" + dead.port()), () -> on(() -> link.problem(key)));
        assertEquals("", on(() -> link.problem(elsewhere)));
        assertTrue(on(() -> link.isConnected(elsewhere)));
        assertEquals(1, result(() -> push(elsewhere, "meanwhile")).toInteger());
        int before = connected.get();
        Future<Response> waits = run(() -> push(key, "after"));
        RedisProcess promoted = cluster.awaitNewOwner(key, dead);
        assertNotEquals(dead, promoted);
        assertEquals(2, Await.result(waits).toInteger(), "it waited, and did not fail");
        Await.until("all are told", () -> connected.get() > before);
        Await.until("all is well", () -> isConnected() && on(link::problem).isEmpty());
        dead.restart();
        cluster.awaitOk();
        assertEquals(3, result(() -> push(key, "later")).toInteger());
        assertTrue(isConnected());
    }

    @Test
    void aMasterThatStartsAgainIsConnectedAgain() {
        String key = "livetally:{again}:list";
        RedisProcess master = cluster.owner(key);
        result(() -> push(key, "1"));
        master.kill();
        Await.until("it is away", () -> !on(() -> link.isConnected(key)));
        master.restart();
        assertEquals(2, result(() -> push(key, "2")).toInteger());
        cluster.awaitOk();
        Await.until("all is well", () -> isConnected() && on(link::problem).isEmpty());
    }

    /** As an operator does before an update: nothing fails meanwhile. */
    @Test
    void aReplicaIsPromotedByHand() {
        String key = "livetally:{hand}:list";
        RedisProcess master = cluster.owner(key);
        RedisProcess replica = cluster.replicasOf(master).get(0);
        List<Future<Response>> answers = new ArrayList<>();
        long[] askedAt = {System.nanoTime()};
        replica.ask("CLUSTER FAILOVER");
        Await.until("it is the master", () -> {
            pushMany(key, answers, answers.size());
            answers.forEach(Await::result);
            if (System.nanoTime() - askedAt[0] > GIVEN_UP_NANOS) {
                askedAt[0] = System.nanoTime();
                replica.ask("CLUSTER FAILOVER");
            }
            return cluster.owner(key) == replica;
        });
        pushMany(key, answers, answers.size());
        answers.forEach(Await::result);
        assertEquals(answers.size(), result(() -> send(Command.LLEN, key)).toInteger());
        cluster.awaitOk();
    }

    @Test
    void aServerThatRefusesIsNamedAndKeepsNobodyFromTheOthers() {
        String key = "livetally:{refused}:list";
        refuses(key, "OOM", List.of("CONFIG SET maxmemory 1"), List.of("CONFIG SET maxmemory 0"));
        refuses(
                key,
                "BUSY",
                List.of("CONFIG SET busy-reply-threshold 20", "EVAL while true do end"),
                List.of("SCRIPT KILL"));
        refuses(
                key,
                "NOAUTH",
                List.of("CONFIG SET requirepass secret", "CLIENT KILL TYPE normal SKIPME yes"),
                List.of("CONFIG SET requirepass "));
        refuses(
                key,
                "max number of clients",
                List.of("CONFIG SET maxclients 1", "CLIENT KILL TYPE normal SKIPME yes"),
                List.of("CONFIG SET maxclients 1000"));
    }

    @Test
    void aMasterWhoseSnapshotsFailIsNamed() throws IOException {
        String key = "livetally:{snapshots}:list";
        RedisProcess owner = cluster.owner(key);
        Path inTheWay = Files.createDirectory(owner.directory().resolve("dump.rdb"));
        owner.ask("CONFIG", "SET", "save", "3600 1");
        refuses(key, "MISCONF", List.of("BGSAVE"), List.of("CONFIG SET stop-writes-on-bgsave-error no"));
        owner.ask("CONFIG", "SET", "save", "");
        owner.ask("CONFIG SET stop-writes-on-bgsave-error yes");
        Files.delete(inTheWay);
    }

    @Test
    void aMasterThatLoadsItsDataIsWaitedFor() {
        String key = "livetally:{loads}:list";
        RedisProcess owner = cluster.owner(key);
        String elsewhere = elsewhere(owner);
        for (int i = 0; i < 20; i++) {
            owner.ask("SET", "livetally:{loads}:" + i, "x".repeat(10_000));
        }
        owner.ask("CONFIG SET loading-process-events-interval-bytes 1024");
        owner.ask("CONFIG SET key-load-delay 50000");
        owner.begin("DEBUG", "RELOAD");
        Await.until("LOADING", () -> {
            run(() -> push(key, "unknown"));
            return on(() -> link.problem(key)).contains("LOADING");
        });
        Future<Response> waits = run(() -> push(key, "loaded"));
        assertEquals("", on(() -> link.problem(elsewhere)));
        result(() -> push(elsewhere, "meanwhile"));
        Await.result(waits);
        owner.ask("CONFIG SET key-load-delay 0");
        Await.until("all is well", () -> on(link::problem).isEmpty() && isConnected());
    }

    /** So READONLY and MASTERDOWN, which a demoted primary answers elsewhere, come from no server of a Cluster. */
    @Test
    void aReplicaSaysWhereItsMasterIsWhetherThatAnswersOrNot() {
        String key = "livetally:{replica}:list";
        RedisProcess owner = cluster.owner(key);
        RedisProcess replica = cluster.replicasOf(owner).get(0);
        String moved = "MOVED " + cluster.slot(key) + " 127.0.0.1:" + owner.port();
        replica.ask("CONFIG SET cluster-replica-no-failover yes");
        replica.ask("CONFIG SET replica-serve-stale-data no");
        assertEquals(moved, refusal(replica, key));
        owner.pause();
        replica.ask("CLIENT KILL TYPE master");
        Await.until(
                "it has lost its master",
                () -> String.valueOf(replica.ask("INFO replication")).contains("master_link_status:down"));
        assertEquals(moved, refusal(replica, key));
        owner.resume();
        replica.ask("CONFIG SET replica-serve-stale-data yes");
        replica.ask("CONFIG SET cluster-replica-no-failover no");
        cluster.awaitOk();
        Await.until("all is well", () -> on(link::problem).isEmpty() && isConnected());
    }

    private static String refusal(RedisProcess server, String key) {
        AssertionError refused = assertThrows(AssertionError.class, () -> server.ask("SET", key, "1"));
        return String.valueOf(Objects.requireNonNull(refused.getCause()).getMessage());
    }

    private void refuses(String key, String why, List<String> provoke, List<String> cure) {
        RedisProcess owner = cluster.owner(key);
        String elsewhere = elsewhere(owner);
        for (String command : provoke) {
            if (command.startsWith("EVAL")) {
                owner.begin("EVAL", command.substring("EVAL ".length()), "0");
            } else {
                owner.ask(command);
            }
        }
        Await.until(why, () -> {
            run(() -> push(key, "refused"));
            return on(() -> link.problem(key)).contains(why);
        });
        assertTrue(
                on(() -> link.problem(key)).contains("127.0.0.1:" + owner.port()), () -> on(() -> link.problem(key)));
        assertTrue(on(link::problem).contains(why), () -> on(link::problem));
        assertEquals("", on(() -> link.problem(elsewhere)));
        result(() -> push(elsewhere, why));
        cure.forEach(owner::ask);
        Await.until("it serves again", () -> on(link::problem).isEmpty() && isConnected());
        result(() -> push(key, "served"));
    }

    @Test
    void aSlotThatNoServerHoldsIsWaitedFor() {
        String key = "livetally:{nobodys}:list";
        String slot = Integer.toString(cluster.slot(key));
        RedisProcess owner = cluster.owner(key);
        owner.ask("CLUSTER", "DELSLOTS", slot);
        Future<Response> waits = run(() -> push(key, "1"));
        result(() -> push(elsewhere(owner), "1"));
        assertFalse(waits.isComplete());
        owner.ask("CLUSTER", "ADDSLOTS", slot);
        assertEquals(1, Await.result(waits).toInteger());
        cluster.awaitOk();
        Await.until("all is well", () -> on(link::problem).isEmpty() && isConnected());
    }

    private static String elsewhere(RedisProcess owner) {
        return IntStream.range(0, 100)
                .mapToObj(i -> "livetally:{" + i + "}:list")
                .filter(each -> cluster.owner(each) != owner)
                .findFirst()
                .orElseThrow();
    }

    private RedisProcess otherMaster(String key) {
        RedisProcess owner = cluster.owner(key);
        return cluster.masters().stream()
                .filter(master -> master != owner)
                .findFirst()
                .orElseThrow();
    }

    private void pushMany(String key, List<Future<Response>> answers, int from) {
        for (int i = from; i < from + 100; i++) {
            String value = Integer.toString(i);
            answers.add(run(() -> push(key, value)));
        }
    }

    private Future<Response> push(String key, String value) {
        return link.run(new ScriptCall(PUSH).key(key).arg(value));
    }

    private Future<Response> send(Command command, String... args) {
        Request request = Request.cmd(command);
        for (String arg : args) {
            request.arg(arg);
        }
        return link.send(request);
    }

    private boolean isConnected() {
        return on(link::isConnected);
    }

    private static LuaScript script(String name, String source) {
        return new LuaScript(name, source, "0".repeat(40)); // always by its text
    }

    private static <T> T on(Supplier<T> work) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(turn -> done.complete(work.get()));
        return Await.result(done.future());
    }

    private static <T> Future<T> run(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(turn -> work.get().onComplete(done));
        return done.future();
    }

    private static <T> T result(Supplier<Future<T>> work) {
        return Await.result(run(work));
    }

    private static String text(Supplier<Future<Response>> work) {
        Response answer = result(work);
        return answer.type() == io.vertx.redis.client.ResponseType.MULTI
                ? answer.get(0).toString()
                : answer.toString();
    }

    /** How often the server was asked for keys that are on their way to it. */
    private static int asked(RedisProcess server) {
        Matcher calls = ASKING.matcher(String.valueOf(server.ask("INFO", "commandstats")));
        return calls.find() ? Integer.parseInt(calls.group(1)) : 0;
    }

    private static Throwable failure(Supplier<Future<Response>> work) {
        return Await.result(run(work).transform(result -> Future.succeededFuture(result.cause())));
    }
}
