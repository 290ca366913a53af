package org.livetally.boards.replay;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.livetally.http.Problem;

final class RoomTest {
    @Test
    void oneLedgerAlwaysHasRoomAndOthersIfThereIsSomeLeft() {
        Room room = new Room(100);
        Room.Place huge = room.take(1_000);
        assertEquals(503, assertThrows(Problem.class, () -> room.take(1)).status());
        huge.leave();
        huge.leave();
        Room.Place half = room.take(50);
        room.take(50);
        assertThrows(Problem.class, () -> room.take(1));
        half.leave();
        assertDoesNotThrow(() -> room.take(50));
        assertThrows(Problem.class, () -> room.take(1), "what was left twice is counted once");
    }
}
