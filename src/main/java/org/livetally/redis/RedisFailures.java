package org.livetally.redis;

import io.vertx.core.VertxException;
import io.vertx.redis.client.Response;
import java.security.GeneralSecurityException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.livetally.model.Problem;
import org.livetally.model.Reason;
import org.livetally.model.Rule;

/** What the failure of a command, or of a connection, means: to whoever sent it, and to the people who are told. */
public final class RedisFailures {
    /** The client's own word for a lost connection, which comes as if Redis had said it. */
    private static final String LOST = "CONNECTION_CLOSED";

    /** TLS 1.3's alert. Redis wants one unless it is told otherwise. */
    private static final String CLIENT_MUST_PROVE = "certificate_required";

    private RedisFailures() {}

    /** Whether a failure is an error that Redis answered: the command is done with, and did not get lost on the way. */
    public static boolean isReply(Throwable failure) {
        return failure instanceof Response && !LOST.equals(failure.getMessage());
    }

    /**
     * Whether work with Redis failed by a mistake of ours, which sending it again does not mend: a command that Redis understood and
     * will never do, a key of another type, an exception in the code that reads the answer. All else passes: a lost connection,
     * OOM, LOADING and the like.
     */
    public static boolean isOurMistake(Throwable failure) {
        if (failure instanceof Response) {
            return Refusal.isOurMistake(String.valueOf(failure.getMessage()));
        }
        return failure instanceof RuntimeException
                && !(failure instanceof RedisUnavailableException)
                && !(failure instanceof VertxException)
                && !(failure instanceof RejectedExecutionException) // the event loop is being stopped
                && !(failure instanceof Problem);
    }

    /** What to answer where a question to Redis failed. */
    public static Problem problem(Throwable failure) {
        return failure instanceof Problem problem ? problem : Problem.of(503, Rule.UNAVAILABLE.reason(brief(failure)));
    }

    /** For everybody: why Redis does not serve, if it said so, else that it does not answer. */
    public static Reason brief(Throwable failure) {
        return brief(Refusal.of(failure));
    }

    static Reason brief(@Nullable Refusal refusal) {
        return refusal == null ? Rule.REDIS_SILENT.reason() : refusal.brief();
    }

    /** Whether an attempt to connect failed so that the next one will, too, until somebody changes a setting. */
    static boolean needsSetting(Throwable failure) {
        Refusal refusal = Refusal.of(failure);
        return refusal == null ? isTls(failure) : refusal.isOfPassword();
    }

    /** For operators: why there is no connection. TLS' own words are at the bottom of a failure, and name no option. */
    static String reason(Throwable failure) {
        if (isTls(failure)) {
            String deepest = causes(failure)
                    .reduce((outer, inner) -> inner)
                    .map(Throwable::getMessage)
                    .orElse("");
            return "TLS with it fails (" + deepest + "): "
                    + (deepest.endsWith(CLIENT_MUST_PROVE)
                            ? "it wants a certificate of its clients, which is not supported; set tls-auth-clients no"
                            : "--redis-ca must hold the certificate that signed the server's, which must name the host of"
                                    + " --redis-uri");
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private static boolean isTls(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof SSLException || cause instanceof GeneralSecurityException);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
