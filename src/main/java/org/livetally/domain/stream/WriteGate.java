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

    default boolean isClosed() {
        return closed() != null;
    }
}
