package org.livetally.redis.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right to run a server on a directory: a lock on its file {@code lock}, which the kernel releases when the process
 * ends, however it ends. The file holds the pid of its last owner. It is never deleted, since another process may just
 * have opened it.
 *
 * <p>A POSIX lock belongs to the process, and closing <em>any</em> channel on the file releases it. So the directories
 * that this JVM holds are kept in {@link #HELD}, and their lock files are not opened a second time. For the same
 * reason, acquiring and asking exclude one another.
 */
final class DirectoryLock implements AutoCloseable {
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    /** Long enough for an owner that is about to end, and for {@link #isHeld} of another process. */
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final Path root;
    private final FileChannel channel;

    /** Acquires the lock, or throws with the pid of its owner. The path must be a real one. */
    static synchronized DirectoryLock acquire(Path root) {
        if (!HELD.add(root)) {
            throw inUse(root, ProcessHandle.current().pid() + " (this one)");
        }
        try {
            return new DirectoryLock(root, open(root));
        } catch (IOException e) {
            HELD.remove(root);
            throw new EmbeddedRedisException("Cannot lock " + root + ": " + e, e);
        } catch (RuntimeException e) {
            HELD.remove(root);
            throw e;
        }
    }

    /** Whether a process, this one or another, holds the lock now. */
    static synchronized boolean isHeld(Path root) {
        Path file = file(root);
        if (HELD.contains(root)) {
            return true;
        }
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                @Nullable FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (IOException e) {
            throw new EmbeddedRedisException("Cannot tell whether " + root + " is in use: " + e, e);
        }
    }

    private DirectoryLock(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    private static FileChannel open(Path root) throws IOException {
        FileChannel channel = FileChannel.open(
                file(root),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            lock(channel, root);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(pidLine()));
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void lock(FileChannel channel, Path root) throws IOException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (channel.tryLock() == null) {
            if (System.nanoTime() - deadline > 0) {
                throw inUse(root, Files.readString(file(root)).trim());
            }
            Wait.briefly();
        }
    }

    private static byte[] pidLine() {
        return (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static EmbeddedRedisException inUse(Path root, String owner) {
        return new EmbeddedRedisException("Data directory " + root + " is in use by process " + owner);
    }

    private static Path file(Path root) {
        return root.resolve("lock");
    }

    /** Idempotent. */
    @Override
    public void close() {
        try {
            // A second close does nothing, so that it cannot release the directory of a later owner.
            if (channel.isOpen()) {
                channel.close();
                HELD.remove(root);
            }
        } catch (IOException e) {
            throw new EmbeddedRedisException("Cannot unlock " + root + ": " + e, e);
        }
    }
}
