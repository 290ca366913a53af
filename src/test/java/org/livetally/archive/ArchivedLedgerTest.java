package org.livetally.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.count.Cut;
import org.livetally.ledger.count.CutReader;
import org.livetally.ledger.count.LedgerSource;
import org.livetally.ledger.read.RedisLedger;
import org.livetally.ledger.record.RandomLives;
import org.livetally.ledger.record.TestLedger;
import org.livetally.streams.Archived;
import org.livetally.testing.TestRedis;

/** A ledger says the same from its file as from Redis, at each of its places. */
final class ArchivedLedgerTest {
    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @RegisterExtension
    final Loop loop = new Loop();

    @TempDir
    Path directory;

    /** What is compared of a cut. */
    private record Said(long messages, String chain, long buyers, Map<String, Map<String, Long>> sums, String recent) {
        static Said of(Cut cut) {
            return new Said(
                    cut.messages(),
                    cut.chain().hex(),
                    cut.buyers(),
                    cut.sums(),
                    cut.recent().toString());
        }
    }

    private Path write(int chunkMessages) throws IOException {
        Path file = directory.resolve(STREAM + StreamFile.SUFFIX);
        try (StreamFileWriter to = StreamFileWriter.begin(file)) {
            ExportTarget target = new ExportTarget(to, chunkMessages, 8 << 20, messages -> {});
            loop.run(redis -> StreamExport.write(redis, KEYS, target, "test"));
            to.publish();
        }
        return file;
    }

    @Test
    void cutsAtEachPlaceAreThoseOfRedis() throws IOException {
        RandomLives lives = new RandomLives(11);
        for (int batch = 0; batch < 60; batch++) {
            ledger.record(lives.batch(1 + batch % 9));
        }
        ArchivedLedger archived = new ArchivedLedger(STREAM, write(16));
        List<String> places = Objects.requireNonNull(TestRedis.command("XRANGE", KEYS.ledger(), "-", "+")).stream()
                .map(entry -> entry.get(0).toString())
                .toList();
        assertTrue(places.size() > 40, places::toString);

        for (int i = 0; i < places.size(); i += 3) {
            Seq place = Seq.parse(places.get(i));
            Said counted = loop.run(redis -> said(RedisLedger.of(redis, KEYS), place, true));

            assertEquals(counted, loop.run(redis -> said(archived, place, true)), "counted up to " + place);
            assertEquals(counted, loop.run(redis -> said(archived, place, false)), "from a checkpoint to " + place);
        }
        archived.close();
        assertNotNull(loop.run(redis -> archived.head()), "it opens again");
        archived.close();
    }

    private static Future<Said> said(LedgerSource source, Seq place, boolean whole) {
        CutReader cuts = CutReader.of(source);
        return (whole ? cuts.counted(place) : cuts.at(place)).map(Said::of);
    }

    @Test
    void aFileThatWasChangedIsNotRead() throws IOException {
        ledger.record(new RandomLives(3).batch(20));
        Path file = write(16);
        Archived archived =
                new Archived(file.getFileName().toString(), PrivateFiles.sha256(file), Files.size(file), 20, "", 1);
        ArchiveDirectory files = new ArchiveDirectory(directory);
        assertNotNull(loop.run(
                redis -> new ArchivedLedgers(files).of(STREAM, archived).head()));
        Files.write(file, new byte[] {0}, StandardOpenOption.APPEND); // a ZIP can be read all the same

        Throwable why = assertThrows(
                        AssertionError.class,
                        () -> loop.run(redis ->
                                new ArchivedLedgers(files).of(STREAM, archived).head()))
                .getCause();

        assertTrue(String.valueOf(why).contains("was changed since it was written"), String.valueOf(why));
    }

    @Test
    void whatMessagesAreAboutIsFoundWhereverItIs() throws IOException {
        RandomLives lives = new RandomLives(3);
        for (int batch = 0; batch < 20; batch++) {
            ledger.record(lives.batch(5));
        }
        ArchivedLedger archived = new ArchivedLedger(STREAM, write(10));

        List<Recorded> expected = loop.run(redis -> RedisLedger.of(redis, KEYS).about(Set.of("o-0")));
        List<Recorded> found = loop.run(redis -> archived.about(Set.of("o-0", "nobody")));

        assertEquals(expected, found);
        archived.close();
    }
}
