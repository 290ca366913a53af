package org.livetally.testing;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.app.Auditor;
import org.livetally.app.Livetally;
import org.livetally.ledger.replay.Audit;
import org.livetally.metrics.LimitCounters;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.Limits;
import org.livetally.settings.RedisAddress;
import org.livetally.settings.Settings;

/** The whole product on a free port, and what its clients do with it: operators, producers, screens. */
public final class LiveServer implements TestResource {
    /** Not read: these servers are given their Redis. */
    private static final Path NO_DATA = Path.of("no-data-of-its-own");

    private final Settings settings;
    private final InstantSource clock;
    private final List<String> live;
    private final boolean emptiesRedis;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();
    private @Nullable Livetally running;

    private LiveServer(Settings settings, InstantSource clock, boolean emptiesRedis, String... live) {
        this.settings = settings;
        this.clock = clock;
        this.emptiesRedis = emptiesRedis;
        this.live = List.of(live);
    }

    /** An extension: a server on an empty Redis of the tests, in real time, where these streams are live. */
    public static LiveServer with(String... live) {
        return with(Limits.DEFAULTS, live);
    }

    /** The same, at the time of a clock. */
    public static LiveServer with(InstantSource clock) {
        return with(new Settings("127.0.0.1", 0, TestRedis.uri(), NO_DATA), clock);
    }

    /** The same, with these limits on what strangers may take. */
    public static LiveServer with(Limits limits, String... live) {
        return with(
                new Settings("127.0.0.1", 0, TestRedis.uri(), NO_DATA, AccessSettings.DEFAULT, limits),
                InstantSource.system(),
                live);
    }

    /** The same, with any settings that name the Redis of the tests, and any clock. */
    public static LiveServer with(Settings settings, InstantSource clock, String... live) {
        return new LiveServer(settings, clock, true, live);
    }

    /** On an empty Redis of the tests, in real time. */
    public static LiveServer start() {
        return start(InstantSource.system());
    }

    /** On an empty Redis of the tests. */
    public static LiveServer start(InstantSource clock) {
        TestRedis.flush();
        return start(TestRedis.uri(), clock);
    }

    /** On any Redis, with its data. Returns when every event loop is connected to it. */
    public static LiveServer start(String redisUri, InstantSource clock) {
        return start(0, redisUri, clock);
    }

    /** The same on a given port, as after a restart. */
    public static LiveServer start(int port, String redisUri, InstantSource clock) {
        return start(new Settings("127.0.0.1", port, redisUri, NO_DATA), clock);
    }

    /** On an empty Redis of the tests, with these limits on what strangers may take. */
    public static LiveServer start(Limits limits, String... live) {
        LiveServer started = with(limits, live);
        started.begin();
        return started;
    }

    /** With a Redis of its own on the directory, as {@code serve} starts it. */
    public static LiveServer startOn(Path dataDir) {
        return start(new Settings("127.0.0.1", 0, null, dataDir), InstantSource.system());
    }

    /** With any settings. */
    public static LiveServer start(Settings settings, InstantSource clock) {
        LiveServer started = new LiveServer(settings, clock, false);
        started.begin();
        return started;
    }

    @Override
    public void begin() {
        if (emptiesRedis) {
            TestRedis.flush();
        }
        running = Await.result(Livetally.start(settings, clock));
        // Connections go round the event loops, each of which has its own link to Redis.
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            Await.until(
                    "ready",
                    () -> RawRequest.of("GET", "/health/ready", "")
                                    .send(healthPort())
                                    .status()
                            == 200);
        }
        live.forEach(this::live);
    }

    private Livetally server() {
        return Objects.requireNonNull(running, "not begun, or closed");
    }

    /** How often its limits were reached. */
    public LimitCounters limits() {
        return server().limits();
    }

    /** The port of metrics and health, if they have their own. */
    public int managementPort() {
        return server().managementPort();
    }

    public int port() {
        return server().port();
    }

    /** Its Redis. */
    public String redisUri() {
        return server().redisUri();
    }

    /** Creates a stream without a goal; it is scheduled. */
    public void create(String stream) {
        create(new JsonObject().put("id", stream).put("title", "Title of " + stream));
    }

    /** Creates a stream from the body of {@code POST /api/streams}. */
    public void create(JsonObject body) {
        expect(201, send("POST", "/api/streams", body.encode()));
    }

    public void startStream(String stream) {
        expect(200, send("POST", "/api/streams/" + stream + "/start", ""));
    }

    public void endStream(String stream) {
        expect(200, send("POST", "/api/streams/" + stream + "/end", ""));
    }

    /** Creates a stream and starts it. */
    public void live(String stream) {
        create(stream);
        startStream(stream);
    }

    /** The answer of {@code GET /api/boards/…}: the snapshot, with {@code version} and {@code board}. */
    public JsonObject snapshot(String stream) {
        return new JsonObject(
                expect(200, send("GET", "/api/boards/" + stream, "")).body());
    }

    /** A section of the board. */
    public JsonObject board(String stream, String section) {
        return snapshot(stream).getJsonObject("board").getJsonObject(section);
    }

    /** What {@code livetally audit} finds in all streams. */
    public List<Audit.Difference> audit() {
        return differences(Auditor.audit(server().vertx(), new RedisAddress(redisUri()), null));
    }

    /** What {@code livetally audit} finds in all campaigns; fails if there is none. */
    public List<Audit.Difference> auditCampaigns() {
        Future<List<Audit.Report>> audit = Auditor.auditCampaigns(
                server().vertx(), new Auditor.Data(new RedisAddress(redisUri())), null, said -> {});
        assertFalse(Await.result(audit).isEmpty(), "no campaign was audited");
        return differences(audit);
    }

    private static List<Audit.Difference> differences(Future<List<Audit.Report>> audit) {
        return Await.result(audit).stream()
                .flatMap(report -> report.differences().stream())
                .toList();
    }

    public HttpResponse<String> postOrders(String body) {
        return send("POST", "/api/orders", body);
    }

    /** Opens a WebSocket, for example on {@code /ws/orders}. */
    public RawWebSocket open(String path) {
        return RawWebSocket.open(port(), path);
    }

    /** Opens a producer's socket. */
    public TestProducer producer() {
        return new TestProducer(open("/ws/orders"));
    }

    /** Sends any other request; the body is JSON, or none if it is empty. */
    public HttpResponse<String> send(String method, String path, String body) {
        return Requests.send(client, port(), method, path, body);
    }

    /** Stops in order; returns when everything has ended. */
    @Override
    public void close() {
        if (running != null) {
            Await.result(running.stop());
            running = null;
        }
    }

    private int healthPort() {
        return managementPort() < 0 ? port() : managementPort();
    }

    private static HttpResponse<String> expect(int status, HttpResponse<String> response) {
        if (response.statusCode() != status) {
            throw new AssertionError(response + " says " + response.body());
        }
        return response;
    }
}
