package org.livetally.redis.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisStandaloneConnectOptions;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.testing.Await;

/** Which of two connections may lead to a server of before, and how long one has been silent. */
@ExtendWith(VertxExtension.class)
final class HeldConnectionTest {
    private static final String PLACE = "10.0.0.1:6379";

    private final AtomicLong nanos = new AtomicLong();
    private final ScriptedServers servers = new ScriptedServers();
    private final Vertx vertx;

    HeldConnectionTest(Vertx vertx) {
        this.vertx = vertx;
        servers.at(PLACE, command -> ScriptedServers.text("OK"));
    }

    @Test
    void oneThatWasOpenedBeforeAnotherOneWasInUseMayLeadToAServerOfBefore() {
        HeldConnection first = opened(0);
        HeldConnection meanwhile = opened(1);
        ready(first, 2);
        HeldConnection later = opened(3);
        ready(meanwhile, 4);
        ready(later, 5);
        assertTrue(first.isBefore(later));
        assertTrue(meanwhile.isBefore(first), "it may have asked for the primary earlier");
        assertFalse(later.isBefore(first));
        assertFalse(first.isBefore(first));
    }

    @Test
    void whoLeavesItTellsItsOwner() {
        HeldConnection held = opened(0);
        List<Throwable> told = new ArrayList<>();
        held.onLeft(told::add);
        RuntimeException left = held.leave();
        assertSame(left, told.get(0));
    }

    @Test
    void aQuestionFromBeforeItsFirstUseDoesNotMakeItSilentForAsLongAsTheGreetingTook() {
        HeldConnection held = opened(0);
        RedisConnection open = Await.result(held.connect());
        servers.silence(PLACE);
        nanos.set(TimeUnit.MILLISECONDS.toNanos(4_900));
        held.ask(Request.cmd(Command.PING));
        held.ready(open);
        nanos.set(TimeUnit.MILLISECONDS.toNanos(5_100));
        assertEquals(200, held.silentMs(), "it owes the answer since then");
    }

    private HeldConnection opened(long at) {
        nanos.set(at);
        return new HeldConnection(
                servers.create(
                        vertx,
                        new RedisOptions(),
                        () -> Future.succeededFuture(
                                new RedisStandaloneConnectOptions().setConnectionString("redis://" + PLACE))),
                nanos::get);
    }

    private void ready(HeldConnection held, long at) {
        RedisConnection open = Await.result(held.connect());
        nanos.set(at);
        held.ready(open);
    }
}
