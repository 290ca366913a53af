package org.livetally.access;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The tokens that one event loop has seen in use, for the list of tokens. Uses are written in batches, at most once a
 * second, and each token once a minute, so that a request costs no trip to Redis.
 */
final class TokenUses {
    private static final Logger LOG = Logger.getLogger(TokenUses.class.getName());
    private static final long WRITE_MS = TimeUnit.MINUTES.toMillis(1);
    private static final int CHUNK = 500;

    private final TokenList list;
    private final InstantSource clock;
    /** By id, when its use was last written; covers the last minute. */
    private final Map<String, Long> written = new HashMap<>();

    private final Map<String, Token> waiting = new HashMap<>();
    private boolean writing;

    TokenUses(TokenList list, InstantSource clock) {
        this.list = list;
        this.clock = clock;
    }

    /** Notes one use of a valid token. */
    void note(Token token) {
        if (!written.containsKey(token.id())) {
            waiting.putIfAbsent(token.id(), token);
        }
    }

    /** Writes the uses; to be called about once a second while Redis is connected. */
    void write() {
        long now = clock.millis();
        written.values().removeIf(at -> now - at >= WRITE_MS);
        if (writing || waiting.isEmpty()) {
            return;
        }
        List<Token> some = new ArrayList<>(waiting.values());
        List<Token> batch = some.subList(0, Math.min(some.size(), CHUNK));
        batch.forEach(token -> {
            waiting.remove(token.id());
            written.put(token.id(), now);
        });
        writing = true;
        list.used(batch)
                .onComplete(done -> writing = false)
                .onFailure(e ->
                        LOG.log(Level.FINE, "the use of tokens could not be written; the next one will be tried", e));
    }
}
