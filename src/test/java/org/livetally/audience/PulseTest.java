package org.livetally.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.livetally.testing.Await;
import org.livetally.testing.TestRedis;

final class PulseTest extends AudienceFixture {
    @Test
    void pulseComesAtMostOnceASecond() {
        TestViewer viewer = connect("ann");
        viewer.awaitPulse(pulse(0, 1));
        for (int likes = 1; likes <= 4; likes++) {
            viewer.like(1);
            awaitAudience("likes", Integer.toString(likes));
        }
        viewer.sync();
        assertEquals(List.of(pulse(0, 1)), viewer.pulses());

        clock.advance(999);
        viewer.like(1);
        awaitAudience("likes", "5");
        viewer.like(1);
        awaitAudience("likes", "6");
        viewer.sync();
        assertEquals(1, viewer.pulses().size());

        clock.advance(1);
        viewer.awaitPulse(pulse(6, 1));
        assertEquals(2, viewer.pulses().size());
    }

    @Test
    void unchangedFiguresMakeNoPulse() {
        TestViewer ann = connect("ann");
        ann.awaitPulse(pulse(0, 1));
        clock.advance(5_000);
        ann.like(1);
        ann.awaitPulse(pulse(1, 1));
        clock.advance(5_000);
        String lease = presence("node-1");
        Await.until("two beats", () -> !presence("node-1").equals(lease));
        ann.sync();

        assertEquals(List.of(pulse(0, 1), pulse(1, 1)), ann.pulses());
    }

    @Test
    void newcomerIsToldAtOnce() {
        connect("ann").awaitPulse(pulse(0, 1));

        TestViewer late = connect("late");

        late.awaitPulse(pulse(0, 1)); // the figures of the last pulse, though the clock stands still
    }

    @Test
    void pulseShowsWhatOtherNodesCounted() {
        TestViewer ann = connect("ann");
        ann.awaitPulse(pulse(0, 1));
        TestRedis.command("HSET", KEYS.audience(), "likes", "500");
        TestRedis.command("HSET", KEYS.presence(), "elsewhere", "10 99999999999999");

        clock.advance(1_000);

        ann.awaitPulse(pulse(500, 11));
    }

    @Test
    void clockThatIsSetBackDoesNotStopThePulse() {
        TestViewer ann = connect("ann");
        ann.awaitPulse(pulse(0, 1));
        clock.advance(-3_600_000);

        ann.like(2);

        ann.awaitPulse(pulse(2, 1));
    }

    private static String pulse(int likes, int viewers) {
        return "{\"type\":\"pulse\",\"likes\":" + likes + ",\"viewers\":" + viewers + "}";
    }
}
