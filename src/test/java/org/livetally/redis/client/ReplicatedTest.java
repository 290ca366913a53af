package org.livetally.redis.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.faults.Signals;
import org.livetally.metrics.Metrics;
import org.livetally.metrics.RedisOutages.Outage;
import org.livetally.settings.RedisAddress;
import org.livetally.testing.Await;
import org.livetally.testing.RedisProcess;

/** What a link was answered counts as replicated once so many replicas have it, and never because of another server. */
@ExtendWith(VertxExtension.class)
@SuppressWarnings("NullAway.Init") // set before each test
final class ReplicatedTest {
    private static final String KEY = "livetally:{s}:k";

    private final RedisProcess primary = RedisProcess.start();
    private final RedisProcess replica = RedisProcess.start("--replicaof", "127.0.0.1 " + primary.port());
    private final Metrics metrics = new Metrics();
    private long patienceMs = Committer.PATIENCE_MS;
    private Vertx vertx;
    private Context loop;

    @BeforeEach
    void follow(Vertx own) {
        vertx = own;
        loop = own.getOrCreateContext();
        Await.until("the replica follows", () -> info(primary).contains("state=online"));
    }

    @AfterEach
    void end() {
        replica.close();
        primary.close();
    }

    @Test
    void waitsForAReplicaThatIsPausedAndGoesOnWithIt() {
        RedisLink link = open(1);
        Await.result(on(link, this::writeAndAsk));
        Signals.send("STOP", replica.pid());
        Future<Void> asked = on(link, this::writeAndAsk);
        Await.until("the node says so", () -> problem().contains("NOREPLICAS"));
        assertFalse(asked.isComplete(), "acked although no replica has it");
        Signals.send("CONT", replica.pid());
        Await.result(asked);
        Await.until("the node is well again", () -> problem().isEmpty());
        assertEquals("1", String.valueOf(replica.ask("GET", KEY)));
    }

    @Test
    void moreReplicasThanThereAreIsSaidBeforeAnythingIsAsked() {
        patienceMs = 100;
        RedisLink link = open(2);
        Await.until("the node says so", () -> problem().contains("--ack-replicas is 2"));
        Throwable failure = Await.result(on(link, this::writeAndAsk)
                .<Throwable>map(done -> new AssertionError("acked"))
                .otherwise(error -> error));
        assertInstanceOf(UnreplicatedException.class, failure);
    }

    @Test
    void withoutReplicasWantedNothingIsSent() {
        RedisLink link = open(0);
        Await.result(on(link, this::writeAndAsk));
        assertEquals(1, metrics.links.get());
        assertEquals("0", String.valueOf(primary.ask("EXISTS", StreamKeys.ACKED)));
    }

    @Test
    void whatAnOldPrimaryHadIsNotVouchedForByTheNewOne() {
        RedisLink link = open(1);
        Await.result(on(link, this::writeAndAsk));
        Signals.send("STOP", replica.pid()); // as a replica that lags
        Future<Void> asked = on(link, this::writeAndAsk);
        Await.until("a round waits", () -> problem().contains("NOREPLICAS"));
        primary.ask("REPLICAOF", "127.0.0.1", Integer.toString(replica.port()));
        Signals.send("CONT", replica.pid());
        replica.ask("REPLICAOF", "NO", "ONE");
        Await.until("demoted and emptied of it", () -> info(primary).contains("master_link_status:up"));
        primary.ask("REPLICAOF", "NO", "ONE");
        replica.ask("REPLICAOF", "127.0.0.1", Integer.toString(primary.port()));
        Await.until("the replica follows again", () -> info(primary).contains("state=online"));
        Await.until("answered", asked::isComplete);
        assertNotNull(asked.cause(), "the server is the primary again, and has a replica; but it has another history");
        Await.until("new writes are replicated", () -> isReplicated(link));
    }

    @Test
    void askingOfAServerThatIsGivenUpFailsWhileARoundWaits() {
        Shard shard = shard(HeldKeys.ALL);
        Await.result(on(() -> writeAndAsk(shard)));
        Signals.send("STOP", replica.pid());
        Future<Void> asked = on(() -> writeAndAsk(shard));
        Await.until("a round waits", () -> blockedClients().contains("blocked_clients:1"));
        on(() -> {
            shard.retire();
            return Future.succeededFuture();
        });
        Signals.send("CONT", replica.pid());
        assertUnknown(asked);
        Await.result(on(shard::close));
    }

    @Test
    void whatAServerAnswersAfterItIsGivenUpCountsAsNotReplicated() {
        Shard shard = shard(HeldKeys.ALL);
        primary.ask("CLIENT", "PAUSE", "30000", "WRITE");
        Future<Void> asked = on(() -> {
            Future<Void> done = writeAndAsk(shard);
            shard.retire();
            return done;
        });
        primary.ask("CLIENT", "UNPAUSE");
        assertUnknown(asked);
        Await.result(on(shard::close));
    }

    @Test
    void aServerWithoutSlotsVouchesForNothingAndKeepsItsConnections() {
        Shard shard = shard(new NoKeys());
        assertUnknown(on(() -> writeAndAsk(shard)));
        assertEquals(2, metrics.connectedLinks.get());
        Await.result(on(shard::close));
    }

    private String blockedClients() {
        return String.valueOf(primary.ask("INFO", "clients"));
    }

    private static void assertUnknown(Future<Void> asked) {
        Await.until("answered", asked::isComplete);
        assertInstanceOf(UnreplicatedException.class, asked.cause());
    }

    /** Of a server of a Cluster to which the first slot is on its way. */
    private static final class NoKeys implements HeldKeys {
        @Override
        public @Nullable String here(String name) {
            return null;
        }

        @Override
        public void notHere() {
            // there is nothing
        }

        @Override
        public Future<Response> guard(Function<Request, Future<Response>> send, Request question) {
            return send.apply(question);
        }
    }

    private Future<Void> writeAndAsk(Shard shard) {
        return shard.send(Request.cmd(Command.SET).arg(KEY).arg("1"), null).compose(done -> shard.replicated());
    }

    /** A server, both of whose connections are there. */
    private Shard shard(HeldKeys keys) {
        Shard made = Await.result(on(() -> {
            Endpoints endpoints = new Endpoints(vertx, new RedisAddress(primary.uri()), RedisLink.SILENCE_TIMEOUT_MS);
            Shard shard = new Shard(
                    new Connector.Wiring(RedisWorld.of(vertx), endpoints, RedisLink.SILENCE_TIMEOUT_MS, metrics),
                    new Connector.Server("", endpoints::only),
                    keys,
                    RedisLink.Use.SERVE);
            shard.withReplicas(new Committer.Wanted(1, patienceMs));
            shard.connect();
            return Future.succeededFuture(shard);
        }));
        Await.until("connected", () -> metrics.connectedLinks.get() == 2);
        return made;
    }

    private boolean isReplicated(RedisLink link) {
        Future<Boolean> done = on(link, this::writeAndAsk).map(true).otherwise(false);
        Await.until("answered", done::isComplete);
        return done.result();
    }

    @Test
    void countsOfBothCommands() {
        assertTrue(Objects.requireNonNull(primary.ask("WAIT", "1", "1000")).toLong() >= 0);
        assertEquals(2, Committer.count(Objects.requireNonNull(primary.ask("EVAL", "return {1, 2}", "0"))));
        assertEquals(0, Committer.count(Objects.requireNonNull(primary.ask("EVAL", "return {0, 2}", "0"))));
        assertEquals(3, Committer.count(Objects.requireNonNull(primary.ask("EVAL", "return 3", "0"))));
    }

    private Future<Void> writeAndAsk(RedisLink link) {
        return link.send(Request.cmd(Command.SET).arg(KEY).arg("1")).compose(done -> link.replicated(KEY));
    }

    private RedisLink open(int replicas) {
        Promise<RedisLink> opened = Promise.promise();
        loop.runOnContext(turn -> {
            RedisLink link = RedisLink.open(vertx, new RedisAddress(primary.uri()), metrics)
                    .withReplicas(new Committer.Wanted(replicas, patienceMs));
            link.onConnected(() -> opened.tryComplete(link));
        });
        return Await.result(opened.future());
    }

    private <T> Future<T> on(RedisLink link, Function<RedisLink, Future<T>> work) {
        return on(() -> work.apply(link));
    }

    private <T> Future<T> on(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(turn -> work.get().onComplete(done));
        return done.future();
    }

    /** What any link of the node would say. */
    private String problem() {
        Outage any = metrics.redisOutages.ofLink("").any();
        return any == null ? "" : any.reason();
    }

    private static String info(RedisProcess redis) {
        return String.valueOf(redis.ask("INFO", "replication"));
    }
}
