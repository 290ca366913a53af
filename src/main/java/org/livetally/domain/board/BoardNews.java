package org.livetally.domain.board;

import java.util.function.Supplier;

/** A message to the screens that show one board with one choice of fields. Messages are JSON in UTF-8, encoded once. */
public sealed interface BoardNews {

    /**
     * The current board, for screens that have no state or have missed an update.
     *
     * @param version the version of this state; the next update starts from it
     * @param json supplies the {@code snapshot} message, encoded on first use; thread-safe
     */
    record Latest(long version, Supplier<byte[]> json) implements BoardNews {}

    /**
     * A change of the board.
     *
     * @param json the {@code update} message, for screens that have seen every message before it
     * @param latest the state after the change
     * @param shown is run when the message was sent to a screen, on any thread and possibly more than once
     */
    record Update(byte[] json, Latest latest, Runnable shown) implements BoardNews {}

    /** Redis does not answer or does not take orders, so what the screen shows may be old. */
    record Stale(byte[] json) implements BoardNews {}

    /**
     * The replay goes on, also while nothing changes.
     *
     * @param at the time that it shows, epoch milliseconds
     */
    record Beat(long at) implements BoardNews {}

    /**
     * The replay has come to its end.
     *
     * @param at the time that it shows from now on, epoch milliseconds
     */
    record End(long at) implements BoardNews {}
}
