package org.livetally.notify;

import java.util.Arrays;
import java.util.List;

/** What the server tells others of. Its name on the wire is part of the contract. */
public enum EventType {
    STREAM_STARTED("stream.started"),
    STREAM_ENDED("stream.ended"),
    GOAL_REACHED("goal.reached"),
    MILESTONE_REACHED("milestone.reached"),
    BOARD_STALE("board.stale"),
    BOARD_RECOVERED("board.recovered"),
    CONNECTOR_FAILING("connector.failing"),
    IMPORT_FINISHED("import.finished"),
    /** An operator tries a target; no target can leave it out. */
    TEST("test");

    private final String wire;

    EventType(String wire) {
        this.wire = wire;
    }

    /** Its name, for example {@code stream.started}. */
    public String wire() {
        return wire;
    }

    /** The names of those that a target can choose. */
    public static List<String> choices() {
        return Arrays.stream(values())
                .filter(type -> type != TEST)
                .map(EventType::wire)
                .toList();
    }
}
