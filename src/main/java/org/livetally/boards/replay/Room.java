package org.livetally.boards.replay;

import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;

/**
 * How much of ledgers may be in memory at once, whoever replays them, in messages: each brings two names at most that are
 * told apart, of 48 bytes. One ledger always has room, however long it is. Not thread-safe.
 */
final class Room {
    private static final int PART_OF_HEAP = 4;
    private static final int BYTES_OF_MESSAGE = 96;

    private final long most;
    private long taken;

    /** As much as the heap of this JVM allows. */
    Room() {
        this(Runtime.getRuntime().maxMemory() / PART_OF_HEAP / BYTES_OF_MESSAGE);
    }

    /** @param most messages */
    Room(long most) {
        this.most = most;
    }

    /** What one ledger takes, until it is left. */
    final class Place {
        private long messages;

        private Place(long messages) {
            this.messages = messages;
        }

        /** Gives it back; more than once changes nothing. */
        void leave() {
            taken -= messages;
            messages = 0;
        }
    }

    /** @throws Problem 503, if there is not so much room */
    Place take(long messages) {
        if (taken > 0 && taken + messages > most) {
            throw Problem.of(503, Rule.REPLAYS_FULL.reason());
        }
        taken += messages;
        return new Place(messages);
    }
}
