package org.livetally.redis.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.app.Auditor;
import org.livetally.metrics.Metrics;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.Limits;
import org.livetally.settings.RedisAddress;
import org.livetally.settings.SettingException;
import org.livetally.settings.Settings;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.TestProducer;
import org.livetally.testing.TestRedis;
import org.livetally.testing.TlsRedis;

/** {@code rediss://}, with certificates of a private authority. */
@ExtendWith(VertxExtension.class)
final class TlsTest {
    private static final long SILENCE_MS = 500;
    private static final String HERE = "dns:localhost,ip:127.0.0.1";

    @TempDir
    Path directory;

    @Test
    void aServerAndTheAuditWorkOverTls(Vertx vertx) throws Exception {
        TestRedis.flush();
        try (TlsRedis redis = TlsRedis.start(directory, HERE)) {
            RedisAddress address = new RedisAddress(redis.uri(), redis.certificate());
            Settings settings = new Settings(
                    "127.0.0.1", 0, null, address, Path.of("no-data"), AccessSettings.DEFAULT, Limits.DEFAULTS);
            try (LiveServer server = LiveServer.start(settings, InstantSource.system());
                    TestProducer producer = server.producer()) {
                server.live("s");
                String order = OrderJson.order("s", "o-1", 100).encode();
                assertEquals("recorded", producer.ask(order).getString("result"));
            }
            assertEquals(
                    1, Await.result(Auditor.audit(vertx, address, "s")).get(0).messages());
        }
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefusedByTheOptionsName(Vertx vertx) throws Exception {
        try (TlsRedis redis = TlsRedis.start(directory, HERE)) {
            assertRefused(vertx, new RedisAddress(redis.uri()));
        }
    }

    @Test
    void aCertificateOfAnotherHostIsRefused(Vertx vertx) throws Exception {
        try (TlsRedis redis = TlsRedis.start(directory, "dns:elsewhere.example")) {
            assertRefused(vertx, new RedisAddress(redis.uri(), redis.certificate()));
        }
    }

    @Test
    void anAddressOfTheOtherTransportIsNoticed(Vertx vertx) throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) { // as a server is that waits for the rest
            assertSays(
                    vertx, "redis://127.0.0.1:" + silent.getLocalPort(), "if it wants TLS, its address is rediss://…");
            assertSays(
                    vertx, "rediss://127.0.0.1:" + silent.getLocalPort(), "if it has no TLS, its address is redis://…");
        }
    }

    private static void assertSays(Vertx vertx, String uri, String reason) {
        Promise<RedisLink> opened = Promise.promise();
        vertx.runOnContext(loop -> opened.complete(RedisLink.open(vertx, uri, SILENCE_MS, new Metrics())));
        RedisLink link = Await.result(opened.future());
        Await.until(reason, () -> link.problem().contains(reason));
    }

    @Test
    void aFileThatHoldsNoCertificatesIsNamedByItsOption() throws Exception {
        Path text = Files.writeString(directory.resolve("text.pem"), "no certificate");
        assertNamesTheOption("rediss://localhost:6379", text);
        assertNamesTheOption("rediss://localhost:6379", Files.createFile(directory.resolve("empty.pem")));
        assertNamesTheOption("rediss://localhost:6379", directory.resolve("missing.pem"));
        assertNamesTheOption("redis://localhost:6379", text);
    }

    @Test
    void noPasswordIsInAnAddressForPeople() {
        for (String uri : new String[] {
            "redis://user:secret@host:6379", "redis://:secret@host/0", "unix:///run/redis.sock?password=secret&user=me"
        }) {
            RedisAddress address = new RedisAddress(uri);
            assertFalse(address.place().contains("secret"), address.place());
            assertFalse(address.toString().contains("secret"), address.toString());
        }
        assertEquals("redis://host:6379", new RedisAddress("redis://host:6379").place());
    }

    private static void assertNamesTheOption(String uri, Path ca) {
        SettingException error = assertThrows(SettingException.class, () -> new RedisAddress(uri, ca));
        assertTrue(String.valueOf(error.getMessage()).startsWith("--redis-ca "), error::toString);
    }

    private static void assertRefused(Vertx vertx, RedisAddress address) {
        Promise<RedisLink> opened = Promise.promise();
        vertx.runOnContext(loop -> opened.complete(RedisLink.open(vertx, address, new Metrics())));
        RedisLink link = Await.result(opened.future());
        Await.until("a reason", () -> link.problem().contains("--redis-ca"));
        assertFalse(link.isConnected());
    }
}
