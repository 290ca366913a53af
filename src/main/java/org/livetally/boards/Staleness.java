package org.livetally.boards;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BoardNews;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.stream.NanoClock;
import org.livetally.redis.client.RedisLink;

/** Whether the Redis that has some boards has been silent for so long that what their screens show may be old. */
final class Staleness {
    private static final long SILENT_MS = 1_000;
    private static final long AGAIN_MS = 5_000;

    private final RedisLink redis;
    private final String key;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private long healthyAt;
    /** When Redis last answered, even with an error. */
    private long repliedAt;

    private long healthyAtMs;
    private long toldAt;
    private boolean stale;

    /** @param key is where the boards are */
    Staleness(RedisLink redis, String key, InstantSource clock) {
        this.redis = redis;
        this.key = key;
        this.clock = clock;
        this.nanos = NanoClock.beside(clock);
        this.healthyAt = nanos.getAsLong();
        this.repliedAt = healthyAt;
        this.healthyAtMs = clock.millis();
    }

    /** Whether screens have been told that Redis is silent, and it has not been heard since. */
    boolean isStale() {
        return stale;
    }

    /** Redis answered, perhaps that something is wrong. */
    void onReply() {
        repliedAt = nanos.getAsLong();
    }

    /** Redis is well; returns whether that ends a silence that screens were told of. */
    boolean onHealthy() {
        boolean ended = stale;
        healthyAt = nanos.getAsLong();
        healthyAtMs = clock.millis();
        stale = false;
        return ended;
    }

    /** What to tell all screens now; null if there is nothing to tell. */
    @Nullable
    BoardNews poll() {
        // If the problem has only just gone, the next poll clears it; to say that Redis is silent would be false.
        boolean cured = redis.problem(key).isEmpty() && msSince(repliedAt) <= SILENT_MS;
        if (msSince(healthyAt) <= SILENT_MS || cured || stale && !isDueAgain(toldAt)) {
            return null;
        }
        stale = true;
        toldAt = nanos.getAsLong();
        return news();
    }

    /** Whether screens that were told then must be told again: some may have connected since. */
    boolean isDueAgain(long toldAt) {
        return msSince(toldAt) > AGAIN_MS;
    }

    /** That Redis is silent. */
    BoardNews news() {
        return news(redis.brief(key));
    }

    /** That a board may be old, for another reason. */
    BoardNews news(Reason reason) {
        return new BoardNews.Stale(BoardJson.stale(healthyAtMs, reason));
    }

    private long msSince(long then) {
        return TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - then);
    }
}
