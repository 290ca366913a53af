package org.livetally.intake.producers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Shrinkable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.livetally.intake.producers.FrameReader.FrameException;
import org.livetally.intake.producers.HostileFrames.Frame;
import org.livetally.intake.producers.Piece.Verdict;

/**
 * Hostile frames: the frame or its messages are refused where the grammar says so, and otherwise read as a plain tree
 * of the frame is read.
 */
final class FuzzFrameReaderTest {
    private static final boolean LONG = Boolean.getBoolean("livetally.fuzz");
    private static final int FRAMES = LONG ? 1_000_000 : 50_000;
    private static final long SEED = LONG ? System.nanoTime() : 20_200_618;
    /** A parser's own buffers, and loaded classes, which do not grow with the frame. */
    private static final long FIXED_BYTES = 1 << 20;

    private static final long BYTES_PER_BYTE = 64;
    private static final int WARM_UP = 1_000;

    private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private int checked;
    /** Frames by outcome: all messages accepted; some rejected; not JSON. */
    private int accepted;

    private int rejected;
    private int refused;
    private long slowest;
    private long mostBytes;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void aFrameIsRefusedWhereItMustBeAndElseReadAsWritten() {
        long start = System.nanoTime();
        HostileFrames.each(SEED, FRAMES, "shop", frame -> {
            if (failure(frame.value()).isPresent()) {
                Frame smallest = smallest(frame).value();
                throw new AssertionError(
                        "seed " + SEED + ", frame " + checked + " made smaller: " + smallest,
                        failure(smallest).orElse(null));
            }
        });
        System.out.println(
                "fuzz: " + FRAMES + " frames in " + (System.nanoTime() - start) / 1_000_000 + " ms, seed " + SEED
                        + ": " + percent(accepted) + " % taken, " + percent(rejected) + " % with a message refused, "
                        + percent(refused) + " % refused as a whole; slowest " + slowest / 1_000 + " us, most memory "
                        + mostBytes
                        + " bytes");
        assertTrue(percent(accepted) >= 20 && percent(rejected) >= 20 && percent(refused) >= 10, "a mixture");
        assertTrue(slowest < TimeUnit.SECONDS.toNanos(2), "bounded time: " + slowest);
    }

    private static int percent(int frames) {
        return (int) (100L * frames / FRAMES);
    }

    private Shrinkable<Frame> smallest(Shrinkable<Frame> failing) {
        Shrinkable<Frame> smallest = failing;
        for (int i = 0; i < 1_000; i++) {
            Optional<Shrinkable<Frame>> smaller = smallest.shrink()
                    .filter(frame -> failure(frame.value()).isPresent())
                    .findFirst();
            if (smaller.isEmpty()) {
                break;
            }
            smallest = smaller.get();
        }
        return smallest;
    }

    private Optional<Throwable> failure(Frame frame) {
        try {
            check(frame);
            return Optional.empty();
        } catch (Exception | AssertionError | StackOverflowError e) {
            return Optional.of(e);
        }
    }

    private void check(Frame frame) throws CharacterCodingException {
        long start = System.nanoTime();
        long bytes = thread.getCurrentThreadAllocatedBytes();
        List<ProducerMessage> read;
        try {
            read = FrameReader.read(frame.bytes(), HostileFrames.NOW);
        } catch (FrameException e) {
            measure(frame, start, bytes);
            refused++;
            assertNotEquals(Verdict.GOOD, frame.verdict(), "refused as a whole");
            return;
        }
        measure(frame, start, bytes);
        assertNotEquals(Verdict.BROKEN, frame.verdict(), "not refused");
        if (frame.verdict() == Verdict.GOOD) {
            assertEquals(
                    frame.messages(),
                    read.stream().map(FuzzFrameReaderTest::verdict).toList());
        }
        if (PlainReading.isUtf8(frame.bytes())) { // nothing else comes through the socket
            compare(PlainReading.messages(frame.bytes()), read);
        }
        boolean all = read.stream().allMatch(message -> message.order() != null);
        accepted += all ? 1 : 0;
        rejected += all ? 0 : 1;
    }

    private static Verdict verdict(ProducerMessage message) {
        return message.order() == null ? Verdict.BAD : Verdict.GOOD;
    }

    private void measure(Frame frame, long start, long bytes) {
        long time = System.nanoTime() - start;
        long used = thread.getCurrentThreadAllocatedBytes() - bytes;
        if (checked++ < WARM_UP) {
            return; // only loads classes
        }
        slowest = Math.max(slowest, time);
        mostBytes = Math.max(mostBytes, used);
        int length = frame.bytes().length;
        assertTrue(used < FIXED_BYTES + BYTES_PER_BYTE * length, used + " bytes for " + length);
    }

    private static void compare(List<JsonObject> trees, List<ProducerMessage> read) {
        assertEquals(trees.size(), read.size());
        for (int i = 0; i < read.size(); i++) {
            if (read.get(i).order() != null) {
                assertEquals(PlainReading.of(trees.get(i)), read.get(i).order());
            }
        }
    }
}
