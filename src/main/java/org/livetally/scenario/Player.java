package org.livetally.scenario;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Instant;

/**
 * Plays a {@link Scenario} against a server through its public interface only, as any client would: operators' REST calls, one
 * order socket a channel, one audience socket a viewer.
 *
 * <p>The script follows real monotonic time times {@code speed}. A play that falls behind catches up and leaves nothing out: in
 * the end every order is acked, every like on the board and every viewer was there. The server's clock must keep the same pace
 * ({@link ScaledClock}), for orders are dated by the script and the future is refused.
 *
 * <p>A stream that exists is carried on with, so a demo that was interrupted can be started again on its data:
 * <ul>
 *   <li>{@code ended}: nothing is sent, {@link Outcome.AlreadyPlayed};
 *   <li>{@code scheduled}: it is started and played;
 *   <li>{@code live}: all orders are sent from the first on, with the ids and contents of the first time, so the server counts
 *       each once; likes have no ids, so only as many are sent as the board lacks. All viewers come again: they stay as many
 *       distinct ones, but {@code views} counts every connection and then exceeds {@code uniqueViewers}.
 * </ul>
 * Likewise a viewer whose connection is lost comes back, and likes that were lost with it are sent once more at the end.
 */
public final class Player {
    private final Vertx vertx;
    private final URI base;
    private final Scenario scenario;
    private final double speed;
    private final Listener listener;

    /**
     * @param base of the server, for example {@code http://127.0.0.1:8080}; its path is not used
     * @param speed milliseconds of the stream in a real one
     */
    public Player(Vertx vertx, URI base, Scenario scenario, double speed, Listener listener) {
        if (!(speed > 0 && speed < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("speed must be a number above 0, not " + speed);
        }
        this.vertx = vertx;
        this.base = base;
        this.scenario = scenario;
        this.speed = speed;
        this.listener = listener;
    }

    /**
     * Plays once. The future fails with {@link PlayFailed} if the server refuses something for good, if it is out of reach for a
     * minute, or if its board does not come to the script's figures; and if Vert.x is closed meanwhile.
     */
    public Future<Outcome> play() {
        Performance performance = new Performance(base, scenario, speed, listener);
        return vertx.deployVerticle(performance)
                .compose(id -> performance.outcome().eventually(() -> leave(performance, id)));
    }

    /** If it was stopped from outside, Vert.x is undeploying it already, and may be gone before a second try is through. */
    private Future<Void> leave(Performance performance, String id) {
        return performance.isStopped()
                ? Future.succeededFuture()
                : vertx.undeploy(id).otherwiseEmpty();
    }

    /** Called on the event loop of the play: return at once. */
    @FunctionalInterface
    public interface Listener {
        /** At most once a minute of the stream. */
        void progress(Progress progress);

        /**
         * The server has started the stream (or a resumed one goes on): script and server's clock run from here. Whoever owns
         * that clock calls {@link ScaledClock#begin(Instant)} now.
         *
         * @param end of the stream by its own dates
         */
        default void started(Instant end) {}
    }
}
