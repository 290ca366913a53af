package org.livetally.redis.embedded;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * The end of the append-only file that a killed server left behind.
 *
 * <p>A kill or a power failure may cut the server's last write anywhere, also inside a transaction, which every script
 * writes. Redis then drops that transaction when it loads, but cuts the file only after its last complete command
 * (7.0.9, seen): MULTI and some commands stay. What is written later follows them, so the next start does run those
 * commands, and an order that was sent again meanwhile would be in the ledger twice. So the file is cut before that
 * MULTI, here, before Redis reads it. None of what is cut was acked.
 *
 * <p>After a power failure the file may have its new length, and zeros where its last pages were to be. Redis refuses
 * such a file. No command ends with a zero, so they are cut off first, and what they leave incomplete after them.
 */
final class AofTail {
    private static final Logger LOG = Logger.getLogger(AofTail.class.getName());
    private static final String MANIFEST = "appendonly.aof.manifest";
    private static final int BUFFER = 1 << 20;
    private static final int BLOCK = 1 << 16;
    private static final int MAX_WORD = 8;
    private static final long NONE = -1;

    private final InputStream in;
    private long position;
    private long transaction = NONE;

    private AofTail(InputStream in) {
        this.in = in;
    }

    /**
     * Cuts off an incomplete transaction. Reads only the newest file, which holds everything since the last rewrite. A
     * file that is damaged elsewhere, or kept in one piece (before Redis 7), is left to Redis to judge.
     *
     * @param root the server's directory; no server may be running on it
     */
    static void cutOpenTransaction(Path root) throws IOException {
        Optional<Path> file = newest(root);
        if (file.isPresent()) {
            cutZeros(file.get());
            cut(file.get());
        }
    }

    /** The file that Redis appends to. */
    static Optional<Path> newest(Path root) throws IOException {
        Path folder = root.resolve("appendonlydir");
        Path manifest = folder.resolve(MANIFEST);
        if (!Files.exists(manifest)) {
            return Optional.empty();
        }
        String last = "";
        for (String line : Files.readAllLines(manifest)) {
            List<String> words = List.of(line.split(" ", -1));
            if (words.size() >= 6 && words.get(0).equals("file") && words.get(5).equals("i")) {
                last = words.get(1);
            }
        }
        Path file = folder.resolve(last);
        return last.isEmpty() ? Optional.empty() : Optional.of(file).filter(Files::exists);
    }

    private static void cutZeros(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long length = lengthWithoutZeros(channel);
            if (length < channel.size()) {
                LOG.warning(
                        "the end of " + file + " was never written, and nothing in it was acked: it is shortened from "
                                + channel.size() + " to " + length + " bytes");
                channel.truncate(length);
                channel.force(true);
            }
        }
    }

    private static long lengthWithoutZeros(FileChannel channel) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        for (long end = channel.size(); end > 0; end -= block.limit()) {
            block.clear().limit((int) Math.min(BLOCK, end));
            long start = end - block.limit();
            while (block.hasRemaining()) {
                if (channel.read(block, start + block.position()) < 0) {
                    throw new EOFException();
                }
            }
            for (int i = block.limit(); i > 0; i--) {
                if (block.get(i - 1) != 0) {
                    return start + i;
                }
            }
        }
        return 0;
    }

    private static void cut(Path file) throws IOException {
        long open;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            open = new AofTail(in).openTransaction();
        }
        if (open == NONE) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            LOG.warning("the last write of Redis was cut off inside a transaction, of which nothing was acked: " + file
                    + " is shortened from " + channel.size() + " to " + open + " bytes");
            channel.truncate(open);
            channel.force(true);
        }
    }

    /** The position of the transaction that the file does not complete; {@link #NONE} if there is none. */
    private long openTransaction() throws IOException {
        try {
            while (true) {
                long start = position;
                int first = in.read();
                if (first < 0) {
                    return transaction;
                }
                position++;
                if (first == '#') { // an annotation, one line
                    line();
                } else if (first != '*') {
                    return NONE;
                } else if (!command(start)) {
                    return NONE;
                }
            }
        } catch (EOFException truncated) {
            return transaction;
        }
    }

    /** Reads a command, whose star has been consumed; false if it is not a command. */
    private boolean command(long start) throws IOException {
        long words = number(line());
        String name = "";
        for (long i = 0; i < words; i++) {
            if (read() != '$') {
                return false;
            }
            long length = number(line());
            if (length < 0) {
                return false;
            }
            if (i == 0 && length <= MAX_WORD) {
                name = word((int) length);
            } else {
                skip(length);
            }
            skip(2); // the line end
        }
        if (name.equalsIgnoreCase("MULTI")) {
            transaction = start;
        } else if (name.equalsIgnoreCase("EXEC")) {
            transaction = NONE;
        }
        return words > 0;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return NONE;
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = read(); next != '\n'; next = read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private String word(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        position += bytes.length;
        if (bytes.length < length) {
            throw new EOFException();
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private int read() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException();
        }
        position++;
        return next;
    }

    private void skip(long bytes) throws IOException {
        in.skipNBytes(bytes);
        position += bytes;
    }
}
