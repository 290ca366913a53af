package org.livetally.scenario;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.livetally.scenario.Outcome.Figures;

/**
 * Waits until the board shows what was played. All orders are acked by now. Likes are not acked: those on a connection
 * that broke are lost, and the board then stands still below the script's likes. In that case the missing ones are sent
 * again.
 */
final class Settlement {
    /** Times in milliseconds. */
    private static final long POLL = 50;
    /**
     * Likes are counted within a tenth of a second, so a board that last moved this long ago has all that ever arrived.
     */
    private static final long STANDING_STILL = 2_000;

    private static final long GIVE_UP = 30_000;
    private static final long NANOS_IN_MILLI = 1_000_000;

    private final Vertx vertx;
    private final StreamApi streams;
    private final StreamScript script;
    private final DemoStream stream;
    private final long orders;
    private final long gmv;
    private final long likes;
    private final Promise<Figures> reached = Promise.promise();
    private Figures last = new Figures(-1, -1, -1, -1, -1, -1, -1);
    private long lastMove = System.nanoTime();
    private boolean madeUp;
    private int withoutAnswer;

    Settlement(Vertx vertx, StreamApi streams, StreamScript script, DemoStream stream) {
        this.vertx = vertx;
        this.streams = streams;
        this.script = script;
        this.stream = stream;
        this.orders = script.orders().size();
        this.gmv = script.gmv();
        this.likes = script.likes();
    }

    Future<Figures> reached() {
        poll();
        return reached.future();
    }

    private void poll() {
        streams.board(script.id()).map(Figures::of).onSuccess(this::check).onFailure(this::noAnswer);
    }

    /** A server that does not answer is not one that stands still. */
    private void noAnswer(Throwable cause) {
        lastMove = System.nanoTime();
        if (++withoutAnswer * POLL > GIVE_UP) {
            reached.tryFail(new PlayFailed("the board cannot be read: " + cause.getMessage(), cause));
        } else {
            vertx.setTimer(POLL, timer -> poll());
        }
    }

    private void check(Figures now) {
        withoutAnswer = 0;
        boolean allOrders = now.orders() >= orders && now.gmv() >= gmv;
        if (allOrders && now.likes() >= likes && stream.isEmpty()) {
            reached.tryComplete(now);
            return;
        }
        long still = standingStill(now);
        if (still > GIVE_UP) {
            reached.tryFail(standsStill(now));
            return;
        }
        if (still > STANDING_STILL && now.likes() < likes && !madeUp) {
            madeUp = true;
            stream.makeUp((int) (likes - now.likes()));
        }
        vertx.setTimer(POLL, timer -> poll());
    }

    private PlayFailed standsStill(Figures now) {
        return new PlayFailed("the board stands still at %s; played were %d orders, a gmv of %d and %d likes"
                .formatted(now, orders, gmv, likes));
    }

    /** For how long, in milliseconds. */
    private long standingStill(Figures now) {
        if (now.orders() != last.orders() || now.gmv() != last.gmv() || now.likes() != last.likes()) {
            last = now;
            lastMove = System.nanoTime();
            madeUp = false;
        }
        return (System.nanoTime() - lastMove) / NANOS_IN_MILLI;
    }
}
