package org.livetally.http.site;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.redis.client.RedisLink;
import org.livetally.settings.Origin;
import org.livetally.testing.Await;
import org.livetally.testing.TestRedis;
import org.livetally.testing.TestResource;

/** One event loop that serves some routes in the product's frame, and an HTTP client for it. */
public final class SiteServer extends VerticleBase implements TestResource {
    /** Whose pages may frame overlays. */
    static final List<Origin> FRIENDS =
            List.of(new Origin("https", "shop.example", 443), new Origin("http", "desk", 81));

    private final Vertx own = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String redisUri;
    private final boolean awaitsRedis;
    private final Function<RedisLink, List<Consumer<Router>>> parts;
    private final Health health = new Health();
    private @Nullable RedisLink link;
    private int port;

    private SiteServer(String redisUri, boolean awaitsRedis, Function<RedisLink, List<Consumer<Router>>> parts) {
        this.redisUri = redisUri;
        this.awaitsRedis = awaitsRedis;
        this.parts = parts;
    }

    /** An extension: a server on the Redis of the tests. */
    public static SiteServer with(Function<RedisLink, List<Consumer<Router>>> parts) {
        return new SiteServer(TestRedis.uri(), true, parts);
    }

    /** One whose link to Redis may never come up. */
    public static SiteServer withoutRedis(Function<RedisLink, List<Consumer<Router>>> parts) {
        return new SiteServer("unix:///nowhere/redis.sock", false, parts);
    }

    @Override
    public void begin() {
        Await.result(own.deployVerticle(this));
        if (awaitsRedis) {
            Promise<Void> up = Promise.promise();
            context.runOnContext(go -> Objects.requireNonNull(link).onConnected(up::tryComplete));
            Await.result(up.future());
        }
    }

    @Override
    public Future<?> start() {
        RedisLink redis = RedisLink.open(vertx, redisUri);
        link = redis;
        Router router = WebServer.router(
                vertx,
                Site.load("site", FRIENDS),
                RoutingContext::next,
                RoutingContext::next,
                withHealth(health.redis(redis), parts.apply(redis)));
        return vertx.createHttpServer(WebServer.options())
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .onSuccess(http -> port = http.actualPort());
    }

    @Override
    public Future<?> stop() {
        return Objects.requireNonNull(link).close();
    }

    private static List<Consumer<Router>> withHealth(Health health, List<Consumer<Router>> parts) {
        List<Consumer<Router>> all = new ArrayList<>(List.of(health::mount));
        all.addAll(parts);
        return all;
    }

    Health health() {
        return health;
    }

    public int port() {
        return port;
    }

    public HttpResponse<String> get(String path) {
        return send(request(path));
    }

    /** Sends JSON; no body if it is empty. */
    public HttpResponse<String> send(String method, String path, String body) {
        return Await.result(sendLater(method, path, body));
    }

    public CompletableFuture<HttpResponse<String>> sendLater(String method, String path, String body) {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        return client.sendAsync(
                request.method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    /** The body of an answer, byte for byte. */
    public byte[] bytes(String path) {
        return send(request(path), BodyHandlers.ofByteArray()).body();
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body) {
        try {
            return client.send(request.build(), body);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        Await.result(own.close());
    }
}
