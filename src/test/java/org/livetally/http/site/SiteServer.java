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
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.redis.client.RedisLink;

/** One event loop that serves some routes in the product's frame, and an HTTP client for it. */
public final class SiteServer extends VerticleBase implements AutoCloseable {
    private final Vertx own = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String redisUri;
    private final Function<RedisLink, List<Consumer<Router>>> parts;
    private final Health health = new Health();
    private @Nullable RedisLink link;
    private int port;

    private SiteServer(String redisUri, Function<RedisLink, List<Consumer<Router>>> parts) {
        this.redisUri = redisUri;
        this.parts = parts;
    }

    /** A server whose link to Redis is up. */
    public static SiteServer start(String redisUri, Function<RedisLink, List<Consumer<Router>>> parts) {
        SiteServer server = withoutRedis(redisUri, parts);
        server.awaitLink();
        return server;
    }

    /** A server whose link may never come up. */
    public static SiteServer withoutRedis(String redisUri, Function<RedisLink, List<Consumer<Router>>> parts) {
        SiteServer server = new SiteServer(redisUri, parts);
        await(server.own.deployVerticle(server));
        return server;
    }

    @Override
    public Future<?> start() {
        RedisLink redis = RedisLink.open(vertx, redisUri);
        link = redis;
        Router router = WebServer.router(
                vertx,
                Site.load("site"),
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
        return await(sendLater(method, path, body));
    }

    public CompletableFuture<HttpResponse<String>> sendLater(String method, String path, String body) {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        return client.sendAsync(
                request.method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        await(own.close());
    }

    private void awaitLink() {
        Promise<Void> up = Promise.promise();
        context.runOnContext(go -> Objects.requireNonNull(link).onConnected(up::tryComplete));
        await(up.future());
    }

    private static <T> T await(Future<T> future) {
        return await(future.toCompletionStage().toCompletableFuture());
    }

    public static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
