package org.livetally.redis.client;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The format of the data in a Redis: a number, which a version raises if earlier ones would misread what it writes. Each new
 * connection asks for it before it is used, so that nothing reads or writes data of a newer version, whichever server an
 * address leads to.
 *
 * <p>Data without a number has format 1: what was written before there was one. Format 2 has further keys, which follow from
 * the ledger. Format 3 holds what is written from now on in less memory: values of {@code ids} in a shorter form, and long entries
 * of ledgers packed. Whatever earlier versions wrote stays as it is and is read for ever; so the number is all that has to change.
 * Format 4 has losses that were accepted, which are messages that earlier versions cannot read. The number is raised to it before
 * the first of them: until then nodes of format 3 can run beside this version, as during a rolling upgrade, and after it.
 */
public final class DataFormat {
    /** Of data with losses in its ledgers. */
    public static final int WITH_LOSSES = 4;
    /** What this version knows. */
    private static final int PRESENT = WITH_LOSSES;
    /** What it writes as long as no loss was accepted. */
    private static final int WITHOUT_LOSSES = 3;

    private static final int FIRST = 1;
    private static final LuaScript SCRIPT = LuaScript.load("data_format");
    private static final Logger LOG = Logger.getLogger(DataFormat.class.getName());

    private DataFormat() {}

    /**
     * Asks a new connection. Fails with {@link NewerFormatException} if the data is of a newer version, and while a backup is
     * being restored. If Redis refuses, one that serves fails as well: once Redis takes writes again, nothing would write the
     * number, and what is recorded then would stand under an earlier one. Others succeed, since whatever they send next will
     * meet the same refusal.
     *
     * @param serves whether data of this version and of earlier ones is stamped
     * @param send sends over that connection
     */
    static Future<?> check(boolean serves, Function<Request, Future<Response>> send) {
        return Restoring.requireNone(send).compose(none -> checkNumber(serves, send));
    }

    /** Asks a new connection that restores a backup. Fails if there is another one, and as the others do. */
    static Future<?> checkToRestore(Function<Request, Future<Response>> send) {
        return Restoring.claim(send).compose(alone -> checkNumber(false, send));
    }

    private static Future<?> checkNumber(boolean serves, Function<Request, Future<Response>> send) {
        return stamp(WITHOUT_LOSSES, serves)
                .sendBy(send)
                .compose(
                        reply -> {
                            String found = reply.get(0).toString();
                            if (isNewer(found)) {
                                return Future.failedFuture(new NewerFormatException(refusal("the data", found)));
                            }
                            return reply.get(1).toInteger() == 1 ? say(found, send) : Future.succeededFuture();
                        },
                        failure -> refused(serves, failure));
    }

    /** @param may whether it is written, if the data has an earlier one */
    private static ScriptCall stamp(int format, boolean may) {
        return new ScriptCall(SCRIPT).key(StreamKeys.FORMAT).arg(format).arg(may ? 1 : 0);
    }

    /** To be awaited before a loss is written into a ledger. */
    public static Future<Void> allowLosses(RedisLink redis) {
        return redis.runReplicated(stamp(WITH_LOSSES, true)).mapEmpty();
    }

    /** Whether a loss may be in a ledger. */
    public static Future<Boolean> mayHaveLosses(RedisLink redis) {
        return redis.send(Request.cmd(Command.GET).arg(StreamKeys.FORMAT))
                .map(found -> found != null && Integer.parseInt(found.toString()) > WITHOUT_LOSSES);
    }

    /** The format of data that ledgers are restored into. */
    public static int restored(boolean losses) {
        return losses ? WITH_LOSSES : WITHOUT_LOSSES;
    }

    private static <T> Future<T> refused(boolean serves, Throwable failure) {
        Refusal refusal = Refusal.ofSoundWrite(failure);
        if (refusal == null) {
            return Future.failedFuture(failure);
        }
        return serves || refusal.isOfCluster()
                ? Future.failedFuture(new RedisUnavailableException(refusal))
                : Future.succeededFuture();
    }

    /** Whether a format is none that this version knows. */
    public static boolean isNewer(String format) {
        try {
            return !format.isEmpty() && Integer.parseInt(format) > PRESENT;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    /**
     * Why something with a newer format is not read.
     *
     * @param what is read, as {@code the data}
     */
    public static String refusal(String what, String format) {
        String version = DataFormat.class.getPackage().getImplementationVersion();
        return what + " has format " + format + "; this program (version " + (version == null ? "dev" : version)
                + ") knows up to " + PRESENT;
    }

    /** Says that earlier data was taken over; of an empty Redis there is nothing to say. */
    private static Future<?> say(String found, Function<Request, Future<Response>> send) {
        return send.apply(Request.cmd(Command.EXISTS).arg(StreamKeys.INDEX))
                .onSuccess(streams -> {
                    if (!found.isEmpty() || streams.toInteger() == 1) {
                        LOG.log(Level.INFO, "The data has format {1} now; it had format {0}", new Object[] {
                            found.isEmpty() ? FIRST : found, WITHOUT_LOSSES
                        });
                    }
                })
                .otherwiseEmpty();
    }
}
