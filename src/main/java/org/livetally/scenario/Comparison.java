package org.livetally.scenario;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.scenario.Figure.Difference;
import org.livetally.scenario.Figure.Place;

/**
 * Reads figures where they are shown until all are what they must be. Some come late: {@code /metrics} is read anew
 * every five seconds, a campaign follows its streams.
 */
final class Comparison {
    /** In milliseconds. */
    private static final long POLL = 200;

    private static final long TIMEOUT_NANOS = 20_000_000_000L;

    private final Vertx vertx;
    private final StreamApi api;
    private final long deadline = System.nanoTime() + TIMEOUT_NANOS;
    private final Promise<List<Difference>> done = Promise.promise();

    private Comparison(Vertx vertx, StreamApi api) {
        this.vertx = vertx;
        this.api = api;
    }

    /** The figures that were not reached in time. */
    static Future<List<Difference>> of(List<Figure> figures, Vertx vertx, StreamApi api) {
        Comparison comparison = new Comparison(vertx, api);
        comparison.read(figures);
        return comparison.done.future();
    }

    private void read(List<Figure> left) {
        Map<String, Future<String>> bodies = new HashMap<>();
        left.stream().map(figure -> figure.place().path()).forEach(path -> bodies.computeIfAbsent(path, api::text));
        Future.join(List.copyOf(bodies.values())).onComplete(all -> {
            try {
                check(left, bodies);
            } catch (RuntimeException unreadable) { // one thrown in a handler would only be logged
                done.fail(unreadable);
            }
        });
    }

    private void check(List<Figure> left, Map<String, Future<String>> bodies) {
        List<Difference> differences = new ArrayList<>();
        for (Figure figure : left) {
            BigDecimal shown = shown(figure.place(), bodies);
            if (shown == null || shown.compareTo(BigDecimal.valueOf(figure.value())) != 0) {
                differences.add(new Difference(figure, shown));
            }
        }
        if (differences.isEmpty() || System.nanoTime() - deadline > 0) {
            done.complete(differences);
        } else {
            vertx.setTimer(
                    POLL,
                    timer -> read(differences.stream().map(Difference::figure).toList()));
        }
    }

    private static @Nullable BigDecimal shown(Place place, Map<String, Future<String>> bodies) {
        Future<String> body = bodies.get(place.path());
        return body == null || body.failed() ? null : place.in(body.result());
    }
}
