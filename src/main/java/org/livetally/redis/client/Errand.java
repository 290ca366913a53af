package org.livetally.redis.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Response;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One command on its way to the server that holds its key. It is sent again as long as it is known not to have run: the
 * slot is elsewhere, or on its way, or the server is not connected, or does not serve. A command whose connection is lost
 * may have run, and fails.
 *
 * <p>Commands about one key keep their order as long as none of them is sent again.
 */
final class Errand {
    static final long PATIENCE_MS = 10_000;
    private static final long FIRST_PAUSE_MS = 25;
    private static final long LAST_PAUSE_MS = 1_000;
    /** So often a redirection is followed at once. Servers that point at each other come to agree. */
    private static final int FOLLOWED = 3;

    private final Cluster cluster;
    private final int slot;
    private final Way way;
    private final @Nullable String by;
    private final Promise<Response> done = Promise.promise();
    private final long since;
    private long pauseMs = FIRST_PAUSE_MS;
    private int followed;

    /** How the command is sent to a server. */
    @FunctionalInterface
    interface Way {
        /** @param asking whether the slot is on its way there */
        Future<Response> to(Shard shard, boolean asking);
    }

    /** @param by the command or script that writes; null for others */
    Errand(Cluster cluster, int slot, @Nullable String by, Way way) {
        this.cluster = cluster;
        this.slot = slot;
        this.by = by;
        this.way = way;
        this.since = cluster.nanoTime();
    }

    Future<Response> run() {
        begin();
        return done.future();
    }

    private void begin() {
        followed = 0;
        Member holder = cluster.holder(slot);
        if (holder != null && holder.isConnected()) {
            send(holder, false);
        } else {
            later(
                    holder == null
                            ? Cluster.unknown(slot)
                            : holder.shard().connector().away());
        }
    }

    private void send(Member member, boolean asking) {
        way.to(member.shard(), asking).onComplete(answer -> {
            if (answer.succeeded()) {
                cluster.answers(member.shard(), () -> done.complete(answer.result()));
            } else {
                failed(member, answer.cause());
            }
        });
    }

    private void failed(Member asked, Throwable cause) {
        Redirection redirection = Redirection.of(cause, asked.place());
        if (redirection != null) {
            follow(redirection, cause);
        } else if (isNotRun(cause)) {
            cluster.refresh();
            later(cause);
        } else {
            done.fail(cause);
        }
    }

    private void follow(Redirection redirection, Throwable cause) {
        Member next = redirection.isForGood() ? cluster.moved(redirection) : cluster.guest(redirection.server());
        if (next.isConnected() && followed < FOLLOWED) {
            followed++;
            send(next, !redirection.isForGood());
        } else {
            later(cause);
        }
    }

    /** Inside a script, a server answers with other words, and something may have run. */
    private static boolean isNotRun(Throwable cause) {
        if (cause instanceof RedisUnavailableException unavailable) {
            return unavailable.isNotRun();
        }
        String message = String.valueOf(cause.getMessage());
        return RedisFailures.isReply(cause)
                && (message.startsWith("TRYAGAIN ")
                        || message.startsWith("CLUSTERDOWN ")
                        || message.startsWith("LOADING ")
                        || message.startsWith("MASTERDOWN "));
    }

    private void later(Throwable cause) {
        long leftMs = PATIENCE_MS - TimeUnit.NANOSECONDS.toMillis(cluster.nanoTime() - since);
        if (leftMs <= 0 || !cluster.pauses().hasRoom()) {
            giveUp(cause);
            return;
        }
        cluster.pauses().begin(Math.min(pauseMs, leftMs), this::begin, () -> done.tryFail(cause));
        pauseMs = Math.min(pauseMs * 2, LAST_PAUSE_MS);
    }

    private void giveUp(Throwable cause) {
        Refusal refusal = Refusal.of(cause);
        Member holder = cluster.holder(slot);
        boolean isOfSlot = refusal != null && refusal.isOfMove(); // which says nothing about the server's other slots
        if (refusal != null && !isOfSlot && holder != null && RedisFailures.isReply(cause)) {
            holder.shard().refused(refusal, by);
        }
        done.fail(
                cause instanceof RedisUnavailableException || refusal == null
                        ? cause
                        : RedisUnavailableException.notRun(refusal));
    }
}
