package org.livetally.testing;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.livetally.testing.ResendingProducer.Message;

/** The messages of a producer whose ack is to come, and which of them are to be sent. */
final class Unacked {
    private static final int MAX_IN_FRAME = 100;

    /** A message that waits for as many acks as it has been put. */
    static final class Open {
        final Message message;
        final long sinceNanos = System.nanoTime();
        private int acksToCome;

        private Open(Message message) {
            this.message = message;
        }
    }

    /** By id, oldest first. */
    private final Map<String, Open> open = new LinkedHashMap<>();

    private final Queue<Message> toSend = new ArrayDeque<>();
    private int acksToCome;

    int acksToCome() {
        return acksToCome;
    }

    void put(Message message) {
        open.computeIfAbsent(message.id(), id -> new Open(message)).acksToCome++;
        acksToCome++;
        toSend.add(message);
    }

    @Nullable
    Open get(String id) {
        return open.get(id);
    }

    void settled(Open message) {
        acksToCome--;
        message.acksToCome--;
        if (message.acksToCome == 0) {
            open.remove(message.message.id());
        }
    }

    void refused(Open message) {
        toSend.add(message.message);
    }

    /** The connection is new: nothing that is unacked will be answered, unless it is sent again. */
    void sendAllAgain() {
        toSend.clear();
        for (Open each : open.values()) {
            for (int i = 0; i < each.acksToCome; i++) {
                toSend.add(each.message);
            }
        }
    }

    boolean hasToSend() {
        return !toSend.isEmpty();
    }

    /** The next messages to send, as one array. */
    String nextFrame() {
        StringBuilder frame = new StringBuilder();
        char separator = '[';
        for (int i = 0; i < MAX_IN_FRAME && !toSend.isEmpty(); i++) {
            frame.append(separator).append(toSend.remove().json());
            separator = ',';
        }
        return frame.append(']').toString();
    }
}
