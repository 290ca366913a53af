package org.livetally.scenario;

import java.util.function.Consumer;
import org.livetally.client.Server;

/**
 * Decides when to try the server again after a connection failed, and when to give up: at once if the server will never
 * accept it, otherwise when it has been unreachable for a minute. Times are nanoseconds of a monotonic clock.
 */
final class Reconnect {
    private static final long BACK_OFF = 200_000_000L;
    private static final long TIMEOUT = 60_000_000_000L;

    private final Consumer<Throwable> onFailure;
    private boolean failing;
    private long since;
    private long retryAt;

    Reconnect(Consumer<Throwable> onFailure) {
        this.onFailure = onFailure;
    }

    boolean isDue(long now) {
        return !failing || now - retryAt >= 0;
    }

    void succeeded() {
        failing = false;
    }

    void failed(Throwable cause, long now) {
        since = failing ? since : now;
        failing = true;
        retryAt = now + BACK_OFF;
        if (Server.isFinal(cause) || now - since > TIMEOUT) {
            onFailure.accept(new PlayFailed("cannot connect to the server: " + cause.getMessage(), cause));
        }
    }
}
