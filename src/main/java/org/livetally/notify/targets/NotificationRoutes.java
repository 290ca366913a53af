package org.livetally.notify.targets;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.livetally.access.Permit;
import org.livetally.domain.rule.Rule;
import org.livetally.http.JsonBody;
import org.livetally.http.Prefix;
import org.livetally.http.Problem;
import org.livetally.notify.Event;
import org.livetally.notify.Events;
import org.livetally.notify.targets.AddressCheck.PrivateTargetException;
import org.livetally.redis.client.RedisFailures;

/** {@code /api/notifications}: operators say who is told of events, each for the streams that they may manage. */
public final class NotificationRoutes {
    private static final String ALL = "/api/notifications";
    private static final String ONE = ALL + "/:id";
    private static final int MAX_ATTEMPTS = 200;
    private static final int MAX_TRIES = 5;

    private final Targets targets;
    private final Setup setup;
    private final TargetSettings settings;
    private final TargetView view;

    /**
     * What the routes need of others.
     *
     * @param clock real time
     * @param begin notes how far all streams are, so that only what happens from then on is told
     */
    public record Setup(
            InstantSource clock,
            Events events,
            AddressCheck addresses,
            boolean privateTargets,
            Supplier<Future<Void>> begin) {}

    public NotificationRoutes(Targets targets, Setup setup) {
        this.targets = targets;
        this.setup = setup;
        this.settings = new TargetSettings(setup.privateTargets);
        this.view = new TargetView(targets);
    }

    /** Adds the routes. Failures go to the router's failure handler. */
    public void mount(Router router) {
        router.get(ALL).handler(answer(this::list));
        JsonBody.within(router.post(ALL)).handler(this::create);
        router.get(ONE).handler(answer(request -> find(request).compose(view::withStatus)));
        JsonBody.within(router.patch(ONE)).handler(answer(request -> change(request, MAX_TRIES)));
        router.delete(ONE).handler(this::delete);
        router.post(ONE + "/test").handler(this::test);
        router.get(ONE + "/attempts").handler(answer(this::attempts));
    }

    private Future<JsonArray> list(RoutingContext request) {
        Permit permit = Permit.of(request);
        return targets.list().compose(all -> {
            List<Future<JsonObject>> shown = all.stream()
                    .filter(target -> target.isCoveredBy(permit))
                    .map(view::withStatus)
                    .toList();
            return Future.all(shown).map(read -> new JsonArray(read.<Object>list()));
        });
    }

    private void create(RoutingContext request) {
        JsonObject body = JsonBody.of(request);
        TargetSettings.Whole made = settings.create(Secrets.newId(), body, setup.clock.millis());
        requireCovered(request, made.target());
        requirePublic(made)
                .compose(checked -> setup.begin.get())
                .compose(begun -> targets.add(made))
                .onSuccess(added -> {
                    JsonObject answer = TargetView.json(made.target());
                    if (!body.containsKey("secret") && !made.access().secret().isEmpty()) {
                        answer.put("secret", made.access().secret()); // made here, and shown this once
                    }
                    request.response()
                            .setStatusCode(201)
                            .putHeader(
                                    HttpHeaders.LOCATION,
                                    Prefix.of(request) + ALL + "/"
                                            + made.target().id());
                    JsonBody.answer(request, answer);
                })
                .onFailure(error -> fail(request, error));
    }

    private Future<JsonObject> change(RoutingContext request, int triesLeft) {
        JsonObject body = JsonBody.of(request);
        return find(request)
                .compose(before -> targets.access(before.id()).compose(access -> {
                    if (access == null) {
                        return Future.failedFuture(unknown(request));
                    }
                    TargetSettings.Whole now = settings.change(new TargetSettings.Whole(before, access), body);
                    requireCovered(request, now.target());
                    return requirePublic(now)
                            .compose(checked -> targets.change(before, now))
                            .compose(done -> done
                                    ? view.withStatus(now.target())
                                    : triesLeft > 1 ? change(request, triesLeft - 1) : Future.failedFuture(busy()));
                }));
    }

    private void delete(RoutingContext request) {
        find(request)
                .compose(targets::delete)
                .compose(done -> done ? Future.succeededFuture() : Future.failedFuture(busy()))
                .onSuccess(
                        deleted -> request.response().setStatusCode(204).end().onFailure(gone -> {}))
                .onFailure(error -> fail(request, error));
    }

    /** Somebody else changes the target all the time. */
    private static Problem busy() {
        return Problem.of(503, Rule.UNCHANGED.reason(Rule.NOTIFY_CHANGED.reason()));
    }

    private void test(RoutingContext request) {
        find(request)
                .compose(target -> {
                    Event event = Event.test(Secrets.newId(), setup.clock.millis());
                    return setup.events.tellOne(target.id(), event).map(event);
                })
                .onSuccess(event -> {
                    request.response().setStatusCode(202);
                    JsonBody.answer(request, new JsonObject().put("event", event.id()));
                })
                .onFailure(error -> fail(request, error));
    }

    private Future<JsonObject> attempts(RoutingContext request) {
        return find(request)
                .compose(target -> targets.attempts(target.id(), MAX_ATTEMPTS))
                .map(all -> new JsonObject().put("attempts", new JsonArray(all)));
    }

    /** Fails with 404 as well if the target is not the operator's business. */
    private Future<Target> find(RoutingContext request) {
        return targets.find(request.pathParam("id"))
                .compose(target -> target != null && target.isCoveredBy(Permit.of(request))
                        ? Future.succeededFuture(target)
                        : Future.failedFuture(unknown(request)));
    }

    private static Problem unknown(RoutingContext request) {
        return Problem.of(404, Rule.NOTIFY_UNKNOWN.reason(request.pathParam("id")));
    }

    private static void requireCovered(RoutingContext request, Target target) {
        if (!target.isCoveredBy(Permit.of(request))) {
            throw Problem.invalidField("streams", Rule.NOTIFY_COVERED.reason());
        }
    }

    /** A name that nobody knows now is none of the operator's mistakes: the network may be away. */
    private Future<Void> requirePublic(TargetSettings.Whole made) {
        return setup.addresses
                .resolve(URI.create(made.access().url()))
                .transform(found -> found.cause() instanceof PrivateTargetException
                        ? Future.failedFuture(Problem.invalidField("url", Rule.NOTIFY_PRIVATE.reason()))
                        : Future.succeededFuture());
    }

    private static <T> Handler<RoutingContext> answer(Function<RoutingContext, Future<T>> work) {
        return request -> work.apply(request)
                .onSuccess(json -> JsonBody.answer(request, json))
                .onFailure(error -> fail(request, error));
    }

    private static void fail(RoutingContext request, Throwable error) {
        request.fail(RedisFailures.isPermanent(error) ? error : RedisFailures.problem(error));
    }
}
