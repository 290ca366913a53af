package org.livetally.scenario;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongUnaryOperator;
import org.livetally.client.Server;
import org.livetally.scenario.Outcome.AlreadyPlayed;
import org.livetally.scenario.Outcome.Figures;
import org.livetally.scenario.Outcome.Played;

/**
 * One play, from the opening of the stream to its end. It is a verticle, so that all of it runs on one event loop, and
 * everything it opened is closed when it is undeployed.
 */
final class DemoRun extends VerticleBase {
    /** In real milliseconds; at 600 times the speed, 12 seconds of the stream. */
    private static final int TICK = 20;

    private final URI base;
    private final StreamScript script;
    private final Timing timing;
    private final Player.Listener listener;
    private final DemoTotals totals = new DemoTotals();
    private final Promise<Outcome> outcome = Promise.promise();
    private volatile boolean stopped;

    DemoRun(URI base, StreamScript script, Timing timing, Player.Listener listener) {
        this.base = base;
        this.script = script;
        this.timing = timing;
        this.listener = listener;
    }

    /**
     * How a play is timed.
     *
     * @param at milliseconds of the stream, given the real nanoseconds since the play began
     * @param ends whether the stream is ended when all of it was played
     */
    record Timing(LongUnaryOperator at, boolean ends) {
        private static final long NANOS_IN_MILLI = 1_000_000;

        /** @param speed milliseconds of the stream in a real one */
        static Timing atSpeed(double speed) {
            return new Timing(elapsed -> (long) (elapsed * speed / NANOS_IN_MILLI), true);
        }
    }

    /** Deploys it, and undeploys it when it is over. */
    Future<Outcome> play(Vertx on) {
        return on.deployVerticle(this).compose(id -> outcome.future().eventually(() -> leave(on, id)));
    }

    /**
     * If it was stopped from outside, Vert.x is undeploying it already, and may be gone before a second attempt
     * completes.
     */
    private Future<Void> leave(Vertx on, String id) {
        return stopped ? Future.succeededFuture() : on.undeploy(id).otherwiseEmpty();
    }

    @Override
    public Future<?> start() {
        Server server = new Server(vertx, base);
        open(server).onSuccess(outcome::tryComplete).onFailure(outcome::tryFail);
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        outcome.tryFail(new PlayFailed("the play was stopped"));
        return Future.succeededFuture();
    }

    private Future<Outcome> open(Server server) {
        return new StreamApi(server.http()).create(script).compose(created -> created ? begin(server) : resume(server));
    }

    private Future<Outcome> begin(Server server) {
        return new StreamApi(server.http())
                .start(script.id(), script.settings().startsAt())
                .compose(startedAt -> perform(server, startedAt, 0));
    }

    private Future<Outcome> resume(Server server) {
        return new StreamApi(server.http()).board(script.id()).compose(board -> {
            JsonObject stream = board.getJsonObject("stream");
            Figures figures = Figures.of(board);
            return switch (stream.getString("status")) {
                case "ended", "closed" -> Future.succeededFuture(new AlreadyPlayed(figures));
                case "scheduled" -> opened(server, stream).compose(open -> begin(server));
                default ->
                    opened(server, stream)
                            .compose(open -> perform(server, stream.getLong("startedAt"), figures.likes()));
            };
        });
    }

    private Future<Void> opened(Server server, JsonObject stream) {
        return stream.getBoolean("openOrders", false) || !script.settings().openOrders()
                ? Future.succeededFuture()
                : new StreamApi(server.http()).openOrders(script);
    }

    /**
     * @param startedAt in epoch milliseconds of the server's clock; orders are dated from it, so a resumed play repeats
     *     itself
     */
    private Future<Outcome> perform(Server server, long startedAt, long likesCounted) {
        long begin = System.nanoTime();
        long end = startedAt + script.length();
        listener.started(Instant.ofEpochMilli(end));
        totals.likes = likesCounted;
        DemoStream stream =
                new DemoStream(server, script, startedAt, new DemoStream.Watch(totals, listener, outcome::tryFail));
        vertx.setPeriodic(TICK, timer -> tick(stream, System.nanoTime() - begin));
        return new StreamApi(server.http())
                .announceEnd(script.id(), end)
                .compose(announced -> stream.empty())
                .compose(empty -> new Settlement(vertx, new StreamApi(server.http()), script, stream).reached())
                .compose(figures -> ended(server, end).map(ended -> played(figures, begin)))
                .compose(played -> stream.close().map(played));
    }

    /** Catches exceptions: one thrown in a timer would only be logged, and the play would never end. */
    private void tick(DemoStream stream, long elapsed) {
        try {
            long at = timing.at.applyAsLong(elapsed);
            stream.tick(Math.max(0, Math.min(at, script.length())), elapsed);
        } catch (RuntimeException failure) {
            outcome.tryFail(failure);
        }
    }

    private Future<Void> ended(Server server, long end) {
        return timing.ends ? new StreamApi(server.http()).end(script.id(), end) : Future.succeededFuture();
    }

    private Outcome played(Figures figures, long begin) {
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        return new Played(figures, took, totals.sent, totals.duplicates, totals.likesMadeUp);
    }
}
