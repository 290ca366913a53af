package org.livetally.redis.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.livetally.redis.client.ScriptedServers.array;
import static org.livetally.redis.client.ScriptedServers.error;
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
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.metrics.Metrics;
import org.livetally.metrics.RedisOutages.Outage;
import org.livetally.settings.RedisAddress;
import org.livetally.testing.Await;

/** With Redis 7.2 or later, which is not here, an ack waits until replicas have the order on disk. */
@ExtendWith(VertxExtension.class)
@SuppressWarnings("NullAway.Init") // opened before each test
final class WaitAofTest {
    private static final String PLACE = "10.0.0.1:6379";

    private final ScriptedServers servers = new ScriptedServers();
    private final Metrics metrics = new Metrics();
    private final Queue<Response> waitAof = new ConcurrentLinkedQueue<>();
    private final List<String> waits = new CopyOnWriteArrayList<>();
    private final Vertx vertx;
    private final Context loop;
    private RedisLink link;

    WaitAofTest(Vertx vertx) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
    }

    private void open(Response... answers) {
        waitAof.addAll(List.of(answers));
        servers.at(PLACE, this::answer);
        link = on(() -> RedisLink.open(
                        new RedisWorld(vertx, servers, System::nanoTime), new RedisAddress("redis://" + PLACE), metrics)
                .withReplicas(1));
        Await.until("connected", () -> isConnected());
    }

    private Response answer(String command) {
        if (command.startsWith("WAIT")) {
            waits.add(command);
            Response next = command.startsWith("WAITAOF") ? waitAof.poll() : number(1);
            return next == null ? array(number(1), number(1)) : next;
        }
        return text(command.startsWith("INFO") ? "role:master\r\nmaster_replid:one\r\nconnected_slaves:1\r\n" : "OK");
    }

    @Test
    void anAckWaitsForTheFilesOfReplicasAndForItsOwn() {
        open(array(number(0), number(1)), array(number(1), number(0)), array(number(1), number(1)));
        Await.result(writeAndAsk());
        assertEquals("WAITAOF 1 1 1000", waits.get(0));
        assertEquals(
                3, waits.stream().filter(each -> each.startsWith("WAITAOF")).count());
        assertFalse(waits.stream().anyMatch(each -> each.startsWith("WAIT ")), waits::toString);
        assertEquals("", problem());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ERR unknown command 'WAITAOF', with args beginning with: '1' '1' '1000' ",
                "ERR WAITAOF cannot be used when numlocal is set but appendonly is disabled.",
                "NOPERM this user has no permissions to run the 'waitaof' command"
            })
    void whereThatIsNotToBeHadTheirMemoryIsEnough(String refusal) {
        open(error(refusal));
        Await.result(writeAndAsk());
        Await.result(writeAndAsk());
        assertEquals("WAITAOF 1 1 1000", waits.get(0));
        assertEquals("WAIT 1 1000", waits.get(1));
        assertEquals(
                1, waits.stream().filter(each -> each.startsWith("WAITAOF")).count(), "not asked for again");
    }

    /** It would be wrong to take that for a server without the command. */
    @Test
    void aServerThatIsDemotedWhileItWaitsIsLeft() {
        open(error("UNBLOCKED force unblock from blocking operation, instance state changed (master -> replica?)"));
        Await.result(writeAndAsk());
        assertFalse(waits.stream().anyMatch(each -> each.startsWith("WAIT ")), waits::toString);
    }

    private Future<Void> writeAndAsk() {
        Promise<Void> done = Promise.promise();
        loop.runOnContext(
                go -> link.sendReplicated(Request.cmd(Command.SET).arg("k").arg("1"), "k")
                        .<Void>mapEmpty()
                        .onComplete(done));
        return done.future();
    }

    private boolean isConnected() {
        return this.<Boolean>on(() -> link.isConnected());
    }

    private String problem() {
        Outage outage = metrics.redisOutages.ofLink("").any();
        return outage == null ? "" : outage.reason();
    }

    private <T> T on(Supplier<T> work) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(turn -> done.complete(work.get()));
        return Await.result(done.future());
    }
}
