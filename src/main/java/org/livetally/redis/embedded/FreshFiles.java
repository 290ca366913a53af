package org.livetally.redis.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Rewrites the files of an own Redis, which hold every command since they were written last, so that they hold what is there now. */
public final class FreshFiles {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final String BUSY = "1";
    /** The data as it was, the commands since, and the list of both. */
    private static final int FILES = 3;

    private FreshFiles() {}

    /**
     * Rewrites them, and waits for the end.
     *
     * @throws IOException if Redis did not do so
     */
    public static void write(Path dataDir) throws IOException {
        DataDirectory directory =
                DataDirectory.existing(dataDir).orElseThrow(() -> new IOException("there is no data in " + dataDir));
        Path socket = directory.socket();
        await(() -> !isRewriting(socket)); // one that began before would not be enough
        String reply = RespClient.ask(socket, TIMEOUT, "BGREWRITEAOF");
        if (reply.startsWith("-")) {
            throw new IOException("Redis says " + reply);
        }
        await(() -> !isRewriting(socket));
        if (!field(socket, "aof_last_bgrewrite_status").equals(Optional.of("ok"))) {
            throw new IOException("Redis could not rewrite its files");
        }
        await(() -> isSingle(directory.root().resolve("appendonlydir")));
    }

    /** Something that may fail to be known. */
    private interface Known {
        boolean isTrue() throws IOException;
    }

    private static void await(Known known) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!known.isTrue()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("Redis still rewrites its files");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private static boolean isRewriting(Path socket) throws IOException {
        return field(socket, "aof_rewrite_in_progress").equals(Optional.of(BUSY))
                || field(socket, "aof_rewrite_scheduled").equals(Optional.of(BUSY));
    }

    /** Whether the files before are gone, which Redis removes by and by. */
    private static boolean isSingle(Path files) throws IOException {
        try (Stream<Path> all = Files.list(files)) {
            return all.count() <= FILES;
        }
    }

    private static Optional<String> field(Path socket, String name) throws IOException {
        return RespClient.info(socket, TIMEOUT, "persistence").field(name);
    }
}
