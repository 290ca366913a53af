package org.livetally.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.ledger.record.RandomLives;
import org.livetally.ledger.record.TestLedger;
import org.livetally.ledger.replay.Audit;
import org.livetally.redis.client.StreamKeys;
import org.livetally.redis.embedded.EmbeddedRedis;
import org.livetally.testing.EarlierData;
import org.livetally.testing.KeyContents;
import org.livetally.testing.TestRedis;

/** What comes back from a file is what was written into it, key by key. */
final class StreamRestoreTest {
    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @RegisterExtension
    final Loop loop = new Loop();

    @TempDir
    Path directory;

    @Test
    void streamsOfAllKindsComeBackAsTheyWere() throws IOException {
        TestRedis.flush();
        try (EmbeddedRedis earlier = EmbeddedRedis.start(EarlierData.unpack(directory.resolve("data")))) {
            for (String stream : List.of("spring-fair", "autumn-fair")) {
                StreamKeys keys = new StreamKeys(stream);
                Path file = write(earlier.uri(), keys, 40);
                restore(file);
                assertEquals(KeyContents.of(earlier.uri(), keys), KeyContents.of(TestRedis.uri(), keys));
                assertClean(stream);
            }
            assertEquals(
                    KeyContents.of(earlier.uri(), StreamKeys.HOLDS), KeyContents.of(TestRedis.uri(), StreamKeys.HOLDS));
            assertEquals(
                    KeyContents.of(earlier.uri(), StreamKeys.PARKED),
                    KeyContents.of(TestRedis.uri(), StreamKeys.PARKED));
            assertEquals(
                    KeyContents.of(earlier.uri(), StreamKeys.INDEX), KeyContents.of(TestRedis.uri(), StreamKeys.INDEX));
        }
    }

    @Test
    void randomLivesComeBackAsTheyWereOverWhatAnEarlierAttemptLeft() throws IOException {
        RandomLives lives = new RandomLives(11);
        for (int batch = 0; batch < 30; batch++) {
            ledger.record(lives.batch(1 + batch % 7));
        }
        Map<String, Object> before = new TreeMap<>(KeyContents.of(TestRedis.uri(), KEYS));
        assertTrue(before.size() > 15, before::toString);
        Path file = write(TestRedis.uri(), KEYS, 10);
        assertTrue(
                String.valueOf(assertThrows(AssertionError.class, () -> restore(file))
                                .getCause())
                        .contains("is in Redis"),
                "a stream that is there is left alone");
        TestRedis.command("DEL", KEYS.settings(), KEYS.counts());
        TestRedis.command("HSET", KEYS.ids(), "never-sent", "1-0 f placed 1");
        restore(file);
        assertEquals(before, KeyContents.of(TestRedis.uri(), KEYS));
        assertClean(STREAM);
        // What was recorded is a duplicate, and what is new counts.
        ledger.record(lives.batch(20));
        assertClean(STREAM);
    }

    @Test
    void whatRedisHasKeptOfAnArchivedStreamIsNewer() throws IOException {
        ledger.record(new RandomLives(3).batch(20));
        TestRedis.command("HSET", KEYS.settings(), "title", "Old", "public", "1", "archived", "{}");
        TestRedis.command("HSET", KEYS.audience(), "views", "5");
        Path file = write(TestRedis.uri(), KEYS, 10);
        Map<String, Object> before = new TreeMap<>(KeyContents.of(TestRedis.uri(), KEYS));
        TestRedis.command("HSET", KEYS.settings(), "title", "New");
        TestRedis.command("HDEL", KEYS.settings(), "public");
        TestRedis.command("HSET", KEYS.audience(), "views", "6");
        TestRedis.command("HSET", KEYS.loss(), "accepted", "1-1");
        TestRedis.command("HINCRBY", KEYS.totals(), "version", "7");
        String version = TestRedis.text("HGET", KEYS.totals(), "version");
        ArchiveStream.kept(KEYS).forEach(before::remove);

        restore(file);

        assertEquals("New", TestRedis.text("HGET", KEYS.settings(), "title"));
        assertEquals("", TestRedis.text("HGET", KEYS.settings(), "public"));
        assertEquals("", TestRedis.text("HGET", KEYS.settings(), "archived"));
        assertEquals("6", TestRedis.text("HGET", KEYS.audience(), "views"));
        assertEquals("1-1", TestRedis.text("HGET", KEYS.loss(), "accepted"));
        assertEquals(version, TestRedis.text("HGET", KEYS.totals(), "version"));
        Map<String, Object> after = new TreeMap<>(KeyContents.of(TestRedis.uri(), KEYS));
        ArchiveStream.kept(KEYS).forEach(after::remove);
        assertEquals(before, after);
        assertClean(STREAM);
    }

    private Path write(String uri, StreamKeys keys, int chunkMessages) throws IOException {
        Path file = directory.resolve(keys.stream() + StreamFile.SUFFIX);
        try (StreamFileWriter to = StreamFileWriter.begin(file)) {
            ExportTarget target = new ExportTarget(to, chunkMessages, 8 << 20, messages -> {});
            loop.run(uri, redis -> StreamExport.write(redis, keys, target, "test"));
            to.publish();
        }
        return file;
    }

    private Manifest restore(Path file) {
        return loop.run(redis -> StreamRestore.run(loop.vertx(), redis, file, messages -> {}));
    }

    private void assertClean(String stream) {
        Audit.Report report = loop.run(redis -> Audit.run(redis, stream));
        assertEquals(List.of(), report.differences());
    }
}
