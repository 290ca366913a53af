package org.livetally.audience;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.WriteGate;
import org.livetally.http.Problem;
import org.livetally.intake.shop.ShopOrders;
import org.livetally.metrics.Metrics;
import org.livetally.redis.client.RedisLink;
import org.livetally.settings.Limits;
import org.livetally.socket.OpenSockets;
import org.livetally.socket.SocketLoop;
import org.livetally.testing.Await;
import org.livetally.testing.TestRedis;

/** One event loop that serves audience sockets, as the product does. */
final class AudienceServer extends VerticleBase {
    /** Ids of streams whose version was raised. */
    final List<String> changed = new CopyOnWriteArrayList<>();

    /** Orders that were passed on to be recorded. */
    final List<Message> recorded = new CopyOnWriteArrayList<>();

    /** The reason why likes are held back; empty if they are not. */
    volatile String problem = "";

    private final InstantSource clock;
    private final String counter;
    private @Nullable Audience audience;
    private @Nullable Context loop;
    private @Nullable RedisLink redis;
    private int port;

    private AudienceServer(InstantSource clock, String counter) {
        this.clock = clock;
        this.counter = counter;
    }

    static AudienceServer start(Vertx vertx, InstantSource clock, String counter) {
        AudienceServer server = new AudienceServer(clock, counter);
        Await.result(vertx.deployVerticle(server));
        return server;
    }

    @Override
    public Future<?> start() {
        loop = context;
        RedisLink link = RedisLink.open(vertx, TestRedis.uri());
        redis = link;
        SocketLoop shared = new SocketLoop(vertx, clock, new OpenSockets(vertx), Limits.DEFAULTS, new Metrics());
        WriteGate gate = () -> problem.isEmpty() ? null : Rule.UNAVAILABLE.reason(problem);
        AudienceHub.Writes writes = new AudienceHub.Writes(counter, gate, (stream, since) -> changed.add(stream));
        audience = new Audience(shared, link, writes, new ShopOrders(link, this::record));
        Router router = Router.router(vertx);
        router.route().failureHandler(AudienceServer::problem);
        audience.mount(router);
        Promise<Void> connected = Promise.promise();
        link.onConnected(connected::tryComplete);
        HttpServerOptions options = new HttpServerOptions().setPort(0).setHost("127.0.0.1");
        return connected
                .future()
                .compose(up ->
                        vertx.createHttpServer(options).requestHandler(router).listen())
                .onSuccess(http -> port = http.actualPort());
    }

    @Override
    public Future<?> stop() {
        return Objects.requireNonNull(redis).close();
    }

    private void record(Message order, Consumer<Receipt> done) {
        recorded.add(order);
        done.accept(new Receipt.Recorded("1-" + recorded.size()));
    }

    int port() {
        return port;
    }

    void expire(String stream) {
        ViewerExpiry expiry = new ViewerExpiry(Objects.requireNonNull(redis));
        Await.result(onLoop(it -> expiry.expire(stream)));
    }

    Future<Void> close() {
        return onLoop(Audience::close);
    }

    private Future<Void> onLoop(Function<Audience, Future<Void>> action) {
        Promise<Void> done = Promise.promise();
        Audience served = Objects.requireNonNull(audience);
        Objects.requireNonNull(loop).runOnContext(go -> action.apply(served).onComplete(done));
        return done.future();
    }

    private static void problem(RoutingContext ctx) {
        if (ctx.failure() instanceof Problem problem) {
            String field = problem.field() == null ? "" : problem.field();
            ctx.response().setStatusCode(problem.status()).end(field);
        } else {
            ctx.next();
        }
    }
}
