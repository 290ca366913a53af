package org.livetally.streams;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.livetally.model.Reason;
import org.livetally.redis.RedisLink;
import org.livetally.redis.StreamKeys;
import org.livetally.testing.TestRedis;
import org.livetally.web.TestServer;

/** The operators' REST on a real Redis, with a clock that goes only when told. */
final class StreamsServer implements AutoCloseable {
    static final long NOW = 1_592_208_000_000L;
    static final String ID = "naqu-4500m";
    static final String ALL = "/api/streams";
    static final String ONE = ALL + "/" + ID;

    /** Ids that boards were told about. */
    final List<String> changed = new CopyOnWriteArrayList<>();

    /** Why changes are refused; empty if they are not. */
    volatile @Nullable Reason problem;

    private final AtomicLong now = new AtomicLong(NOW);
    private final InstantSource clock = () -> Instant.ofEpochMilli(now.get());
    private final TestServer http;

    private final long catalogueBytes;
    private volatile @Nullable SharedCatalogues catalogues;

    private StreamsServer(String redisUri, boolean up, long catalogueBytes) {
        this.catalogueBytes = catalogueBytes;
        http = up
                ? TestServer.start(redisUri, link -> List.of(routes(link)::mount))
                : TestServer.withoutRedis(redisUri, link -> List.of(routes(link)::mount));
    }

    private StreamRoutes routes(RedisLink link) {
        Streams streams = new Streams(link, clock, changed::add).refusingWhile(() -> problem);
        SharedCatalogues shared = new SharedCatalogues(Vertx.currentContext().owner(), streams, catalogueBytes);
        catalogues = shared;
        return new StreamRoutes(streams, shared);
    }

    static StreamsServer start() {
        return start(SharedCatalogues.MAX_BYTES);
    }

    /** @param catalogueBytes what the answers with catalogues may keep, all together */
    static StreamsServer start(long catalogueBytes) {
        return new StreamsServer(TestRedis.uri(), true, catalogueBytes);
    }

    static StreamsServer withoutRedis() {
        return new StreamsServer("unix:///nowhere/redis.sock", false, SharedCatalogues.MAX_BYTES);
    }

    void advance(long ms) {
        now.addAndGet(ms);
    }

    HttpResponse<String> post(String path, String body) {
        return http.send("POST", path, body);
    }

    HttpResponse<String> patch(String body) {
        return http.send("PATCH", ONE, body);
    }

    HttpResponse<String> get(String path) {
        return http.get(path);
    }

    CompletableFuture<HttpResponse<String>> postLater(String path, String body) {
        return http.sendLater("POST", path, body);
    }

    /** What the answers with catalogues keep. */
    long catalogueBytes() {
        return Objects.requireNonNull(catalogues).bytes();
    }

    TestServer http() {
        return http;
    }

    /** Creates the stream that most tests are about. */
    JsonObject create() {
        return json(post(ALL, body().encode()));
    }

    JsonObject started() {
        create();
        return json(post(ONE + "/start", ""));
    }

    static JsonObject body() {
        return new JsonObject().put("id", ID).put("title", "4500 米直播");
    }

    static JsonObject json(HttpResponse<String> response) {
        return new JsonObject(response.body());
    }

    static long version() {
        return Long.parseLong(TestRedis.text("HGET", new StreamKeys(ID).totals(), "version"));
    }

    static void gmv(long amount) {
        TestRedis.command("HSET", new StreamKeys(ID).totals(), "gmv", Long.toString(amount));
    }

    static String product(String sku) {
        return TestRedis.text("HGET", new StreamKeys(ID).catalogue(), sku);
    }

    @Override
    public void close() {
        http.close();
    }
}
