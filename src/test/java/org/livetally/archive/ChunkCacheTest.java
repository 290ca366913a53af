package org.livetally.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.ledger.count.CutReader;
import org.livetally.ledger.record.RandomLives;
import org.livetally.ledger.record.TestLedger;

/** However many files are read, they take no more memory than one limit. */
final class ChunkCacheTest {
    private static final long MAX_BYTES = 30_000;

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @RegisterExtension
    final Loop loop = new Loop();

    @Test
    void manyFilesShareOneLimit(@TempDir Path directory) throws IOException {
        RandomLives lives = new RandomLives(11);
        for (int batch = 0; batch < 40; batch++) {
            ledger.record(lives.batch(9));
        }
        Path file = directory.resolve(STREAM + StreamFile.SUFFIX);
        try (StreamFileWriter to = StreamFileWriter.begin(file)) {
            ExportTarget target = new ExportTarget(to, 16, 8 << 20, messages -> {});
            loop.run(redis -> StreamExport.write(redis, KEYS, target, "test"));
            to.publish();
        }
        ChunkCache cache = new ChunkCache(MAX_BYTES);
        for (int i = 0; i < 5; i++) {
            ArchivedLedger archived = new ArchivedLedger(STREAM, file, null, cache);
            assertNotNull(loop.run(redis ->
                    archived.head().compose(head -> CutReader.of(archived).counted(head.last()))));
            assertTrue(cache.bytes() > MAX_BYTES / 3 && cache.bytes() <= MAX_BYTES, () -> cache.bytes() + " bytes");
            if (i == 4) {
                cache.forget(new Object());
                archived.close();
            }
        }
        assertTrue(cache.bytes() >= 0 && cache.bytes() <= MAX_BYTES, () -> cache.bytes() + " bytes");
        assertEquals(0, new ChunkCache(1).bytes());
    }
}
