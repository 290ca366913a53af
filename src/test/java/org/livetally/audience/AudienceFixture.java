package org.livetally.audience;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.Await;
import org.livetally.testing.TestRedis;

/** An event loop that serves one live stream, viewers to connect to it, and what Redis holds. */
@ExtendWith(VertxExtension.class)
@SuppressWarnings("NullAway.Init") // set before each test
abstract class AudienceFixture {
    static final String STREAM = "naqu-4500m";
    static final StreamKeys KEYS = new StreamKeys(STREAM);

    final TestClock clock = new TestClock();
    private Vertx vertx;
    private final List<AudienceServer> servers = new ArrayList<>();
    private final List<TestViewer> viewers = new ArrayList<>();

    @BeforeEach
    void startLive(Vertx own) {
        vertx = own;
        TestRedis.flush();
        setStatus("live");
        startServer("node-1");
    }

    @AfterEach
    void leave() {
        viewers.forEach(TestViewer::close);
    }

    AudienceServer startServer(String counter) {
        AudienceServer server = AudienceServer.start(vertx, clock, counter);
        servers.add(server);
        return server;
    }

    AudienceServer server() {
        return servers.get(0);
    }

    TestViewer connect(String id) {
        return connect(server(), id);
    }

    TestViewer connect(AudienceServer node, String id) {
        TestViewer viewer = TestViewer.connect(node, STREAM, id);
        viewers.add(viewer);
        return viewer;
    }

    static void setStatus(String status) {
        TestRedis.command("HSET", KEYS.settings(), "status", status);
    }

    static String audience(String field) {
        return TestRedis.text("HGET", KEYS.audience(), field);
    }

    static String presence(String counter) {
        return TestRedis.text("HGET", KEYS.presence(), counter);
    }

    static String version() {
        return TestRedis.text("HGET", KEYS.totals(), "version");
    }

    static void awaitAudience(String field, String value) {
        try {
            Await.until(field + " " + value, () -> audience(field).equals(value));
        } catch (AssertionError e) {
            String held = TestRedis.text("HGETALL", KEYS.audience()) + TestRedis.text("HGETALL", KEYS.flushes());
            throw new AssertionError("Redis holds " + held, e);
        }
    }
}
