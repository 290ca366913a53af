package org.livetally.streams.life;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.livetally.catalogue.Catalogue;
import org.livetally.catalogue.CatalogueRoutes;
import org.livetally.catalogue.SharedCatalogues;
import org.livetally.domain.rule.Reason;
import org.livetally.groups.GroupChanges;
import org.livetally.groups.GroupRoutes;
import org.livetally.groups.SharedGroups;
import org.livetally.http.site.SiteServer;
import org.livetally.images.ImageRoutes;
import org.livetally.images.Images;
import org.livetally.ledger.loss.AckMemory;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.TestRedis;
import org.livetally.testing.TestResource;

/** The operators' REST on a real Redis, with a clock that advances only when told. */
public final class StreamsServer implements TestResource {
    static final long NOW = 1_592_208_000_000L;
    public static final String ID = "naqu-4500m";
    public static final String ALL = "/api/streams";
    public static final String ONE = ALL + "/" + ID;

    /** Ids that boards were told about. */
    public final List<String> changed = new CopyOnWriteArrayList<>();

    /** The reason why changes are refused; null if they are not. */
    volatile @Nullable Reason problem;

    private final AtomicLong now = new AtomicLong(NOW);
    private final InstantSource clock = () -> Instant.ofEpochMilli(now.get());
    /** What this server knows that Redis must hold. */
    public final AckMemory acks = new AckMemory(clock);

    private final SiteServer http;
    private final boolean hasStream;
    private final long catalogueBytes;
    private volatile @Nullable SharedCatalogues catalogues;

    private StreamsServer(boolean hasRedis, boolean hasStream, long catalogueBytes) {
        this.hasStream = hasStream;
        this.catalogueBytes = catalogueBytes;
        this.http = hasRedis ? SiteServer.with(this::routes) : SiteServer.withoutRedis(this::routes);
    }

    /** An extension: on an empty Redis of the tests. */
    public static StreamsServer empty() {
        return new StreamsServer(true, false, SharedCatalogues.MAX_BYTES);
    }

    /** The same, with the stream of most tests, of which boards were told before. */
    public static StreamsServer withStream() {
        return new StreamsServer(true, true, SharedCatalogues.MAX_BYTES);
    }

    /** One that has begun, on the data that is there: as another node, or after a restart. */
    public static StreamsServer start() {
        return start(SharedCatalogues.MAX_BYTES);
    }

    /** @param catalogueBytes the memory for answers with catalogues, all together */
    public static StreamsServer start(long catalogueBytes) {
        StreamsServer server = new StreamsServer(true, false, catalogueBytes);
        server.http.begin();
        return server;
    }

    static StreamsServer withoutRedis() {
        return new StreamsServer(false, false, SharedCatalogues.MAX_BYTES);
    }

    @Override
    public void begin() {
        TestRedis.flush();
        http.begin();
        if (hasStream) {
            create();
            changed.clear();
        }
    }

    private List<Consumer<Router>> routes(RedisLink link) {
        Catalogue catalogue = new Catalogue(link);
        ProductChanges products = new ProductChanges(link, catalogue, acks);
        Streams streams = new Streams(link, products, clock, () -> problem, (stream, since) -> changed.add(stream));
        SharedCatalogues shared = new SharedCatalogues(Vertx.currentContext().owner(), catalogue, catalogueBytes);
        catalogues = shared;
        GroupChanges.Node node = new GroupChanges.Node(() -> problem, acks, (stream, since) -> changed.add(stream));
        GroupRoutes groups = new GroupRoutes(
                new SharedGroups(Vertx.currentContext().owner(), link),
                new GroupChanges(Vertx.currentContext().owner(), link, clock, node));
        return List.of(
                new StreamRoutes(streams)::mount,
                new CatalogueRoutes(shared, streams::replace, streams::upsert)::mount,
                groups::mount,
                new ImageRoutes(new Images(link, () -> problem))::mount);
    }

    public void advance(long ms) {
        now.addAndGet(ms);
    }

    public HttpResponse<String> post(String path, String body) {
        return http.send("POST", path, body);
    }

    public HttpResponse<String> patch(String body) {
        return http.send("PATCH", ONE, body);
    }

    public HttpResponse<String> get(String path) {
        return http.get(path);
    }

    CompletableFuture<HttpResponse<String>> postLater(String path, String body) {
        return http.sendLater("POST", path, body);
    }

    /** The memory that the answers with catalogues keep. */
    public long catalogueBytes() {
        return Objects.requireNonNull(catalogues).bytes();
    }

    public SiteServer http() {
        return http;
    }

    /** Creates the stream of most tests. */
    public JsonObject create() {
        return json(post(ALL, body().encode()));
    }

    JsonObject started() {
        create();
        return json(post(ONE + "/start", ""));
    }

    public static JsonObject body() {
        return new JsonObject().put("id", ID).put("title", "4500 米直播");
    }

    public static JsonObject json(HttpResponse<String> response) {
        return new JsonObject(response.body());
    }

    public static long version() {
        return Long.parseLong(TestRedis.text("HGET", new StreamKeys(ID).totals(), "version"));
    }

    static void gmv(long amount) {
        TestRedis.command("HSET", new StreamKeys(ID).totals(), "gmv", Long.toString(amount));
    }

    public static String product(String sku) {
        return TestRedis.text("HGET", new StreamKeys(ID).catalogue(), sku);
    }

    @Override
    public void close() {
        http.close();
    }
}
