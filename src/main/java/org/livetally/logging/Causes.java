package org.livetally.logging;

import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What led to a failure: the failure, its cause, the cause of that, and so on. */
public final class Causes {
    private Causes() {}

    /** The outermost first. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    /** Whether TLS failed. */
    public static boolean isTls(Throwable failure) {
        return of(failure)
                .anyMatch(cause -> cause instanceof SSLException || cause instanceof GeneralSecurityException);
    }

    /** What the innermost cause that says something says; empty if none does. */
    public static String deepest(Throwable failure) {
        return of(failure)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .reduce((outer, inner) -> inner)
                .orElse("");
    }
}
