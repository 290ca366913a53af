package org.livetally.redis.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.faults.LogLines;
import org.livetally.metrics.Metrics;
import org.livetally.settings.RedisAddress;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.RedisProcess;

/** Why there is no connection is logged when it changes, once for all event loops, whatever transport they use. */
final class OutageLogTest {
    @Test
    void eachNewReasonIsLoggedOnce() {
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        Vertx other = Vertx.vertx();
        try (LogLines log = new LogLines(Connector.class.getName());
                RedisProcess redis = RedisProcess.start()) {
            redis.ask("CONFIG SET requirepass sesame");
            RedisAddress address = new RedisAddress("redis://:sesame@127.0.0.1:" + redis.port());
            Metrics metrics = new Metrics();
            List<RedisLink> links = new ArrayList<>();
            for (Vertx each : List.of(vertx, vertx, other, other)) {
                Promise<RedisLink> opened = Promise.promise();
                each.runOnContext(loop -> opened.complete(RedisLink.open(each, address, metrics)));
                links.add(Await.result(opened.future()));
            }
            Await.until("connections", () -> links.stream().allMatch(RedisLink::isConnected));

            redis.ask("CONFIG SET requirepass another");
            redis.ask("CLIENT KILL TYPE normal");
            awaitReason(links, "WRONGPASS");
            ProcessHandle.of(redis.pid()).ifPresent(ProcessHandle::destroyForcibly);
            awaitReason(links, "Connection refused");

            assertEquals(1, lines(log, "WRONGPASS"), log::text);
            assertEquals(1, lines(log, "Connection refused"), log::text);
            assertEquals(0, lines(log, "sesame"), log::text);
            assertEquals(0, lines(log, "failed with error"), log::text);
        } finally {
            Await.result(vertx.close());
            Await.result(other.close());
        }
    }

    @Test
    void whyTheFileOfTheAddressIsNotFollowedIsLoggedOnce(@TempDir Path secrets) throws Exception {
        Path file = Files.writeString(secrets.resolve("redis"), "redis://:sesame@127.0.0.1:1");
        RedisAddress address = new RedisAddress(Files.readString(file), null, file);
        Metrics metrics = new Metrics();
        Vertx vertx = Vertx.vertx();
        try (LogLines log = new LogLines(Connector.class.getName())) {
            for (int link = 0; link < 3; link++) {
                vertx.runOnContext(loop -> RedisLink.open(vertx, address, metrics));
            }
            Await.until("a reason", () -> lines(log, "Connection refused") > 0);
            Files.delete(file);
            Await.until("no file", () -> lines(log, "there is no " + file) > 0);
            Files.writeString(file, "\n");
            Await.until("an empty file", () -> lines(log, file + " is empty") > 0);
            Files.writeString(file, "rediss://:sesame@127.0.0.1:1");
            Await.until("TLS", () -> lines(log, "must not begin or end TLS") > 0);

            assertEquals(1, lines(log, "there is no " + file), log::text);
            assertEquals(0, lines(log, "sesame"), log::text);
        } finally {
            Await.result(vertx.close());
        }
    }

    @Test
    void aServerThatStopsLosesNoConnection() {
        try (RedisProcess redis = RedisProcess.start()) {
            LiveServer server = LiveServer.start("redis://127.0.0.1:" + redis.port(), InstantSource.system());
            long connections = connections(redis);
            redis.ask("CLIENT KILL TYPE normal");
            Await.until("all are there again", () -> connections(redis) >= connections);

            try (LogLines log = new LogLines(Connector.class.getName())) {
                server.close();
                assertEquals("", log.text());
            }
        }
    }

    private static long connections(RedisProcess redis) {
        String all = String.valueOf(redis.ask("CLIENT LIST"));
        return all.lines().filter(line -> line.contains("flags=N")).count();
    }

    private static void awaitReason(List<RedisLink> links, String reason) {
        Await.until(reason, () -> links.stream().allMatch(link -> link.problem().contains(reason)));
    }

    private static long lines(LogLines log, String text) {
        return log.text().lines().filter(line -> line.contains(text)).count();
    }
}
