package org.livetally.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;

import io.vertx.redis.client.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.ledger.Chain;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Fingerprint;
import org.livetally.ledger.IdState;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.record.RandomLives;
import org.livetally.ledger.record.TestLedger;
import org.livetally.ledger.record.TestOrders;
import org.livetally.testing.TestRedis;

/** A file holds a stream byte for byte, and no byte of it can change unnoticed. */
final class StreamFileTest {
    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @RegisterExtension
    final Loop loop = new Loop();

    @TempDir
    Path directory;

    private Path write(int chunkMessages) throws IOException {
        Path file = directory.resolve(STREAM + StreamFile.SUFFIX);
        try (StreamFileWriter to = StreamFileWriter.begin(file)) {
            ExportTarget target = new ExportTarget(to, chunkMessages, 8 << 20, messages -> {});
            loop.run(redis -> StreamExport.write(redis, KEYS, target, "test"));
            to.publish();
        }
        return file;
    }

    private void recordRandomLives() {
        RandomLives lives = new RandomLives(7);
        for (int batch = 0; batch < 20; batch++) {
            ledger.record(lives.batch(1 + batch % 7));
        }
    }

    private static List<Entry> entriesOfRedis() {
        List<Entry> entries = new ArrayList<>();
        for (Response entry : Objects.requireNonNull(TestRedis.command("XRANGE", KEYS.ledger(), "-", "+"))) {
            entries.add(Entry.of(STREAM, entry));
        }
        return entries;
    }

    @Test
    void ledgerIsKeptByteForByte() throws IOException {
        recordRandomLives();
        Map<String, String> ids = TestLedger.hash(KEYS.ids());
        Path path = write(10);

        Chain chain = Chain.start();
        try (StreamFile file = StreamFile.open(path)) {
            List<LedgerLine> lines = new ArrayList<>();
            for (int chunk = 0; chunk < file.manifest().chunks().size(); chunk++) {
                file.entries(chunk, lines::add);
            }
            List<Entry> expected = entriesOfRedis();
            assertEquals(expected.size(), lines.size());
            for (int i = 0; i < lines.size(); i++) {
                assertEquals(expected.get(i).id(), lines.get(i).entry().id());
                assertArrayEquals(
                        expected.get(i).messages(), lines.get(i).entry().messages());
                chain = chain.plus(expected.get(i));
                List<Recorded> recorded = lines.get(i).entry().recorded(STREAM);
                for (int m = 0; m < recorded.size(); m++) {
                    String state = Objects.requireNonNull(
                            ids.get(recorded.get(m).message().id()));
                    assertEquals(
                            Fingerprint.hex(IdState.parse(state).fingerprint()),
                            lines.get(i).fingerprints().get(m));
                }
            }
            assertEquals(chain.hex(), file.manifest().facts().seal().sha256());
            assertEquals(ids.size(), file.manifest().facts().messages());
            assertTrue(file.manifest().chunks().size() > 4, "several chunks");
        }
        assertEquals(List.of(), StreamFileCheck.run(path, PrivateFiles.sha256(path)));
    }

    @Test
    void restOfTheStreamIsKeptAsRedisHasIt() throws IOException {
        ledger.record(TestOrders.mixed());
        TestRedis.command("HSET", KEYS.catalogue(), "honey", "{\"name\":\"蜂蜜\"}");
        TestRedis.command("HSET", KEYS.images(), "a.png", "picture");
        TestRedis.command("HSET", KEYS.imageFacts(), "a.png", "7 \"tag\"");
        TestRedis.command("HSET", KEYS.audience(), "likes", "12");
        TestRedis.command("PFADD", KEYS.viewers(), "one", "two");
        TestRedis.command("HSET", KEYS.trend(), "60000:likes", "12");

        try (StreamFile file = StreamFile.open(write(10))) {
            assertEquals(TestLedger.hash(KEYS.settings()), file.hash(StreamState.SETTINGS));
            assertEquals(TestLedger.hash(KEYS.totals()), file.hash(StreamState.TOTALS));
            assertEquals("{\"name\":\"蜂蜜\"}", file.json(StreamExport.CATALOGUE).getString("honey"));
            assertEquals("picture", new String(file.bytes("images/a.png"), UTF_8));
            assertEquals("12", file.json(StreamExport.LIKES).getString("60000"));
            assertEquals(
                    "12",
                    file.json(StreamState.AUDIENCE).getJsonObject("audience").getString("likes"));
            assertTrue(file.json(StreamState.AUDIENCE).getBinary("viewers").length > 0);
            assertEquals(1_196, file.manifest().facts().gmv());
        }
    }

    @Test
    void emptyStreamHasAFileToo() throws IOException {
        Path file = write(10);

        assertEquals(List.of(), StreamFileCheck.run(file, PrivateFiles.sha256(file)));
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        Path file = directory.resolve("s.zip");
        try (StreamFileWriter begun = StreamFileWriter.begin(file)) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(begun.part())));
        }
        PrivateFiles.directory(directory.resolve("a"));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("a"))));
    }

    @Test
    void oneWriterAtATime() throws IOException {
        Path file = directory.resolve("s.zip");
        try (StreamFileWriter first = StreamFileWriter.begin(file)) {
            assertThrows(IOException.class, () -> StreamFileWriter.begin(file));
            first.add("a", new byte[1]);
        }
        StreamFileWriter.begin(file).close();
        assertEquals(0, Files.size(PrivateFiles.part(file)), "what was left is begun anew");
    }

    @Test
    void everyChangedByteIsFoundAndItsPlaceNamed() throws IOException {
        recordRandomLives();
        Path path = write(10);
        String sha256 = PrivateFiles.sha256(path);
        byte[] whole = Files.readAllBytes(path);
        Random random = new Random(1);
        int inLedger = 0;
        for (int i = 0; i < 400; i++) {
            byte[] changed = whole.clone();
            changed[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(path, changed);

            List<Damage> damages = StreamFileCheck.run(path, sha256);

            assertFalse(damages.isEmpty());
            damages.forEach(damage -> assertFalse(damage.what().isEmpty()));
            inLedger += damages.stream().anyMatch(damage -> !damage.entry().isEmpty()) ? 1 : 0;
        }
        assertTrue(inLedger > 40, inLedger + " of 400 in the ledger");
    }

    /** In the ZIP's directory a comment that is longer by a power of two can take in exactly the next header. */
    @Test
    void commentThatIsNoTextIsDamage() throws IOException {
        ledger.record(TestOrders.mixed());
        Path path = write(10);
        byte[] content = Files.readAllBytes(path);
        int header = new String(content, ISO_8859_1).lastIndexOf(StreamFile.about(0)) - 46;
        int commentLength = header + 32;
        assertEquals(0, content[commentLength]);
        content[commentLength] = (byte) (46 + StreamFile.checkpoint(0).length());
        Files.write(path, content);

        List<Damage> damages = StreamFileCheck.run(path, null);

        assertEquals(1, damages.size(), damages::toString);
        assertTrue(damages.get(0).what().startsWith("the file cannot be read: "), damages::toString);
    }

    @Test
    void entryThatWasRewrittenIsNamed() throws IOException {
        recordRandomLives();
        Path path = write(10);
        Entry honest = entriesOfRedis().get(6);
        String changed = new String(honest.messages(), UTF_8).replaceFirst("\"qty\":\\d", "\"qty\":9");
        Path forged = Forged.with(
                path,
                line -> line.entry().id().equals(honest.id())
                        ? new LedgerLine(Entry.of(honest.id(), changed.getBytes(UTF_8)), line.fingerprints())
                        : line);

        List<Damage> damages = StreamFileCheck.run(forged, null);

        assertTrue(
                damages.stream()
                        .anyMatch(damage -> damage.part().startsWith("ledger/")
                                && damage.entry().equals(honest.id().toString())),
                damages::toString);
    }
}
