package org.livetally.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The directory of archives: of each stream {@code <stream>.zip}, and beside it {@code <stream>.zip.sha256}, as
 * {@code sha256sum -c} reads it. Blocking.
 *
 * @param root which only its owner may look into; it is made when it is first needed
 */
public record ArchiveDirectory(Path root) {
    private static final String HASH_SUFFIX = ".sha256";
    private static final int SHA_256_DIGITS = 64;

    /** The name of a stream's file. */
    public static String name(String stream) {
        return stream + StreamFile.SUFFIX;
    }

    /** The file of a stream. */
    public Path file(String stream) {
        return root.resolve(name(stream));
    }

    private Path hash(String stream) {
        return root.resolve(name(stream) + HASH_SUFFIX);
    }

    /**
     * Keeps other processes from archiving into the directory, until this is closed, or the process ends in whatever way.
     *
     * @throws IOException if another one does so now
     */
    Closeable lock() throws IOException {
        PrivateFiles.directory(root);
        return PrivateFiles.lock(root.resolve(".lock"));
    }

    void writeHash(String stream, String sha256) throws IOException {
        PrivateFiles.write(hash(stream), (sha256 + "  " + name(stream) + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** The hash beside the file; null if there is none. */
    @Nullable
    String readHash(String stream) throws IOException {
        Path beside = hash(stream);
        if (!Files.exists(beside)) {
            return null;
        }
        String line = Files.readString(beside, StandardCharsets.US_ASCII);
        return line.length() < SHA_256_DIGITS ? "" : line.substring(0, SHA_256_DIGITS);
    }

    /** Removes the file of a stream, and its hash. */
    void remove(String stream) throws IOException {
        Files.deleteIfExists(file(stream));
        Files.deleteIfExists(hash(stream));
    }
}
