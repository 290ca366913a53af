package org.livetally.redis.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A real redis-server that runs as a child process on a data directory, reachable only through a unix socket of mode
 * 700.
 *
 * <p>Exactness rests on two facts. A write that Redis has answered is on disk ({@code appendfsync always}), so the
 * server may be killed at any moment. And two servers never run on one directory, since the second one would silently
 * take over the socket and the writes of the first would be lost. So the directory is locked for as long as this object
 * is open, and a server that a killed JVM left behind is stopped before a new one starts.
 *
 * <p>A server that dies by itself is restarted on the same socket, so clients reconnect to the same {@link #uri()}. One
 * that dies at every start is started again every five seconds for ever, since the cause, such as a full disk, may
 * pass. Thread-safe. No shutdown hook is installed: the owner closes this last, after everything that still writes.
 */
public final class EmbeddedRedis implements AutoCloseable {
    private final DataDirectory directory;
    private final DirectoryLock lock;
    private final Supervisor supervisor;
    private boolean closed;

    /**
     * Like {@link #start(Path, Consumer)}; a server that cannot be kept running is logged, and is a {@link #problem}.
     */
    public static EmbeddedRedis start(Path dataDir) {
        return start(dataDir, message -> {});
    }

    /**
     * Starts a server on the directory and blocks until it answers; not for an event loop. Loading a large data set may
     * take long, so this gives up only after 60 seconds without any progress.
     *
     * @param dataDir created with mode 700 if missing
     * @param onFatal is called on a thread of its own when the server has died five times in quick succession. The
     *     message gives the reason, with the end of the server's log. From then on, the server is started again every
     *     five seconds
     * @throws EmbeddedRedisException if another process uses the directory, no redis-server fits this machine, or the
     *     server does not come up; nothing is left running then
     */
    public static EmbeddedRedis start(Path dataDir, Consumer<String> onFatal) {
        DataDirectory directory = DataDirectory.open(dataDir);
        DirectoryLock lock = DirectoryLock.acquire(directory.root());
        try {
            return new EmbeddedRedis(directory, lock, startServer(directory, onFatal));
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    /**
     * The URI of the server that a process, this one or another, runs on the directory now; empty if there is none. For
     * commands that read while {@code serve} runs. A server that has just started may not answer yet.
     */
    public static Optional<String> uriOfRunning(Path dataDir) {
        return DataDirectory.existing(dataDir)
                .filter(directory -> DirectoryLock.isHeld(directory.root()))
                .map(DataDirectory::uri);
    }

    /**
     * The same for a directory that was found in a place where anybody may make one: its server is trusted only if the
     * directory belongs to this user, and nobody else may enter it.
     */
    public static Optional<String> uriOfRunningOfOurs(Path found) throws IOException {
        return Owners.isOursAlone(found) ? uriOfRunning(found) : Optional.empty();
    }

    private EmbeddedRedis(DataDirectory directory, DirectoryLock lock, Supervisor supervisor) {
        this.directory = directory;
        this.lock = lock;
        this.supervisor = supervisor;
    }

    private static Supervisor startServer(DataDirectory directory, Consumer<String> onFatal) {
        directory.prepareSocketDirectory();
        RedisBinary binary = RedisBinary.find(directory);
        Orphans.stop(directory);
        RedisConf.write(directory);
        copyAfterFailedFsync(directory); // what the log says of it may be gone after this
        directory.log().rotate();
        directory.closeFiles();
        return Supervisor.start(() -> RedisServer.launch(binary, directory), onFatal);
    }

    private static void copyAfterFailedFsync(DataDirectory directory) {
        try {
            DurableFiles.copyAfterFailedFsync(directory);
        } catch (IOException e) {
            throw new EmbeddedRedisException("Cannot write the AOF anew after its disk failed: " + e, e);
        }
    }

    /**
     * The redis-server that would run on this directory: one that is installed, or the packaged one, which is written into
     * the directory.
     *
     * @throws EmbeddedRedisException if none fits this machine
     */
    public static Path program(Path dataDir) {
        return RedisBinary.find(DataDirectory.open(dataDir)).executable();
    }

    /** Whether a Redis has stored data in the directory. */
    public static boolean hasData(Path dataDir) {
        return Files.exists(dataDir.resolve("appendonlydir")) // since Redis 7
                || Files.exists(dataDir.resolve("appendonly.aof"));
    }

    /** The address for clients, a percent-encoded {@code unix:///…}; the same after a restart. */
    public String uri() {
        return directory.uri();
    }

    /** Process id of the server; another one after a restart. */
    public long pid() {
        return supervisor.pid();
    }

    /** The reason why the server does not stay up, in one line; empty while it does. Thread-safe. */
    public String problem() {
        return supervisor.problem();
    }

    /**
     * Stops the server, waits until it has ended, then releases the directory. Everything acked is on disk. A server
     * that has not stopped after 10 seconds is killed. Further calls return when the first has finished.
     */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            supervisor.close();
            directory.removeSocketDirectory();
            lock.close();
        }
    }
}
