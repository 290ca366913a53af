package org.livetally.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ControlFramesTest {
    private final ControlFrames controls = new ControlFrames(0);

    private void burst(long at, int frames) {
        assertEquals(
                frames,
                IntStream.range(0, frames).filter(i -> controls.admits(at)).count());
    }

    @Test
    void aBurstAndASilenceAreFewFrames() {
        burst(0, 2 * ControlFrames.MAX);
        assertTrue(controls.admits(TimeUnit.HOURS.toNanos(1)));
    }

    @Test
    void whoeverGoesOnIsToldToGo() {
        burst(0, 2 * ControlFrames.MAX);
        assertFalse(controls.admits(ControlFrames.WINDOW_NANOS + 1));
    }

    @Test
    void eachWindowIsCountedAnew() {
        for (long window = 0; window < 10; window++) {
            burst(window * (ControlFrames.WINDOW_NANOS + 1), ControlFrames.MAX);
        }
    }
}
