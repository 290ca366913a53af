package org.livetally.scenario;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
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
    private final Scenario scenario;
    private final double speed;
    private final Player.Listener listener;
    private final DemoTotals totals = new DemoTotals();
    private final Promise<Outcome> outcome = Promise.promise();
    private volatile boolean stopped;

    DemoRun(URI base, Scenario scenario, double speed, Player.Listener listener) {
        this.base = base;
        this.scenario = scenario;
        this.speed = speed;
        this.listener = listener;
    }

    Future<Outcome> outcome() {
        return outcome.future();
    }

    boolean isStopped() {
        return stopped;
    }

    @Override
    public Future<?> start() {
        DemoServer server = new DemoServer(vertx, base);
        open(server).onSuccess(outcome::tryComplete).onFailure(outcome::tryFail);
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        outcome.tryFail(new PlayFailed("the play was stopped"));
        return Future.succeededFuture();
    }

    private Future<Outcome> open(DemoServer server) {
        return server.streams().create(scenario).compose(created -> created ? begin(server) : resume(server));
    }

    private Future<Outcome> begin(DemoServer server) {
        return server.streams().start(scenario.id()).compose(startedAt -> perform(server, startedAt, 0));
    }

    private Future<Outcome> resume(DemoServer server) {
        return server.streams().board(scenario.id()).compose(board -> {
            JsonObject stream = board.getJsonObject("stream");
            Figures figures = Figures.of(board);
            return switch (stream.getString("status")) {
                case "ended" -> Future.succeededFuture(new AlreadyPlayed(figures));
                case "scheduled" -> opened(server, stream).compose(open -> begin(server));
                default ->
                    opened(server, stream)
                            .compose(open -> perform(server, stream.getLong("startedAt"), figures.likes()));
            };
        });
    }

    private Future<Void> opened(DemoServer server, JsonObject stream) {
        return stream.getBoolean("openOrders", false)
                ? Future.succeededFuture()
                : server.streams().openOrders(scenario);
    }

    /**
     * @param startedAt in epoch milliseconds of the server's clock; orders are dated from it, so a resumed play repeats
     *     itself
     */
    private Future<Outcome> perform(DemoServer server, long startedAt, long likesCounted) {
        long begin = System.nanoTime();
        long end = startedAt + scenario.length();
        listener.started(Instant.ofEpochMilli(end));
        totals.likes = likesCounted;
        DemoStream stream =
                new DemoStream(server, scenario, startedAt, new DemoStream.Watch(totals, listener, outcome::tryFail));
        vertx.setPeriodic(TICK, timer -> tick(stream, System.nanoTime() - begin));
        return server.streams()
                .announceEnd(scenario.id(), end)
                .compose(announced -> stream.empty())
                .compose(empty -> new Settlement(vertx, server.streams(), scenario, stream).reached())
                .compose(figures -> server.streams().end(scenario.id(), end).map(ended -> played(figures, begin)))
                .compose(played -> stream.close().map(played));
    }

    /** Catches exceptions: one thrown in a timer would only be logged, and the play would never end. */
    private void tick(DemoStream stream, long elapsed) {
        try {
            stream.tick(elapsed, speed);
        } catch (RuntimeException failure) {
            outcome.tryFail(failure);
        }
    }

    private Outcome played(Figures figures, long begin) {
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        return new Played(figures, took, totals.sent, totals.duplicates, totals.likesMadeUp);
    }
}
