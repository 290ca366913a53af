package org.livetally.redis.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Logger;
import org.livetally.redis.client.InfoReply;

/** Watches a server come up: silent at first, then loading its data, then answering. */
final class StartProgress {
    private static final Logger LOG = Logger.getLogger(StartProgress.class.getName());

    private static final Duration LOG_EVERY = Duration.ofSeconds(5);

    private final Path socket;
    private String loaded = "";
    private long advancedAt = System.nanoTime();
    private long loggedAt = advancedAt;

    StartProgress(Path socket) {
        this.socket = socket;
    }

    /** Asks once. A server that is still loading has not answered, but may have made progress. */
    boolean answered(Duration timeout) {
        try {
            String reply = RespClient.ask(socket, timeout, "PING");
            if (reply.equals("PONG")) {
                return true;
            }
            if (reply.startsWith("-LOADING")) {
                noteLoading(RespClient.info(socket, timeout, "persistence"));
            }
        } catch (IOException e) {
            LOG.finest(() -> "No answer yet: " + e.getMessage());
        }
        return false;
    }

    /** Time since the server last made progress. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - advancedAt);
    }

    private void noteLoading(InfoReply info) {
        String bytes = info.field("loading_loaded_bytes").orElse("");
        if (bytes.equals(loaded)) {
            return;
        }
        loaded = bytes;
        advancedAt = System.nanoTime();
        if (advancedAt - loggedAt > LOG_EVERY.toNanos()) {
            loggedAt = advancedAt;
            LOG.info(() -> "Redis is loading its data: "
                    + info.field("loading_loaded_perc").orElse("?") + " %");
        }
    }
}
