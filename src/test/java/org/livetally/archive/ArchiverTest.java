package org.livetally.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.archive.ArchiveProgress.Step;
import org.livetally.ledger.record.RandomLives;
import org.livetally.ledger.record.TestLedger;
import org.livetally.streams.Archived;
import org.livetally.testing.KeyContents;
import org.livetally.testing.TestRedis;

/** A closed stream goes into a file, and out of Redis, whatever happens on the way; any other stays. */
final class ArchiverTest {
    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @RegisterExtension
    final Loop loop = new Loop();

    @TempDir
    Path directory;

    private Archived archive(Consumer<ArchiveProgress> progress) {
        return loop.run(redis -> new Archiver(redis, new ArchiveDirectory(directory), "test", InstantSource.system())
                .archive(STREAM, progress));
    }

    private void recordAndClose() {
        RandomLives lives = new RandomLives(5);
        for (int batch = 0; batch < 30; batch++) {
            ledger.record(lives.batch(1 + batch % 5));
        }
        TestRedis.command("HSET", KEYS.settings(), "status", "closed", "currency", "CNY");
    }

    private static Set<String> keys() {
        return TestLedger.list("KEYS", "livetally:{*").stream()
                .map(key -> key.substring(key.lastIndexOf(':') + 1))
                .filter(key ->
                        !key.equals("seal") && !key.equals("archiving")) // audited before, or killed a moment ago
                .collect(Collectors.toSet());
    }

    private static String refusal(Runnable archiving) {
        return String.valueOf(Objects.requireNonNull(
                        assertThrows(AssertionError.class, archiving::run).getCause())
                .getMessage());
    }

    private void assertArchived(Archived archived) throws IOException {
        assertEquals(Set.of("stream", "totals"), keys());
        assertEquals(archived.json().encode(), TestRedis.text("HGET", KEYS.settings(), Archived.SETTING));
        Path file = directory.resolve(archived.file());
        assertEquals(List.of(), StreamFileCheck.run(file, archived.sha256()));
        assertEquals(
                archived.sha256() + "  " + archived.file() + "\n",
                Files.readString(directory.resolve(archived.file() + ".sha256")));
        assertEquals(Set.of(".lock", archived.file(), archived.file() + ".sha256"), files());
    }

    @Test
    void closedStreamGoesIntoAFile() throws IOException {
        recordAndClose();
        long messages = ledger.audit().messages();

        Archived archived = archive(progress -> {});

        assertEquals(messages, archived.messages());
        assertArchived(archived);
        assertEquals(archived, archive(progress -> {}), "once more");
    }

    @Test
    void openStreamStays() {
        Set<String> before = keys();

        assertEquals("stream " + STREAM + " is live: close its books first", refusal(() -> archive(progress -> {})));
        assertEquals(before, keys());
    }

    @Test
    void whatDiffersFromItsLedgerStays() {
        recordAndClose();
        TestRedis.command("HINCRBY", KEYS.totals(), "gmv", "1");
        Set<String> before = keys();

        assertTrue(refusal(() -> archive(progress -> {})).contains("1 differences, in gmv"));
        assertEquals(before, keys());
    }

    private Set<String> files() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void whatChangesMeanwhileStays() throws IOException {
        recordAndClose();
        String last = TestRedis.text("HGET", KEYS.totals(), "last");
        assertStays(() -> TestRedis.command("HSET", KEYS.totals(), "last", "9999999999999-0"));
        TestRedis.command("HSET", KEYS.totals(), "last", last);
        assertStays(() -> TestRedis.command("HSET", KEYS.totals(), "erased", "1-1"));
        TestRedis.command("HDEL", KEYS.totals(), "erased");
        assertStays(() -> TestRedis.command("HSET", KEYS.settings(), "edition", "9999999999999"));
        assertStays(() -> TestRedis.command("SET", KEYS.archiving(), "another"));
    }

    private void assertStays(Runnable change) throws IOException {
        Set<String> before = keys();

        String refusal = refusal(() -> archive(progress -> {
            if (progress.step() == Step.FREE) {
                change.run();
            }
        }));
        assertTrue(refusal.contains("has changed meanwhile"), refusal);
        assertEquals(before, keys());
        assertEquals(Set.of(".lock"), files());
    }

    @Test
    void restoreThatWakesUpAfterItsLeaseWritesNothingMore() {
        recordAndClose();
        archive(progress -> {});
        List<Map<String, Object>> atThatTime = new ArrayList<>();
        String refusal = refusal(() -> loop.run(redis -> new Archiver(
                        redis, new ArchiveDirectory(directory), "test", InstantSource.system())
                .restore(STREAM, progress -> {
                    if (progress.step() == Step.RESTORE && atThatTime.isEmpty()) {
                        assertTrue(TestRedis.text("GET", KEYS.archiving()).matches("[0-9a-f]{16}"), "it is held");
                        TestRedis.command("SET", KEYS.archiving(), "another");
                        atThatTime.add(KeyContents.of(TestRedis.uri(), KEYS));
                    }
                })));

        assertTrue(refusal.contains("its lease has ended"), refusal);
        assertEquals(atThatTime, List.of(KeyContents.of(TestRedis.uri(), KEYS)));
        assertNotEquals("", TestRedis.text("HGET", KEYS.settings(), Archived.SETTING), "archived still");
    }

    @Test
    void whatStaysInRedisMayChangeMeanwhile() throws IOException {
        recordAndClose();

        assertArchived(archive(progress -> {
            if (progress.step() == Step.FREE) { // as a seal does, and a new title
                TestRedis.command("HINCRBY", KEYS.totals(), "version", "1");
            }
        }));
    }

    @Test
    void whatAnotherRunHasArchivedStays() throws IOException {
        recordAndClose();
        String others = STREAM + ".0123456789abcdef.zip";
        Archived first = new Archived(others, "0", 1, 1, "s", 1);
        Files.writeString(directory.resolve(others), "the only copy");

        // As if no lock and no lease had held: it comes to its last step when another one has done all.
        Archived archived = archive(progress -> {
            if (progress.step() == Step.FREE) {
                TestRedis.command(
                        "HSET", KEYS.settings(), Archived.SETTING, first.json().encode());
            }
        });

        assertEquals(first, archived);
        assertEquals(Set.of(".lock", others), files());
    }

    @Test
    void anotherRunHoldsItUp() {
        recordAndClose();
        TestRedis.command("SET", KEYS.archiving(), "another");

        assertTrue(refusal(() -> archive(progress -> {})).contains("by somebody else"));
        assertEquals("another", TestRedis.text("GET", KEYS.archiving()));
    }

    @Test
    void whateverKillsItItCanBeRunAgain() throws IOException, InterruptedException {
        recordAndClose();
        long messages = ledger.audit().messages();
        Set<String> before = keys();
        for (Step step : EnumSet.complementOf(EnumSet.of(Step.RESTORE))) {
            KilledArchiver.kill(STREAM, directory, step);
            if (step != Step.DONE) {
                assertEquals(before, keys(), "Redis has all before " + step);
                assertEquals(messages, ledger.audit().messages());
            }
            if (step != Step.FREE) { // that lease is waited for, which takes seconds
                TestRedis.command("DEL", KEYS.archiving());
            }
        }

        Archived archived = archive(progress -> {});

        assertEquals(messages, archived.messages());
        assertArchived(archived);
    }

    @Test
    void oneProcessAtATime() throws IOException {
        recordAndClose();
        try (var lock = new ArchiveDirectory(directory).lock()) {
            assertNotNull(lock);
            assertTrue(refusal(() -> archive(progress -> {})).contains("by somebody else"));
        }
    }
}
