package org.livetally.archive;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.livetally.http.FieldRules;
import org.livetally.http.JsonBody;
import org.livetally.redis.client.RedisFailures;
import org.livetally.streams.StreamDirectory;

/**
 * {@code /api/streams/:stream/archive}: archives a stream whose books are closed, writes it back into Redis, and tells how far that is. A request waits until
 * it is done, for a time; after that it is answered 202, and may be sent again to wait on.
 */
public final class ArchiveRoutes {
    private static final String ARCHIVE = "/api/streams/:stream/archive";
    /** Less than the time after which proxies give up. */
    private static final int MAX_WAIT_S = 30;

    private final Vertx vertx;
    private final Archives archives;
    private final Function<String, Future<JsonObject>> streams;

    /** @param streams reads a stream as clients see it */
    public ArchiveRoutes(Vertx vertx, Archives archives, Function<String, Future<JsonObject>> streams) {
        this.vertx = vertx;
        this.archives = archives;
        this.streams = streams;
    }

    /** Adds the routes. Failures go to the router's failure handler. */
    public void mount(Router router) {
        router.get(ARCHIVE).handler(this::tell);
        JsonBody.within(router.post(ARCHIVE)).handler(request -> wait(request, archives::archive));
        router.delete(ARCHIVE).handler(request -> wait(request, archives::restore));
    }

    private static String stream(RoutingContext request) {
        return StreamDirectory.keys(request.pathParam("stream")).stream();
    }

    private void tell(RoutingContext request) {
        String stream = stream(request);
        streams.apply(stream)
                .onSuccess(found -> {
                    ArchiveProgress progress = archives.progress(stream);
                    if (progress != null) {
                        found.put("archiving", progress.json());
                    }
                    JsonBody.answer(request, found);
                })
                .onFailure(cause -> fail(request, cause));
    }

    private void wait(RoutingContext request, Function<String, Future<Void>> work) {
        String stream = stream(request);
        long waitS = waitSeconds(request);
        Future<?> done = work.apply(stream);
        long late = vertx.setTimer(Math.max(1, TimeUnit.SECONDS.toMillis(waitS)), id -> {
            if (!done.isComplete()) {
                request.response().setStatusCode(202);
                tell(request);
            }
        });
        done.onComplete(result -> {
            if (vertx.cancelTimer(late)) {
                if (result.succeeded()) {
                    tell(request);
                } else {
                    fail(request, result.cause());
                }
            }
        });
    }

    private static long waitSeconds(RoutingContext request) {
        String wait = request.request().getParam("wait");
        return wait == null ? MAX_WAIT_S : FieldRules.integer("wait", number(wait), 0, MAX_WAIT_S);
    }

    /** What is no number is refused as a text is. */
    private static Object number(String text) {
        return text.matches("\\d{1,3}") ? Long.valueOf(text) : text;
    }

    private static void fail(RoutingContext request, Throwable cause) {
        request.fail(RedisFailures.isPermanent(cause) ? cause : RedisFailures.problem(cause));
    }
}
