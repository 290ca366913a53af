package org.livetally.model;

import java.util.function.Supplier;

/** What the screens of one board, with one choice of fields, are told. Messages are JSON, UTF-8, encoded once. */
public sealed interface BoardNews {

    /**
     * The board as it is now, for screens that have no state or have missed some.
     *
     * @param version the state's version; the next update starts from it
     * @param json the {@code snapshot} message, encoded when the first screen needs it; any thread may ask
     */
    record Latest(long version, Supplier<byte[]> json) implements BoardNews {}

    /**
     * What has changed.
     *
     * @param json the {@code update} message, for screens that have seen everything before it
     * @param latest the state after it
     * @param shown is told, by any thread, when a screen was sent the message; it may be told again by others
     */
    record Update(byte[] json, Latest latest, Runnable shown) implements BoardNews {}

    /**
     * Redis does not answer, or takes no orders: what is shown may be old.
     *
     * @param json the {@code stale} message
     */
    record Stale(byte[] json) implements BoardNews {}
}
