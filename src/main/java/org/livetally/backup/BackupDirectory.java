package org.livetally.backup;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.livetally.archive.Manifest;
import org.livetally.archive.PrivateFiles;
import org.livetally.archive.StreamFile;
import org.livetally.backup.BackupManifest.BackedUpStream;
import org.livetally.streams.Archived;

/** The directory of a backup while it is made. Blocking. */
record BackupDirectory(Path root) {
    private static final String STREAMS = "streams";

    /** Keeps others from the directory until the result is closed. */
    FileChannel begin() throws IOException {
        Path manifest = root.resolve(BackupManifest.NAME);
        if (Files.exists(manifest)) {
            throw new IOException(root + " holds a backup: name another directory, such as one of today's date");
        }
        boolean begun = Files.exists(PrivateFiles.part(manifest));
        if (!begun && Files.exists(root) && !isEmpty(root)) {
            throw new IOException(root + " is neither empty nor a backup that was begun: name another directory");
        }
        PrivateFiles.directory(root);
        FileChannel lock = PrivateFiles.begin(manifest);
        PrivateFiles.directory(root.resolve(STREAMS));
        return lock;
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    /** The file of a stream. */
    Path file(String stream) {
        return root.resolve(STREAMS).resolve(stream + StreamFile.SUFFIX);
    }

    static BackedUpStream of(Manifest manifest, boolean archived) {
        Manifest.Facts facts = manifest.facts();
        return new BackedUpStream(
                facts.stream(),
                STREAMS + "/" + facts.stream() + StreamFile.SUFFIX,
                facts.seal(),
                facts.messages(),
                archived);
    }

    /**
     * Adds the file of an archived stream: the same one under another name, if both are on one disk.
     *
     * @param archives the directory of such files
     */
    BackedUpStream link(String stream, Archived archived, Path archives) throws IOException {
        Path from = archives.resolve(archived.file());
        Path to = file(stream);
        if (!Files.exists(from)) {
            throw new IOException(
                    "the file of the archived stream " + stream + " is not in " + archives + ": give --archive-dir");
        }
        Files.deleteIfExists(to);
        try {
            Files.createLink(to, from);
        } catch (FileSystemException | UnsupportedOperationException e) { // of another disk, or of a kind without links
            PrivateFiles.copy(from, to);
        }
        if (!PrivateFiles.sha256(to).equals(archived.sha256())) {
            throw new IOException(from + " is not the file that was archived: run livetally audit");
        }
        try (StreamFile file = StreamFile.open(to)) {
            return of(file.manifest(), true);
        }
    }

    /** Writes the rest, and the manifest last: {@code lock} is what {@link #begin} returned. */
    BackupManifest finish(FileChannel lock, BackupManifest.Facts facts, JsonObject house) throws IOException {
        Path rest = root.resolve(House.NAME);
        PrivateFiles.write(rest, house.encodePrettily().getBytes(StandardCharsets.UTF_8));
        List<BackupManifest.File> files = new ArrayList<>();
        for (BackedUpStream stream : facts.streams()) {
            files.add(described(stream.file()));
        }
        files.add(described(House.NAME));
        OutputStream out = Channels.newOutputStream(lock); // it is the manifest, under another name
        out.write(BackupManifest.json(facts, files));
        lock.force(true);
        PrivateFiles.publish(root.resolve(BackupManifest.NAME));
        return BackupManifest.read(root);
    }

    private BackupManifest.File described(String name) throws IOException {
        Path file = root.resolve(name);
        return new BackupManifest.File(name, Files.size(file), PrivateFiles.sha256(file));
    }
}
