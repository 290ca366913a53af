package org.livetally.archive;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The file of a stream, open for reading: a ZIP with
 *
 * <table>
 * <caption>its parts, in this order</caption>
 * <tr><td>{@code settings.json}, {@code totals.json}, {@code audience.json}, …</td><td>the hashes of Redis, see {@link StreamState}</td></tr>
 * <tr><td>{@code images/<name>}</td><td>pictures</td></tr>
 * <tr><td>{@code ledger/000001.ndjson}, …</td><td>chunks of the ledger, a {@link LedgerLine} an entry</td></tr>
 * <tr><td>{@code about/000001.ndjson}, …</td><td>the orders and deals of earlier chunks that this one needs to be counted</td></tr>
 * <tr><td>{@code checkpoints/000001}, {@code 000001.new}, …</td><td>the {@code Checkpoint} at the end of the chunk</td></tr>
 * <tr><td>{@code manifest.json}</td><td>the {@link Manifest}</td></tr>
 * </table>
 *
 * Blocking. Thread-safe.
 */
public final class StreamFile implements Closeable {
    /** How the names of files end. */
    public static final String SUFFIX = ".zip";

    private static final int BUFFER_BYTES = 64 << 10;
    /** Longer than any line that this program writes, and little enough to be read. */
    private static final int MAX_LINE_BYTES = 64 << 20;
    /** That of a ledger of ten thousand chunks is shorter. */
    private static final int MAX_MANIFEST_BYTES = 16 << 20;

    private final ZipFile zip;
    private final List<? extends ZipEntry> entries;
    private final Manifest manifest;
    private final Map<String, Manifest.Part> parts;

    private StreamFile(ZipFile zip) throws IOException {
        this.zip = zip;
        this.entries = entries(zip);
        this.manifest = Manifest.of(bytes(zip, Manifest.NAME, MAX_MANIFEST_BYTES));
        this.parts = manifest.byName();
    }

    /** @throws IOException if this is no file of a stream, or one of a newer format */
    public static StreamFile open(Path file) throws IOException {
        ZipFile zip = new ZipFile(file.toFile());
        try {
            return new StreamFile(zip);
        } catch (IOException e) {
            zip.close();
            throw e;
        }
    }

    /** The name of a chunk of the ledger; the first is number 0. */
    static String ledger(int chunk) {
        return numbered("ledger", chunk) + ".ndjson";
    }

    static String about(int chunk) {
        return numbered("about", chunk) + ".ndjson";
    }

    static String checkpoint(int chunk) {
        return numbered("checkpoints", chunk);
    }

    /** What is new in a checkpoint since the one before. */
    static String fresh(int chunk) {
        return checkpoint(chunk) + ".new";
    }

    private static String numbered(String folder, int chunk) {
        return String.format(Locale.ROOT, "%s/%06d", folder, chunk + 1);
    }

    /** Whether a part is of a chunk of the ledger, or follows from one. */
    static boolean isOfChunk(String name) {
        return name.startsWith("ledger/") || name.startsWith("about/") || name.startsWith("checkpoints/");
    }

    public Manifest manifest() {
        return manifest;
    }

    /** What the ZIP says that it holds, in its order. */
    List<? extends ZipEntry> entries() {
        return entries;
    }

    /** {@link ZipFile} reads comments now only, and answers to one that is no UTF-8 with an unchecked exception. */
    private static List<? extends ZipEntry> entries(ZipFile zip) throws IOException {
        try {
            return zip.stream().toList();
        } catch (IllegalArgumentException e) {
            throw new IOException("the ZIP's directory holds what is no text: " + e.getMessage(), e);
        }
    }

    /** The content of a part. */
    public InputStream read(String name) throws IOException {
        return read(zip, name);
    }

    private static InputStream read(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException("it has no " + name);
        }
        return zip.getInputStream(entry);
    }

    /** The content of a part that is not large. */
    public byte[] bytes(String name) throws IOException {
        Manifest.Part part = parts.get(name);
        if (part == null && !name.equals(Manifest.NAME)) {
            throw new IOException("its " + Manifest.NAME + " does not name " + name);
        }
        return bytes(zip, name, part == null ? MAX_MANIFEST_BYTES : part.bytes());
    }

    /** A few bytes of a ZIP can come to any number of them. */
    private static byte[] bytes(ZipFile zip, String name, long max) throws IOException {
        try (InputStream in = read(zip, name)) {
            byte[] content = in.readNBytes((int) Math.min(max, Integer.MAX_VALUE - Long.BYTES));
            if (in.read() >= 0) {
                throw new IOException(name + " is longer than the " + max + " bytes that it should have");
            }
            return content;
        }
    }

    /** The content of a part that is a JSON object. */
    public JsonObject json(String name) throws IOException {
        try {
            return new JsonObject(new String(bytes(name), StandardCharsets.UTF_8));
        } catch (DecodeException e) {
            throw new IOException(name + " is no JSON object", e);
        }
    }

    /** The content of a part that is a hash of Redis. */
    public Map<String, String> hash(String name) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        json(name).forEach(field -> texts.put(field.getKey(), String.valueOf(field.getValue())));
        return texts;
    }

    /** Sees one line after another. */
    @FunctionalInterface
    public interface Lines {
        void line(byte[] line) throws IOException;
    }

    /** Sees one entry of the ledger after another. */
    @FunctionalInterface
    public interface Entries {
        void entry(LedgerLine line) throws IOException;
    }

    /** Shows the entries of a chunk, oldest first. */
    public void entries(int chunk, Entries visit) throws IOException {
        lines(ledger(chunk), line -> visit.entry(LedgerLine.of(line)));
    }

    /** Shows the lines of a part, without their ends. */
    void lines(String name, Lines visit) throws IOException {
        try (InputStream in = read(name)) {
            eachLine(in, visit);
        }
    }

    /** By blocks, not by bytes: a ledger has hundreds of millions of them. */
    static void eachLine(InputStream in, Lines visit) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] block = new byte[BUFFER_BYTES];
        for (int read = in.read(block); read >= 0; read = in.read(block)) {
            int start = 0;
            for (int i = 0; i < read; i++) {
                if (block[i] == '\n') {
                    line.write(block, start, i - start);
                    visit.line(line.toByteArray());
                    line.reset();
                    start = i + 1;
                }
            }
            line.write(block, start, read - start);
            if (line.size() > MAX_LINE_BYTES) {
                throw new IOException("a line is longer than " + MAX_LINE_BYTES + " bytes");
            }
        }
        if (line.size() > 0) {
            throw new IOException("the last line has no end");
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
