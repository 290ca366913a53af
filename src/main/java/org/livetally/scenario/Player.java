package org.livetally.scenario;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Instant;
import org.livetally.scenario.DemoRun.Timing;

/**
 * Plays a {@link StreamScript} to a server through its public interface only, as any client could: the operators' REST
 * calls, one order socket for each channel, one audience socket for each viewer.
 *
 * <p>The script follows real monotonic time multiplied by {@code speed}. A play that falls behind catches up and leaves
 * nothing out: in the end every order is acked, every like is on the board and every viewer was there. The server's
 * clock must run at the same speed ({@link ScaledClock}), since orders are dated by the script and future dates are
 * rejected.
 *
 * <p>A stream that exists is continued, so a demo that was interrupted can be started again on its data:
 * <ul>
 *   <li>{@code ended} or {@code closed}: nothing is sent, {@link Outcome.AlreadyPlayed};
 *   <li>{@code scheduled}: it is started and played;
 *   <li>{@code live}: all orders are sent again, with the same ids and contents, so the server counts each once. Likes
 *       have no ids, so only as many are sent as the board lacks. All viewers come again: the number of distinct ones stays
 *       the same, but {@code views} counts every connection and then exceeds {@code uniqueViewers}.
 * </ul>
 * Likewise, a viewer whose connection is lost comes back, and likes that were lost with it are sent again at the end.
 */
public final class Player {
    private final Vertx vertx;
    private final URI base;
    private final StreamScript script;
    private final double speed;
    private final Listener listener;

    /**
     * @param base of the server, for example {@code http://127.0.0.1:8080}; its path is not used
     * @param speed milliseconds of the stream in a real one
     */
    public Player(Vertx vertx, URI base, StreamScript script, double speed, Listener listener) {
        if (!(speed > 0 && speed < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("speed must be a number above 0, not " + speed);
        }
        this.vertx = vertx;
        this.base = base;
        this.script = script;
        this.speed = speed;
        this.listener = listener;
    }

    /**
     * Plays once. The future fails with {@link PlayFailed} if the server rejects something, if it is unreachable for a
     * minute, or if its board does not reach the script's figures; and if Vert.x is closed meanwhile.
     */
    public Future<Outcome> play() {
        return new DemoRun(base, script, Timing.atSpeed(speed), listener).play(vertx);
    }

    /** Called on the event loop of the play; must return at once. */
    @FunctionalInterface
    public interface Listener {
        /** Called at most once a minute of the stream. */
        void progress(Progress progress);

        /**
         * The server has started the stream (or a resumed one continues): script and server's clock run from here. The
         * owner of that clock calls {@link ScaledClock#begin(Instant)} now.
         *
         * @param end of the stream by its own dates
         */
        default void started(Instant end) {}
    }
}
