package org.livetally.ledger.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Records come back complete, those of one name together and in order; the file has no name. */
final class SpillTest {
    @Test
    void whatWasAddedComesBackByPartition() {
        try (Spill spill = new Spill(5, 64)) {
            for (int i = 0; i < 3_000; i++) {
                String name = "名" + i % 50;
                String text = i + "x".repeat(i % 200);
                spill.add(name, out -> {
                    Spill.writeText(out, name);
                    Spill.writeText(out, text);
                });
            }
            assertTrue(spill.size() > 300_000, "it lies in a file");
            assertEquals(List.of(), named());

            Map<String, Integer> next = new HashMap<>();
            Map<String, Integer> partitionOf = new HashMap<>();
            for (int p = 0; p < spill.partitions(); p++) {
                int partition = p;
                spill.each(p, in -> {
                    String name = Spill.readText(in);
                    assertEquals(partition, partitionOf.computeIfAbsent(name, n -> partition));
                    int i = next.merge(name, 1, Integer::sum) * 50 - 50 + Integer.parseInt(name.substring(1));
                    assertEquals(i + "x".repeat(i % 200), Spill.readText(in));
                });
            }
            assertEquals(50, next.size());
            assertTrue(next.values().stream().allMatch(count -> count == 60), next::toString);
        }
    }

    private static List<String> named() {
        return LongAuditTest.temporaryFiles().stream()
                .filter(path -> !path.endsWith(" (deleted)"))
                .toList();
    }

    @Test
    void whatIsLittleNeedsNoFile() {
        try (Spill spill = new Spill(5, 64)) {
            spill.add("a", out -> out.writeLong(7));

            List<Long> read = new ArrayList<>();
            for (int p = 0; p < spill.partitions(); p++) {
                spill.each(p, in -> read.add(in.readLong()));
            }
            assertEquals(List.of(7L), read);
            assertEquals(0, spill.size());
        }
    }
}
