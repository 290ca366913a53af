package org.livetally.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Chain;
import org.livetally.ledger.Seal;

/** A file that somebody has made takes no more memory than it says, and is that of a stream. */
final class StreamFileLimitsTest {
    private static final int MANY = 20 << 20;

    @TempDir
    Path directory;

    private static byte[] manifest(String stream, long bytes) {
        Seal seal = new Seal(Seq.START, Chain.start().hex());
        return new Manifest(
                        new Manifest.Facts("test", stream, 1, "CNY", seal, 0, 0, 0),
                        List.of(),
                        List.of(new Manifest.Part("totals.json", bytes, "0")))
                .json();
    }

    private Path zip(byte[] manifest, byte[] totals) throws IOException {
        Path file = directory.resolve("a.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("totals.json"));
            zip.write(totals);
            zip.putNextEntry(new ZipEntry(Manifest.NAME));
            zip.write(manifest);
        }
        return file;
    }

    private static String refusal(Path file) {
        return String.valueOf(
                assertThrows(IOException.class, () -> StreamFile.open(file).close())
                        .getMessage());
    }

    @Test
    void aPartIsAsLongAsTheManifestSays() throws IOException {
        byte[] json = "{}".getBytes(StandardCharsets.UTF_8);
        try (StreamFile file = StreamFile.open(zip(manifest("naqu", json.length), json))) {
            assertEquals("{}", file.json("totals.json").encode());
        }
        try (StreamFile file = StreamFile.open(zip(manifest("naqu", json.length), new byte[MANY]))) {
            String why = String.valueOf(assertThrows(IOException.class, () -> file.bytes("totals.json"))
                    .getMessage());
            assertTrue(why.contains("longer than the 2 bytes"), why);
        }
    }

    @Test
    void aManifestIsNotLonger() throws IOException {
        assertTrue(refusal(zip(new byte[MANY], new byte[0])).contains("longer than the 16777216 bytes"));
    }

    @Test
    void aManifestNamesAStream() throws IOException {
        assertTrue(refusal(zip(manifest("../x", 0), new byte[0])).contains("names no stream"));
    }

    @Test
    void aLinkIsNotWrittenThrough() throws IOException {
        Path others = Files.writeString(directory.resolve("others"), "content");
        Path file = directory.resolve("b.zip");
        Files.createSymbolicLink(PrivateFiles.part(file), others);

        assertThrows(IOException.class, () -> PrivateFiles.begin(file));

        assertEquals("content", Files.readString(others));
    }
}
