package org.livetally.redis.embedded;

import java.util.Objects;

/**
 * The embedded Redis cannot be started or found. The message tells the operator what to do and is meant to be shown as
 * it is.
 */
public final class EmbeddedRedisException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EmbeddedRedisException(String message) {
        super(message);
    }

    EmbeddedRedisException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
