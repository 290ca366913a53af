package org.livetally.intake.connectors;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.intake.connectors.Delivery.Arrival;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.redis.client.RedisFailures;

/**
 * {@code POST /hooks/{connector}}: what shops and other programs send. The signature is the only key: no token, since no
 * platform sends one.
 *
 * <p>Answers are those that platforms understand. 200: it was dealt with, whatever became of it. 401: nobody who knows a
 * secret has sent it. 503: it is not on disk; send it again.
 */
final class HookRoutes {
    private static final String PATH = "/hooks/:connector";
    static final int MAX_BODY_BYTES = 1 << 20;
    private static final long TIMEOUT_MS = 5_000;
    private static final String RETRY_AFTER_S = "5";
    private static final int REQUEST_TIMEOUT = 408;

    private final Vertx vertx;
    private final InstantSource clock;
    private final ConnectorCache connectors;
    private final HookHandler handler;
    private final Deliveries deliveries;
    private final HookQueue queue = new HookQueue();

    /** What the endpoint works with. */
    record Parts(ConnectorCache connectors, HookHandler handler, Deliveries deliveries) {}

    HookRoutes(Vertx vertx, InstantSource clock, Parts parts) {
        this.vertx = vertx;
        this.clock = clock;
        this.connectors = parts.connectors;
        this.handler = parts.handler;
        this.deliveries = parts.deliveries;
    }

    void mount(Router router) {
        router.post(PATH).handler(this::limit);
        router.post(PATH)
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
                .handler(this::receive);
    }

    /** Whoever sends slowly holds a place; platforms give up after five seconds, too. */
    private void limit(RoutingContext request) {
        long timer = vertx.setTimer(TIMEOUT_MS, id -> {
            if (request.get(Arrival.class.getName()) == null
                    && !request.response().ended()) {
                request.fail(Problem.of(REQUEST_TIMEOUT));
                request.request().connection().close();
            }
        });
        request.addEndHandler(ended -> vertx.cancelTimer(timer));
        request.next();
    }

    private void receive(RoutingContext request) {
        Buffer buffer = request.body().buffer();
        byte[] body = buffer == null ? new byte[0] : buffer.getBytes();
        Arrival arrival = new Arrival(clock.millis(), System.nanoTime(), body.length);
        request.put(Arrival.class.getName(), arrival);
        Hook hook = new Hook(headers(request), body);
        boolean admitted = queue.submit(body.length, () -> handle(request, hook, arrival), () -> busy(request));
        if (!admitted) {
            busy(request);
        }
    }

    private static Map<String, String> headers(RoutingContext request) {
        Map<String, String> headers = new HashMap<>();
        request.request()
                .headers()
                .forEach(header -> headers.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        return headers;
    }

    /** Completes once it is answered; never fails. */
    private Future<?> handle(RoutingContext request, Hook hook, Arrival arrival) {
        return connectors
                .find(request.pathParam("connector"))
                .compose(connector -> {
                    if (connector == null) {
                        request.fail(Problem.of(404, Rule.HOOK_UNKNOWN.reason()));
                        return Future.succeededFuture();
                    }
                    return handler.handle(connector, hook, arrival).onSuccess(delivery -> {
                        deliveries.note(connector.id(), delivery);
                        answer(request, connector, delivery);
                    });
                })
                .otherwise(e -> {
                    again(request, Rule.SEND_AGAIN.reason(RedisFailures.brief(e)));
                    return null;
                });
    }

    private void answer(RoutingContext request, ShopConnector connector, Delivery delivery) {
        if (delivery.outcome() == Outcome.BAD_SIGNATURE) {
            request.fail(Problem.of(401, Objects.requireNonNull(delivery.reason())));
        } else if (delivery.outcome() == Outcome.UNAVAILABLE) {
            again(request, unavailable(delivery));
        } else {
            request.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
            send(request.response(), HookAnswers.of(connector.platform(), delivery));
        }
    }

    private static void busy(RoutingContext request) {
        again(request, Rule.HOOK_BUSY.reason());
    }

    /** Why the first message that is not on disk is not. */
    private static Reason unavailable(Delivery delivery) {
        return delivery.messages().stream()
                .filter(message -> message.outcome() == Outcome.UNAVAILABLE)
                .map(MessageOutcome::reason)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(Rule.REDIS_SILENT::reason);
    }

    private static void again(RoutingContext request, Reason reason) {
        if (!request.response().ended()) {
            request.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_S);
            request.fail(Problem.of(503, reason));
        }
    }

    private static void send(HttpServerResponse response, Buffer body) {
        if (!response.closed()) {
            response.end(body).onFailure(gone -> {}); // it is recorded; whoever sends it again learns that
        }
    }
}
