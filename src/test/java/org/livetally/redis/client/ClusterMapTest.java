package org.livetally.redis.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.redis.client.ScriptedServers.array;
import static org.livetally.redis.client.ScriptedServers.number;
import static org.livetally.redis.client.ScriptedServers.text;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.metrics.Metrics;
import org.livetally.settings.RedisAddress;
import org.livetally.testing.Await;

/** Which server a link sends a key to, whatever the servers of a Cluster say of one another. */
@ExtendWith(VertxExtension.class)
@SuppressWarnings("NullAway.Init") // opened in each test
final class ClusterMapTest {
    private static final String A = "10.0.0.1:7000";
    private static final String B = "10.0.0.2:7000";
    private static final String C = "10.0.0.3:7000";
    /** Of slots 0, 8,000 or so, and 16,383 or so. */
    private static final String LOW = key(0, 1_000);

    private static final String MIDDLE = key(7_500, 8_500);
    private static final String HIGH = key(15_000, 16_383);
    private static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(RedisLink.SILENCE_TIMEOUT_MS + 1_000);

    private final ScriptedServers servers = new ScriptedServers();
    private final Metrics metrics = new Metrics();
    /** How much later it is for the link. */
    private final AtomicLong ahead = new AtomicLong();

    private final Vertx vertx;
    private final Context loop;
    private RedisLink link;

    ClusterMapTest(Vertx vertx) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
    }

    @AfterEach
    void close() {
        Await.result(run(link::close));
        assertEquals(0, metrics.links.get());
        assertEquals(0, metrics.connectedLinks.get());
    }

    @Test
    void aMapThatShrinksLeavesNothingBehind() {
        all(1, "0-5460 " + A, "5461-10922 " + B, "10923-16383 " + C);
        open(A, B, C);
        assertEquals(A, holder(LOW));
        assertEquals(B, holder(MIDDLE));
        assertEquals(C, holder(HIGH));
        assertEquals(4, metrics.links.get(), "one is the map");
        all(2, "0-5460 " + A, "5461-16383 " + B);
        servers.remove(C);
        Await.until("its slots are B's", () -> link(() -> link.server(HIGH)).equals(B));
        assertEquals(B, holder(HIGH));
        Await.until("all is well", () -> isConnected() && problem().isEmpty());
        assertEquals(3, metrics.links.get(), "nobody connects to C any more");
    }

    @Test
    void ofAMapThatIsHalfKnownThatHalfIsServed() {
        servers.at(A, told(A, true, 1, "0-12000 " + A));
        link = link(() -> RedisLink.open(world(), new RedisAddress("redis+cluster://" + A), metrics));
        assertEquals(A, holder(LOW));
        assertFalse(isConnected());
        Await.until("said", () -> problem().contains("4383 slots are on no server"));
        Future<Response> waits = run(() -> get(HIGH));
        servers.at(B, told(B, true, 2, "0-12000 " + A, "12001-16383 " + B));
        servers.at(A, told(A, true, 2, "0-12000 " + A, "12001-16383 " + B));
        servers.reset(A);
        assertEquals(B, Await.result(waits).toString());
        Await.until("all is well", () -> isConnected() && problem().isEmpty());
    }

    @Test
    void aServerThatIsCutOffIsNotBelievedIfAnotherOneIsWell() {
        servers.at(A, told(A, false, 1, "0-16383 " + A));
        servers.at(B, told(B, true, 2, "0-16383 " + B));
        open(A, B);
        assertEquals(B, holder(LOW));
    }

    @Test
    void hostsMayBeLeftOutNamedOrOfIpv6() {
        String asked = "[2001:db8::1]:7000";
        String named = "node-b.example:7001";
        servers.at(asked, told(asked, true, 1, "0-8191 :7000", "8192-16383 " + named));
        servers.at(named, told(named, true, 1, "0-8191 [2001:db8::1]:7000", "8192-16383 :7001"));
        open(asked);
        assertEquals(asked, holder(LOW));
        assertEquals(named, holder(HIGH));
    }

    @Test
    void ifNoServerAnswersTheReasonOfOneIsSaid() {
        link = link(() -> RedisLink.open(world(), new RedisAddress("redis+cluster://" + A + "," + B), metrics));
        Await.until("said", () -> problem().contains("no server of the Redis Cluster tells where its keys are"));
        assertTrue(problem().contains("Connection refused"), problem());
        servers.at(B, told(B, true, 1, "0-16383 " + B));
        assertEquals(B, holder(LOW));
    }

    /**
     * Was found by simulation. A new connection asks the holder of the format for it before it is used; nobody else may ask that
     * one for anything.
     */
    @Test
    void aConnectionThatIsAskedForOthersOnlyIsReplacedWhenItIsSilent() {
        String guard = Slot.of(StreamKeys.RESTORE) < 8_192 ? A : B;
        String other = guard.equals(A) ? B : A;
        all(1, "0-8191 " + A, "8192-16383 " + B);
        open(A, B);
        servers.silence(guard);
        servers.reset(other);
        Await.until("it waits for the guard", () -> servers.isSilent(guard) && !isConnected());
        ahead.set(SILENCE_NANOS);
        Await.until("all are connected again", () -> isConnected());
    }

    private void all(long epoch, String... ranges) {
        for (String range : ranges) {
            String place = range.substring(range.indexOf(' ') + 1);
            servers.at(place, told(place, true, epoch, ranges));
        }
    }

    private void open(String... seeds) {
        link = link(
                () -> RedisLink.open(world(), new RedisAddress("redis+cluster://" + String.join(",", seeds)), metrics));
        Await.until("all are connected", () -> isConnected());
    }

    private boolean isConnected() {
        return this.<Boolean>link(() -> link.isConnected());
    }

    private String problem() {
        return this.<String>link(() -> link.problem());
    }

    private RedisWorld world() {
        return new RedisWorld(vertx, servers, () -> System.nanoTime() + ahead.get());
    }

    /** A server that answers each question for a key with its own name. */
    private static ScriptedServers.Script told(String own, boolean isWell, long epoch, String... ranges) {
        Response slots = array(Stream.of(ranges).map(ClusterMapTest::range).toArray(Response[]::new));
        Response info =
                text("cluster_state:" + (isWell ? "ok" : "fail") + "\r\ncluster_current_epoch:" + epoch + "\r\n");
        return command -> switch (command) {
            case "CLUSTER SLOTS" -> slots;
            case "CLUSTER INFO" -> info;
            default -> text(own);
        };
    }

    private static Response range(String range) {
        String[] words = range.split("[ -]", 3);
        int colon = words[2].lastIndexOf(':');
        String host = words[2].substring(0, colon).replaceAll("[\\[\\]]", "");
        long port = Long.parseLong(words[2].substring(colon + 1));
        return array(
                number(Long.parseLong(words[0])),
                number(Long.parseLong(words[1])),
                array(text(host), number(port), text("id")));
    }

    private static String key(int first, int last) {
        return Stream.iterate(0, i -> i + 1)
                .map(i -> "{" + i + "}")
                .filter(key -> Slot.of(key) >= first && Slot.of(key) <= last)
                .findFirst()
                .orElseThrow();
    }

    private String holder(String key) {
        return Await.result(run(() -> get(key))).toString();
    }

    private Future<Response> get(String key) {
        return link.send(Request.cmd(Command.GET).arg(key));
    }

    private <T> T link(Supplier<T> work) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(turn -> done.complete(work.get()));
        return Await.result(done.future());
    }

    private <T> Future<T> run(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(turn -> work.get().onComplete(done));
        return done.future();
    }
}
