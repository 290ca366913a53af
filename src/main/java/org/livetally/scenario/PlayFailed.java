package org.livetally.scenario;

/** The play cannot go on; the message says why, to a person. */
public final class PlayFailed extends RuntimeException {
    PlayFailed(String message) {
        super(message);
    }

    PlayFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
