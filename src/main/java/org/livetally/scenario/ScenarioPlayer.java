package org.livetally.scenario;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.livetally.client.Server;
import org.livetally.scenario.DemoRun.Timing;
import org.livetally.scenario.Figure.Difference;

/**
 * Plays a {@link Scenario} to a server as {@link Player} plays a stream: through its public interface, and on with what is
 * there already. Streams begin at their moments of the story, by the {@link StoryClock} that is the server's.
 *
 * <p>The streams are live until {@link #end}, since {@code /metrics} shows live ones only.
 */
public final class ScenarioPlayer {
    /** In milliseconds. */
    private static final long POLL = 5;

    private static final long PROGRESS_MS = 6_000;

    private final Vertx vertx;
    private final URI base;
    private final StoryClock clock;
    private final Listener listener;
    private final StreamApi api;
    /** Of no verticle: a stream's play that began on that of another one would be undeployed with it. */
    private final Context own;

    /** @param base of the server, as for {@link Player} */
    public ScenarioPlayer(Vertx vertx, URI base, StoryClock clock, Listener listener) {
        this.vertx = vertx;
        this.base = base;
        this.clock = clock;
        this.listener = listener;
        this.own = vertx.getOrCreateContext();
        this.api = new StreamApi(new Server(vertx, base).http());
    }

    /** Told every few seconds how far a play is, on an event loop. */
    @FunctionalInterface
    public interface Listener {
        /**
         * @param now the time of the story
         * @param orders acked so far, over all streams
         * @param gmv their value, in minor units
         */
        void progress(Instant now, long orders, long gmv);
    }

    /**
     * Plays all streams. The clock stands at the end of the story afterwards, until it is set anew or the story is ended.
     *
     * @param length of the play in real time; zero for as fast as the server can
     */
    public Future<Void> play(Scenario scenario, Duration length) {
        Play play = new Play(scenario, length);
        return each(scenario.streams(), api::create)
                .compose(created -> each(scenario.campaigns(), api::createCampaign))
                .compose(created -> play.whole());
    }

    /** Compares every place where the scenario's figures are shown; returns those that differ. */
    public Future<List<Difference>> compare(List<Figure> figures) {
        return Comparison.of(figures, vertx, api);
    }

    /** Lets the clock show real time, and ends the streams at the moments at which they ended. */
    public Future<Void> end(Scenario scenario) {
        clock.release();
        return each(
                scenario.streams(),
                stream -> api.board(stream.id())
                        .map(board -> board.getJsonObject("stream").getLong("endsAt"))
                        .compose(endsAt -> api.end(stream.id(), endsAt)));
    }

    private static <T> Future<Void> each(List<T> things, Function<T, Future<?>> step) {
        Future<Void> done = Future.succeededFuture();
        for (T thing : things) {
            done = done.compose(before -> step.apply(thing)).mapEmpty();
        }
        return done;
    }

    /** One play. */
    private final class Play {
        private final List<StreamScript> streams;
        private final double speed;
        private final long present;
        private final List<Future<Outcome>> outcomes = new ArrayList<>();
        private final Map<String, Progress> progress = new ConcurrentHashMap<>();

        Play(Scenario scenario, Duration length) {
            this.streams = scenario.streams();
            this.present = System.currentTimeMillis() + length.toMillis();
            this.speed = (double) (end() - start(streams.get(0))) / length.toMillis();
        }

        /** An event without a date ends when its play does. */
        private long start(StreamScript stream) {
            Long startsAt = stream.settings().startsAt();
            return startsAt == null ? present - stream.length() : startsAt;
        }

        private long end() {
            return streams.stream()
                    .mapToLong(stream -> start(stream) + stream.length())
                    .max()
                    .orElse(present);
        }

        Future<Void> whole() {
            clock.set(start(streams.get(0)));
            long told = vertx.setPeriodic(PROGRESS_MS, timer -> tell());
            return each(streams, this::begin)
                    .compose(begun -> {
                        clock.run(end(), speed);
                        return Future.all(outcomes);
                    })
                    .onComplete(played -> vertx.cancelTimer(told))
                    .mapEmpty();
        }

        private void tell() {
            List<Progress> all = List.copyOf(progress.values());
            listener.progress(
                    clock.instant(),
                    all.stream().mapToLong(Progress::orders).sum(),
                    all.stream().mapToLong(Progress::gmv).sum());
        }

        /** The clock stands until the server has started the stream, so it starts at its moment. */
        private Future<Void> begin(StreamScript stream) {
            clock.run(start(stream), speed);
            return reached(start(stream)).compose(now -> started(stream));
        }

        private Future<Void> reached(long moment) {
            return clock.millis() >= moment
                    ? Future.succeededFuture()
                    : vertx.timer(POLL).compose(timer -> reached(moment));
        }

        private Future<Void> started(StreamScript stream) {
            long start = start(stream);
            Promise<Void> started = Promise.promise();
            Player.Listener listening = new Player.Listener() {
                @Override
                public void started(Instant end) {
                    own.runOnContext(turn -> started.tryComplete());
                }

                @Override
                public void progress(Progress now) {
                    progress.put(stream.id(), now);
                }
            };
            DemoRun run = new DemoRun(base, stream, new Timing(elapsed -> clock.millis() - start, false), listening);
            Future<Outcome> outcome =
                    run.play(vertx).onComplete(any -> own.runOnContext(turn -> started.tryComplete()));
            outcomes.add(outcome);
            return started.future();
        }
    }
}
