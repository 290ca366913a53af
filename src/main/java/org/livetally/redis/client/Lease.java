package org.livetally.redis.client;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Lets one run at a time do a piece of work, wherever it runs: locks of files do nothing on some disks that nodes share. A run
 * that was killed holds up the next one for as long as a lease lasts.
 */
public final class Lease {
    private static final LuaScript TAKE = LuaScript.load("hold_lease");
    private static final int RENEWALS = 4;
    private static final int ATTEMPTS = 12;

    private final Vertx vertx;
    private final RedisLink redis;
    private final Kind kind;
    private final String run =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());

    /**
     * What is done by one run at a time.
     *
     * @param key of the lease
     * @param ms for which it lasts unless it is renewed
     * @param busy says that another run does it, for people
     */
    public record Kind(String key, long ms, String busy) {}

    public Lease(Vertx vertx, RedisLink redis, Kind kind) {
        this.vertx = vertx;
        this.redis = redis;
        this.kind = kind;
    }

    /** Names the run: 16 hexadecimal digits. */
    public String run() {
        return run;
    }

    /** Does the work while nobody else can; fails with an {@link IOException} if somebody else does for longer than a lease lasts. */
    public <T> Future<T> during(Supplier<Future<T>> work) {
        return take(ATTEMPTS + 1).compose(taken -> {
            long renewal = vertx.setPeriodic(kind.ms / RENEWALS, id -> renew());
            return Future.succeededFuture().compose(begin -> work.get()).eventually(() -> {
                vertx.cancelTimer(renewal);
                return isHeld().compose(held -> held ? hold(1) : Future.succeededFuture(false)); // gives it back
            });
        });
    }

    private Future<Void> take(int attempts) {
        return hold(kind.ms).compose(held -> {
            if (held) {
                return Future.succeededFuture();
            }
            return attempts > 0
                    ? vertx.timer(kind.ms / ATTEMPTS).compose(late -> take(attempts - 1))
                    : Future.failedFuture(new IOException(kind.busy));
        });
    }

    private Future<Boolean> hold(long ms) {
        return redis.run(new ScriptCall(TAKE).key(kind.key).arg(run).arg(ms)).map(reply -> reply.toInteger() == 1);
    }

    private Future<Boolean> isHeld() {
        return redis.send(Request.cmd(Command.GET).arg(kind.key))
                .map(holder -> holder != null && holder.toString().equals(run));
    }

    /** Does not take it anew: what it kept from changing may have changed since it ended. */
    private void renew() {
        isHeld().onSuccess(held -> {
            if (held) {
                redis.send(Request.cmd(Command.PEXPIRE).arg(kind.key).arg(kind.ms));
            }
        });
    }
}
