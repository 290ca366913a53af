package org.livetally.ledger.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.Await;
import org.livetally.testing.ManualClock;
import org.livetally.testing.RedisProcess;
import org.livetally.testing.TestConnection;

/** Of streams at rest, a turn asks only whether they are there; what they lack is found when the server may be another one. */
@ExtendWith(VertxExtension.class)
final class LedgerWatchTest {
    private final RedisProcess server = RedisProcess.start("--enable-debug-command", "yes");
    private final AckMemory memory = new AckMemory(new ManualClock());
    private final Vertx vertx;
    private final Context loop;

    LedgerWatchTest(Vertx vertx) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
    }

    @AfterEach
    void end() {
        server.close();
    }

    /** As a proxy does that keeps its clients' connections and leads them to a replica that was promoted. */
    @Test
    void anotherHistoryBehindTheSameConnectionIsLookedAtAtOnce() {
        for (String stream : new String[] {"kept", "lost"}) {
            StreamKeys keys = new StreamKeys(stream);
            server.ask("HSET", keys.settings(), "status", "live");
            server.ask("HSET", keys.totals(), "last", "5-0");
            memory.of(stream).found(true, "5-0", TestConnection.HERE);
        }
        Promise<RedisLink> opened = Promise.promise();
        loop.runOnContext(go -> {
            RedisLink redis = RedisLink.open(vertx, server.uri());
            LedgerWatch.watch(vertx, redis, memory);
            opened.complete(redis);
        });
        Await.until("both were looked at", () -> memory.busy().isEmpty());
        String connections = connections();
        server.ask("HSET", new StreamKeys("lost").totals(), "last", "4-0");
        server.ask("DEBUG", "CHANGE-REPL-ID");
        Await.until("it is missed", () -> memory.losses.isMissed("lost"));
        assertEquals(1, memory.losses.count());
        assertEquals(connections, connections(), "nobody has connected anew");
        Await.result(opened.future().compose(RedisLink::close));
    }

    private String connections() {
        return String.valueOf(server.ask("INFO", "stats"))
                .lines()
                .filter(line -> line.startsWith("total_connections_received"))
                .findFirst()
                .orElseThrow();
    }
}
