package org.livetally.client;

import io.vertx.core.http.UpgradeRejectedException;
import java.net.ConnectException;
import org.livetally.logging.Causes;

/** Why a server does not answer, or lets nobody in, for people: what is wrong, and what to do. */
public final class Failures {
    /** The JDK's and the transport's words for an answer that is not of TLS. */
    private static final String NO_TLS = "(?s).*(SSL message|SSL/TLS record).*";

    private Failures() {}

    /** The reason, as a part of a sentence. */
    public static String why(Throwable failure) {
        if (failure instanceof UpgradeRejectedException rejected) {
            return refusal(rejected.getStatus());
        }
        if (Causes.isTls(failure)) {
            return tls(failure);
        }
        String message = failure.getMessage();
        if (message == null && failure instanceof ConnectException) {
            return "no connection"; // the JDK's client does not say why
        }
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static String refusal(int status) {
        return "HTTP " + status
                + switch (status) {
                    case 401 -> ": it wants a token, and this one is missing, not valid, expired or revoked";
                    case 403 -> ": the token is for something else";
                    case 404 ->
                        ": no Livetally is below this address; a proxy's path belongs to it, as in https://HOST/PATH";
                    default -> "";
                };
    }

    private static String tls(Throwable failure) {
        String deepest = Causes.deepest(failure);
        return "TLS with it fails (" + deepest + "): "
                + (deepest.matches(NO_TLS)
                        ? "there is none; is it http://?"
                        : "its certificate must name the host, and be signed by an authority that the JVM trusts;"
                                + " LIVETALLY_JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE names others");
    }
}
