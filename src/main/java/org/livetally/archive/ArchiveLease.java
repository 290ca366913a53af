package org.livetally.archive;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/**
 * Lets one run at a time archive or restore a stream, wherever it runs: locks of files do nothing on some disks that
 * nodes share. A run that was killed holds up the next one for {@value #LEASE_MS} ms.
 */
final class ArchiveLease {
    private static final LuaScript TAKE = LuaScript.load("hold_lease");
    private static final long LEASE_MS = 6_000;
    private static final long RENEWAL_MS = 1_500;
    private static final long RETRY_MS = 500;

    private final Vertx vertx = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop")
            .owner();
    private final RedisLink redis;
    private final StreamKeys keys;
    private final String run =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());

    ArchiveLease(RedisLink redis, StreamKeys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** Names the run: 16 hexadecimal digits. */
    String run() {
        return run;
    }

    /** Does the work while nobody else can; fails with an {@link IOException} if somebody else does for longer than a lease lasts. */
    <T> Future<T> during(Supplier<Future<T>> work) {
        return take(LEASE_MS / RETRY_MS + 1).compose(taken -> {
            long renewal = vertx.setPeriodic(RENEWAL_MS, id -> renew());
            return Future.succeededFuture().compose(begin -> work.get()).eventually(() -> {
                vertx.cancelTimer(renewal);
                return isHeld().compose(held -> held ? hold(1) : Future.succeededFuture(false)); // gives it back
            });
        });
    }

    private Future<Void> take(long attempts) {
        return hold(LEASE_MS).compose(held -> {
            if (held) {
                return Future.succeededFuture();
            }
            return attempts > 0
                    ? vertx.timer(RETRY_MS).compose(late -> take(attempts - 1))
                    : Future.failedFuture(new IOException("it is being archived or restored by somebody else"));
        });
    }

    private Future<Boolean> hold(long ms) {
        return redis.run(new ScriptCall(TAKE).key(keys.archiving()).arg(run).arg(ms))
                .map(reply -> reply.toInteger() == 1);
    }

    private Future<Boolean> isHeld() {
        return redis.send(Request.cmd(Command.GET).arg(keys.archiving()))
                .map(holder -> holder != null && holder.toString().equals(run));
    }

    /** Does not take it anew: what it kept from changing may have changed since it ended. */
    private void renew() {
        isHeld().onSuccess(held -> {
            if (held) {
                redis.send(Request.cmd(Command.PEXPIRE).arg(keys.archiving()).arg(LEASE_MS));
            }
        });
    }
}
