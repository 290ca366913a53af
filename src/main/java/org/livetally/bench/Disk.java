package org.livetally.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long the disk of the data directories takes to make a few KB durable, as Redis does before it answers.
 *
 * @param p50 of appends, in microseconds
 * @param p99 of them
 */
record Disk(double p50, double p99) {
    private static final int BYTES = 4 * 1024;
    private static final long NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final double P50 = 50;
    private static final double P99 = 99;
    private static final double LIMIT = 0.5;

    /** Appends to a file in this directory for two seconds, and removes it. */
    static Disk measure(Path directory) throws IOException {
        Path file = Files.createTempFile(directory, "livetally-bench", ".fsync");
        Histogram took = new Histogram(3);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.allocateDirect(BYTES);
            for (long start = System.nanoTime(); System.nanoTime() - start < NANOS; ) {
                long before = System.nanoTime();
                channel.write(bytes.rewind());
                channel.force(false);
                took.recordValue(System.nanoTime() - before);
            }
        } finally {
            Files.delete(file);
        }
        return new Disk(took.getValueAtPercentile(P50) / 1e3, took.getValueAtPercentile(P99) / 1e3);
    }

    String line() {
        return String.format(Locale.ROOT, "fsync of 4 KB: p50 %.0f us, p99 %.0f us", p50, p99);
    }

    /** What a reader of a figure must know about the disk, if Redis waited for it this often. */
    String remark(double fsyncsPerSecond) {
        double part = p50 * fsyncsPerSecond / 1e6;
        return String.format(
                Locale.ROOT,
                part > LIMIT
                        ? "WARNING: the disk is the limit, its fsyncs took %.0f %% of the time"
                        : "fsyncs took %.0f %% of the time",
                100 * part);
    }
}
