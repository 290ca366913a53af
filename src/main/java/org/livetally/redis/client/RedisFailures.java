package org.livetally.redis.client;

import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.redis.client.Response;
import java.io.FileNotFoundException;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.WriteGate;
import org.livetally.http.Problem;
import org.livetally.logging.Causes;

/** What the failure of a command or a connection means, for its sender and for people. */
public final class RedisFailures {
    /** The client's own code for a lost connection, which looks like an answer of Redis. */
    private static final String LOST = "CONNECTION_CLOSED";

    /** An alert of TLS 1.3. Redis requires a client certificate unless it is set otherwise. */
    private static final String CLIENT_MUST_PROVE = "certificate_required";

    /** Before the reason, if the system's own transport reports it. */
    private static final Pattern SYSTEM_CALL = Pattern.compile("^\\w+\\(\\.\\.\\) failed with error\\(-?\\d+\\): ");

    static final String CLOSED = "Redis closed the connection";
    private static final String NO_FILE = "No such file or directory";

    private RedisFailures() {}

    /** Whether the failure is an error reply of Redis: the command was answered, and did not get lost. */
    public static boolean isReply(Throwable failure) {
        return failure instanceof Response && !LOST.equals(failure.getMessage());
    }

    /**
     * Whether the failure is permanent, by an error of ours: retrying the command cannot succeed. Such are a command
     * that Redis understood and will never run, a key of another type, and an exception in the code that reads the
     * answer. Everything else is temporary: a lost connection, OOM, LOADING and the like.
     */
    public static boolean isPermanent(Throwable failure) {
        if (failure instanceof Response) {
            return Refusal.isPermanent(String.valueOf(failure.getMessage()));
        }
        return failure instanceof RuntimeException
                && !(failure instanceof RedisUnavailableException)
                && !(failure instanceof VertxException)
                && !(failure instanceof RejectedExecutionException) // the event loop is stopping
                && !(failure instanceof Problem);
    }

    /** The problem to answer if a question to Redis failed. */
    public static Problem problem(Throwable failure) {
        return failure instanceof Problem problem ? problem : Problem.of(503, Rule.UNAVAILABLE.reason(brief(failure)));
    }

    /** The reason for all clients: why Redis does not serve, if it said so, otherwise that it does not answer. */
    public static Reason brief(Throwable failure) {
        return brief(Refusal.of(failure));
    }

    static Reason brief(@Nullable Refusal refusal) {
        return refusal == null ? Rule.REDIS_SILENT.reason() : refusal.brief();
    }

    /** Whether the data is of a newer version of the program. */
    static boolean isNewer(Throwable failure) {
        return failure instanceof NewerFormatException;
    }

    /** Whether attempts to connect will fail until somebody changes a setting, or installs a newer version. */
    static boolean needsSetting(Throwable failure) {
        Refusal refusal = Refusal.of(failure);
        return refusal == null
                ? isNewer(failure) || failure instanceof UnknownPrimaryException || isTls(failure)
                : refusal.isOfPassword();
    }

    /**
     * The reason for operators why there is no connection. The text from TLS is the innermost cause, and names no
     * option.
     */
    static String reason(Throwable failure) {
        if (isTls(failure)) {
            String deepest = Causes.deepest(failure);
            return "TLS with it fails (" + deepest + "): "
                    + (deepest.endsWith(CLIENT_MUST_PROVE)
                            ? "it requires client certificates, which are not supported; set tls-auth-clients no"
                            : "--redis-ca must hold the certificate that signed the server's, which must name the host of"
                                    + " --redis-uri");
        }
        return plain(failure);
    }

    /** The same words for the same cause, whichever transport reports it: the JDK's and the system's have their own. */
    private static String plain(Throwable failure) {
        String message = failure.getMessage();
        if (failure instanceof FileNotFoundException) {
            return NO_FILE;
        }
        if (message == null) {
            return failure.toString();
        }
        String reason = SYSTEM_CALL.matcher(message.strip()).replaceFirst("");
        return reason.equals(LOST) || reason.startsWith("Connection reset")
                ? CLOSED
                : reason.replaceFirst("^(" + NO_FILE + "): .*", "$1");
    }

    private static boolean isTls(Throwable failure) {
        return Causes.isTls(failure);
    }

    /**
     * Turns the failure of a change into a 503 that says whether nothing was changed, or that this is unknown: a
     * command on a lost connection may have run. Errors of our own are passed on.
     */
    public static <T> Future<T> orUnavailable(Future<T> reply) {
        return reply.recover(error -> Future.failedFuture(isPermanent(error) ? error : unavailable(error)));
    }

    /** @throws Problem 503 that says that nothing was changed, if the gate is closed */
    public static void requireOpen(WriteGate gate) {
        requireOpen(gate.closed());
    }

    /** @throws Problem the same, if the gate is closed to what only grows */
    public static void requireRoom(WriteGate gate) {
        requireOpen(gate.closedToGrowth());
    }

    private static void requireOpen(@Nullable Reason closed) {
        if (closed != null) {
            throw Problem.of(503, Rule.UNCHANGED.reason(closed));
        }
    }

    private static Problem unavailable(Throwable error) {
        if (error instanceof UnreplicatedException) {
            return Problem.of(503, Rule.REPLICAS_UNSURE.reason());
        }
        Refusal refusal = Refusal.of(error);
        return refusal != null
                ? Problem.of(503, Rule.UNCHANGED.reason(refusal.brief()))
                : Problem.of(503, Rule.REDIS_UNSURE.reason());
    }
}
