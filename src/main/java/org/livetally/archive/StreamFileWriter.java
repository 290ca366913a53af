package org.livetally.archive;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.livetally.domain.Sha256;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Chain;
import org.livetally.ledger.Seal;

/**
 * Writes the file of a stream, part after part, as {@code <file>.part}: {@link #finish} completes it and puts it on disk,
 * and {@link #publish} gives it its name. Only its owner may read it. Blocking; not thread-safe.
 */
public final class StreamFileWriter implements Closeable {
    private static final int BUFFER_BYTES = 64 << 10;

    private final Path file;
    private final FileChannel channel;
    private final ZipOutputStream zip;
    private final MessageDigest digest = Sha256.digest();
    private final List<Manifest.Part> parts = new ArrayList<>();
    private final List<Manifest.Chunk> chunks = new ArrayList<>();
    private Chain chain = Chain.start();
    private Seal seal = new Seal(Seq.START, chain.hex());
    private Seq first = Seq.START;
    private long messages;
    private long messagesOfChunk;
    private String part = "";
    private long bytes;

    private StreamFileWriter(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
        this.zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES));
    }

    /**
     * Begins a file, in place of one that was begun before.
     *
     * @throws IOException if it cannot be made, or if somebody else writes it
     */
    public static StreamFileWriter begin(Path file) throws IOException {
        return new StreamFileWriter(file, PrivateFiles.begin(file));
    }

    /** Adds a whole part. */
    public void add(String name, byte[] content) throws IOException {
        beginPart(name);
        append(content);
        endPart();
    }

    /** Adds a part of lines, each with its end. */
    public void add(String name, Collection<byte[]> lines) throws IOException {
        beginPart(name);
        for (byte[] line : lines) {
            append(line);
        }
        endPart();
    }

    /** Begins the next chunk of the ledger. */
    public void beginChunk() throws IOException {
        beginPart(StreamFile.ledger(chunks.size()));
        messagesOfChunk = 0;
    }

    /** Adds the next entry to the chunk that was begun. */
    public void entry(LedgerLine line) throws IOException {
        append(line.bytes());
        if (messagesOfChunk == 0) {
            first = line.entry().id();
        }
        chain = chain.plus(line.entry());
        seal = new Seal(line.entry().id(), chain.hex());
        messagesOfChunk += line.fingerprints().size();
        messages += line.fingerprints().size();
    }

    /** The number of messages in the chunk that was begun. */
    public long messagesOfChunk() {
        return messagesOfChunk;
    }

    /** The number of bytes of the part that was begun. */
    long bytesOfPart() {
        return bytes;
    }

    /**
     * Ends the chunk.
     *
     * @return its number, from 0
     */
    public int endChunk() throws IOException {
        endPart();
        chunks.add(new Manifest.Chunk(first, seal, messagesOfChunk));
        return chunks.size() - 1;
    }

    /** The seal of the entries so far. */
    public Seal seal() {
        return seal;
    }

    /** The number of messages so far. */
    public long messages() {
        return messages;
    }

    private void beginPart(String name) throws IOException {
        part = name;
        bytes = 0;
        ZipEntry entry = new ZipEntry(name);
        zip.putNextEntry(entry);
    }

    private void append(byte[] content) throws IOException {
        zip.write(content);
        digest.update(content);
        bytes += content.length;
    }

    private void endPart() throws IOException {
        zip.closeEntry();
        parts.add(new Manifest.Part(part, bytes, HexFormat.of().formatHex(digest.digest())));
    }

    /** Adds the manifest, and puts the whole file on disk. */
    public Manifest finish(Manifest.Facts facts) throws IOException {
        Manifest manifest = new Manifest(facts, chunks, parts);
        beginPart(Manifest.NAME);
        append(manifest.json());
        zip.closeEntry();
        zip.finish();
        zip.flush();
        channel.force(true);
        return manifest;
    }

    /** The file, until it has its name. */
    public Path part() {
        return PrivateFiles.part(file);
    }

    /** The name that it gets. */
    String name() {
        return file.getFileName().toString();
    }

    /** Gives the finished file its name, in place of one that has it. */
    public void publish() throws IOException {
        PrivateFiles.publish(file);
    }

    /** Lets others write it. What was begun and not published is left for the next one, who begins anew. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
