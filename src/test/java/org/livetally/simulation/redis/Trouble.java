package org.livetally.simulation.redis;

import org.jspecify.annotations.Nullable;

/** Why a server refuses commands, in the order in which Redis asks. */
public enum Trouble {
    OOM("OOM command not allowed when used memory > 'maxmemory'.", Extent.GROWTH),
    MISCONF("MISCONF Errors writing to the AOF file: No space left on device", Extent.WRITES_AND_PING),
    NOREPLICAS("NOREPLICAS Not enough good replicas to write.", Extent.WRITES),
    READONLY("READONLY You can't write against a read only replica.", Extent.WRITES),
    LOADING("LOADING Redis is loading the dataset in memory", Extent.ALL);

    private enum Extent {
        GROWTH,
        WRITES,
        WRITES_AND_PING,
        ALL
    }

    private final String message;
    private final Extent extent;

    Trouble(String message, Extent extent) {
        this.message = message;
        this.extent = extent;
    }

    String message() {
        return message;
    }

    /** Whether it refuses a command, which is null if it is none on keys. */
    boolean refuses(@Nullable Command command, boolean ping) {
        return switch (extent) {
            case GROWTH -> command != null && command.grows();
            case WRITES -> command != null && command.writes();
            case WRITES_AND_PING -> ping || command != null && command.writes();
            case ALL -> true;
        };
    }
}
