package org.livetally.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskTest {
    @Test
    void itMeasuresAndLeavesNothing(@TempDir Path directory) throws IOException {
        Disk disk = Disk.measure(directory);

        assertTrue(0 < disk.p50() && disk.p50() <= disk.p99(), disk::toString);
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void itWarnsWhereTheDiskIsTheLimit() {
        Disk disk = new Disk(2_000, 9_000);

        assertEquals("fsyncs took 20 % of the time", disk.remark(100));
        assertEquals("WARNING: the disk is the limit, its fsyncs took 60 % of the time", disk.remark(300));
        assertEquals("fsync of 4 KB: p50 2000 us, p99 9000 us", disk.line());
    }
}
