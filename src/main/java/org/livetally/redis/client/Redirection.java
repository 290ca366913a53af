package org.livetally.redis.client;

import org.jspecify.annotations.Nullable;
import org.livetally.settings.HostPort;

/**
 * A server of a Cluster says that another one serves a slot: from now on (MOVED), or for this key only, since the slot
 * is being moved (ASK). The command did not run.
 *
 * @param isForGood whether it is MOVED
 * @param server which one
 */
record Redirection(boolean isForGood, int slot, HostPort server) {
    private static final int WORDS = 3;

    /**
     * Null if the failure is something else.
     *
     * @param asked the server that answered so; one that knows no address of its own leaves the host out
     */
    static @Nullable Redirection of(Throwable failure, HostPort asked) {
        String message = String.valueOf(failure.getMessage());
        if (!message.startsWith("MOVED ") && !message.startsWith("ASK ")) {
            return null;
        }
        String[] words = message.split(" ", -1);
        int colon = words.length < WORDS ? -1 : words[2].lastIndexOf(':');
        if (colon < 0 || !RedisFailures.isReply(failure)) {
            return null;
        }
        try {
            int port = Integer.parseInt(words[2].substring(colon + 1).replaceFirst("@.*", ""));
            HostPort server = SlotMap.server(words[2].substring(0, colon), port, asked);
            return new Redirection(words[0].equals("MOVED"), Integer.parseInt(words[1]), server);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
