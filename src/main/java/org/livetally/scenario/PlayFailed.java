package org.livetally.scenario;

/** The play cannot go on; the message tells a person why. */
public final class PlayFailed extends RuntimeException {
    PlayFailed(String message) {
        super(message);
    }

    PlayFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
