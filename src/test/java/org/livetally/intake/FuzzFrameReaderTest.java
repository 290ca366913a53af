package org.livetally.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.livetally.intake.FrameReader.FrameException;

/** Random and mutated frames: each is refused in the expected way, or read as the simplest reading of it. */
final class FuzzFrameReaderTest {
    private static final boolean SOAK = Boolean.getBoolean("livetally.soak");
    private static final int FRAMES = SOAK ? 1_000_000 : 200_000;
    private static final long SEED = SOAK ? System.nanoTime() : 20_200_618;
    private static final long NOW = 1_600_000_000_000L;
    /** A parser's own buffers, and a class that is loaded, which do not grow with the frame. */
    private static final long FIXED_BYTES = 1 << 20;

    private static final long BYTES_PER_BYTE = 64;

    private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 1_000;

    private int measured;
    private long accepted;
    private long rejected;
    private long refused;
    private long slowest;
    private long mostBytes;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void aFrameIsRefusedAsExpectedOrReadAsWritten() {
        HostileFrames frames = new HostileFrames(SEED, "shop");
        long start = System.nanoTime();
        for (int i = 0; i < FRAMES; i++) {
            byte[] frame = frames.next();
            try {
                check(frame);
            } catch (Exception | AssertionError | StackOverflowError e) {
                throw new AssertionError(
                        "seed " + SEED + ", frame " + i + ": " + new String(frame, StandardCharsets.UTF_8), e);
            }
        }
        System.out.println(
                "fuzz: " + FRAMES + " frames in " + (System.nanoTime() - start) / 1_000_000 + " ms, seed " + SEED
                        + ": " + accepted + " messages accepted, " + rejected + " rejected, " + refused
                        + " frames refused; slowest " + slowest / 1_000 + " us, most memory " + mostBytes + " bytes");
        assertTrue(accepted > FRAMES / 10 && rejected > FRAMES / 100 && refused > FRAMES / 10, "a mixture");
        assertTrue(slowest < TimeUnit.SECONDS.toNanos(2), "bounded time: " + slowest);
    }

    private void check(byte[] frame) throws Exception {
        long start = System.nanoTime();
        long bytes = thread.getCurrentThreadAllocatedBytes();
        try {
            List<Message> read = FrameReader.read(frame, NOW);
            measure(frame, start, bytes);
            if (PlainReading.isUtf8(frame)) { // nothing else comes through the socket
                compare(PlainReading.messages(frame), read);
            }
        } catch (FrameException e) {
            measure(frame, start, bytes);
            refused++;
        }
    }

    private void measure(byte[] frame, long start, long bytes) {
        long used = thread.getCurrentThreadAllocatedBytes() - bytes;
        if (measured++ < WARM_UP) {
            return; // classes are loaded
        }
        slowest = Math.max(slowest, System.nanoTime() - start);
        mostBytes = Math.max(mostBytes, used);
        assertTrue(used < FIXED_BYTES + BYTES_PER_BYTE * frame.length, used + " bytes for " + frame.length);
    }

    private void compare(List<JsonObject> trees, List<Message> read) {
        assertEquals(trees.size(), read.size());
        for (int i = 0; i < read.size(); i++) {
            if (read.get(i).order() == null) {
                rejected++;
            } else {
                accepted++;
                assertEquals(PlainReading.of(trees.get(i)), read.get(i).order());
            }
        }
    }
}
