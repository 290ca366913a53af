package org.livetally.domain.stream;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;

/** Whether this node may write at all. Asked before each write; thread-safe. */
@FunctionalInterface
public interface WriteGate {
    /** Always open. */
    WriteGate OPEN = () -> null;

    /** The reason why nothing is written now; null if the gate is open. */
    @Nullable
    Reason closed();

    /** The reason why nothing is taken now that only grows, such as streams, catalogues and pictures; null if it is. */
    default @Nullable Reason closedToGrowth() {
        return closed();
    }

    /**
     * The reason why no orders, likes and views are taken now; null if they are. Whoever clears up asks {@link #closed}
     * only: to end, close and archive a stream is what makes room for orders.
     */
    default @Nullable Reason closedToOrders() {
        return closed();
    }
}
