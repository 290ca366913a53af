package org.livetally.redis.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What Redis leaves to others so that a power failure costs nothing that was acked.
 *
 * <p>Redis makes its files durable, and their names in its directory, but not the name of that directory, which it makes itself.
 * Without it all files are gone (a file system may keep it, ext4 does, but none must).
 *
 * <p>When an fsync fails, Redis exits, and nothing that waited for it is acked. But the kernel may count what it could not write as
 * written: the next Redis reads it from memory, acks it as a duplicate, and no later fsync writes it. So the file is copied before
 * that Redis starts.
 */
final class DurableFiles {
    private static final Logger LOG = Logger.getLogger(DurableFiles.class.getName());
    private static final String FAILED = "for fsync error";
    private static final String COPIED = "Livetally has copied the AOF";

    private DurableFiles() {}

    /** Makes the names of the directory's parts, and of the directory and those above it, durable. */
    static void keepNames(Path root) {
        for (Path each = root; each != null; each = each.getParent()) {
            try {
                sync(each);
            } catch (IOException e) { // one that may not be read was not made by this program
                LOG.log(Level.FINE, e, () -> "no fsync of a directory");
            }
        }
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Writes the newest AOF anew if the last Redis died of an fsync that failed; no server may be running. */
    static void copyAfterFailedFsync(DataDirectory directory) throws IOException {
        String said = directory.log().tail();
        if (said.lastIndexOf(FAILED) <= said.lastIndexOf(COPIED)) {
            return;
        }
        Optional<Path> aof = AofTail.newest(directory.root());
        if (aof.isPresent()) {
            LOG.warning("Redis ended since its disk failed: " + aof.get() + " is written anew");
            copy(aof.get());
            directory.log().add(COPIED);
        }
    }

    private static void copy(Path file) throws IOException {
        Path copy = file.resolveSibling("temp-" + file.getFileName());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        sync(copy);
        Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
        sync(file.resolveSibling(""));
    }
}
