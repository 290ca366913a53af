package org.livetally.redis.client;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.function.Function;

/**
 * Keeps everybody out of a Redis while a backup is restored into it: what they recorded could be removed by a restore that goes
 * on after an end in between. There is one connection that restores, which Redis knows by its name: it ends with its
 * process, however that ends.
 */
public final class Restoring {
    private static final String NAME = "livetally-restore";
    private static final String CLOSED = "closed";

    private Restoring() {}

    /** Asks a new connection that does not restore. Fails while a backup is being restored. */
    static Future<?> requireNone(Function<Request, Future<Response>> send) {
        return unlessRefused(send.apply(Request.cmd(Command.EXISTS).arg(StreamKeys.RESTORE))
                .compose(there -> there.toInteger() == 0
                        ? Future.succeededFuture()
                        : Future.failedFuture(new RedisUnavailableException("a backup is being restored into it"
                                + " (after an end in between, run livetally restore again)"))));
    }

    /** Makes a new connection the one that restores. Fails if there is another one. */
    static Future<?> claim(Function<Request, Future<Response>> send) {
        return unlessRefused(send.apply(
                        Request.cmd(Command.CLIENT).arg("SETNAME").arg(NAME))
                .compose(named -> send.apply(Request.cmd(Command.CLIENT).arg("LIST")))
                .compose(clients -> clients.toString()
                                        .lines()
                                        .filter(client -> client.contains(" name=" + NAME + " "))
                                        .count()
                                == 1
                        ? Future.succeededFuture()
                        : Future.failedFuture(new RedisUnavailableException("another livetally restore uses it"))));
    }

    private static Future<?> unlessRefused(Future<?> asked) {
        return asked.recover(failure -> isRefused(failure) ? Future.succeededFuture() : Future.failedFuture(failure));
    }

    /** A server that only says that it is not the one to be asked has told nothing. */
    private static boolean isRefused(Throwable failure) {
        Refusal refusal = Refusal.of(failure);
        return RedisFailures.isReply(failure) && (refusal == null || !refusal.isOfCluster());
    }

    /** Ends all other connections; none but those that restore are let in again before {@link #open}. */
    public static Future<Void> shut(RedisLink redis) {
        return redis.send(Request.cmd(Command.HSET)
                        .arg(StreamKeys.RESTORE)
                        .arg(CLOSED)
                        .arg("1"))
                .compose(closed -> redis.toEach(Request.cmd(Command.CLIENT)
                        .arg("KILL")
                        .arg("TYPE")
                        .arg("normal")
                        .arg("SKIPME")
                        .arg("yes")))
                .mapEmpty();
    }

    /** Lets everybody in. */
    public static Future<Void> open(RedisLink redis) {
        return redis.send(Request.cmd(Command.DEL).arg(StreamKeys.RESTORE)).mapEmpty();
    }
}
