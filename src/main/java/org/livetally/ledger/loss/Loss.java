package org.livetally.ledger.loss;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;

/**
 * The loss of a stream whose ledger went back: what this node acked and Redis no longer holds.
 *
 * @param newest the newest seq that this node knew the ledger to have
 * @param found the newest seq that Redis came back with; null if it has no such stream
 * @param messages id to seq of the lost messages that this node remembers, in the order of their acks
 * @param exact whether those are all that this node acked; otherwise there are more
 * @param detectedAt epoch ms
 * @param acceptedAt epoch ms at which an operator accepted the loss; null if none has
 */
public record Loss(
        String stream,
        Seq newest,
        @Nullable Seq found,
        Map<String, String> messages,
        boolean exact,
        long detectedAt,
        @Nullable Long acceptedAt) {
    private static final int NAMED = 20;

    /** Copies the messages. */
    public Loss {
        messages = new LinkedHashMap<>(messages);
    }

    boolean isAccepted() {
        return acceptedAt != null;
    }

    Loss accepted(long now) {
        return new Loss(stream, newest, found, messages, exact, detectedAt, now);
    }

    /** Whether it says everything about a Redis that holds this. */
    boolean covers(Seq required, @Nullable Seq now) {
        return newest.compareTo(required) >= 0 && Objects.equals(found, now);
    }

    /** The number of lost messages, for people. */
    String count() {
        return (exact ? "" : "at least ") + messages.size() + " acked messages";
    }

    /** The number of lost messages and the first ids, for the log. */
    String text() {
        List<String> ids = messages.keySet().stream().limit(NAMED).toList();
        int more = messages.size() - ids.size();
        return "LEDGER WENT BACK: stream " + stream + " had " + newest + ", and Redis came back "
                + (found == null ? "without the stream" : "with " + found)
                + ": " + count() + " are gone"
                + ids.stream().collect(Collectors.joining(", ", ids.isEmpty() ? "" : ": ", ""))
                + (more > 0 ? " and " + more + " more (GET /api/streams/" + stream + "/lost)" : "");
    }
}
