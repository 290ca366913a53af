package org.livetally.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.livetally.streams.Archived;

/**
 * The directory of archives: of each stream {@code <stream>.<run>.zip}, and beside it {@code <stream>.<run>.zip.sha256}, as
 * {@code sha256sum -c} reads it. Each run has names of its own, so that no two can write one file; which one counts,
 * Redis says. Blocking.
 *
 * @param root which only its owner may look into; it is made when it is first needed
 */
public record ArchiveDirectory(Path root) {
    private static final String HASH_SUFFIX = ".sha256";

    /**
     * The name of the file that a run writes.
     *
     * @param run 16 hexadecimal digits
     */
    static String name(String stream, String run) {
        return stream + "." + run + StreamFile.SUFFIX;
    }

    /** The file of this name. */
    Path file(String name) {
        return root.resolve(Path.of(name).getFileName());
    }

    /** The file of an archived stream. */
    public Path file(Archived archived) {
        return file(archived.file());
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

    void writeHash(String name, String sha256) throws IOException {
        PrivateFiles.write(file(name + HASH_SUFFIX), (sha256 + "  " + name + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** All files of a stream: of its archive, of earlier ones, and what runs that were ended have left. */
    List<Path> of(String stream) throws IOException {
        // The id of a stream has no dots.
        Pattern name = Pattern.compile(stream + "(\\.[0-9a-f]{16})?\\.zip(\\.sha256)?(\\.part)?");
        try (Stream<Path> files = Files.list(root)) {
            return files.filter(
                            file -> name.matcher(file.getFileName().toString()).matches())
                    .toList();
        }
    }

    /** Removes the files of a list that are not those of an archive. */
    static void removeOthers(List<Path> files, Archived archived) throws IOException {
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (!name.equals(archived.file()) && !name.equals(archived.file() + HASH_SUFFIX)) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Removes a file that no stream is in, and its hash. */
    void remove(String name) throws IOException {
        Files.deleteIfExists(file(name));
        Files.deleteIfExists(file(name + HASH_SUFFIX));
    }

    /** Removes the file that an archived stream had, and its hash, for good. */
    void remove(Archived archived) throws IOException {
        PrivateFiles.remove(root, List.of(file(archived), file(archived.file() + HASH_SUFFIX)));
    }
}
