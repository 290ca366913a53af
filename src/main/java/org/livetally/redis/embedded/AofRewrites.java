package org.livetally.redis.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Prevents an own Redis from rewriting its AOF while the disk lacks the room: until the new file is complete, the old
 * one stays.
 */
final class AofRewrites {
    private static final Logger LOG = Logger.getLogger(AofRewrites.class.getName());
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final int NEVER = 0;

    /** The maximum size of the AOF if it were rewritten now. */
    interface Size {
        long bytes() throws IOException;
    }

    /** Tells the server at what growth of the AOF, in percent, to rewrite it; 0 for never. */
    interface Server {
        void rewriteAfter(int percent) throws IOException;
    }

    private final Size size;
    private final Server server;
    private boolean allowed = true;

    static AofRewrites of(Path dataDir) {
        DataDirectory directory = DataDirectory.existing(dataDir).orElseThrow();
        return new AofRewrites(() -> sizeOnceRewritten(directory), percent -> configure(directory.socket(), percent));
    }

    AofRewrites(Size size, Server server) {
        this.size = size;
        this.server = server;
    }

    /** Allows or forbids rewrites, by the free bytes. A Redis that does not answer is told again the next time. */
    void judge(long usable) {
        try {
            long needed = size.bytes() + DiskGuard.RESERVE + (allowed ? 0 : DiskGuard.MARGIN);
            if (usable < needed) {
                server.rewriteAfter(NEVER); // each time, since a restarted Redis has forgotten it
                if (allowed) {
                    LOG.warning("the disk has no room for a rewrite of the AOF: none starts until there is");
                }
                allowed = false;
            } else if (!allowed) {
                server.rewriteAfter(RedisConf.REWRITE_PERCENTAGE);
                allowed = true;
                LOG.info("the disk has room for a rewrite of the AOF again");
            }
        } catch (IOException e) {
            LOG.log(Level.FINE, "it is unknown whether the AOF may be rewritten", e);
        }
    }

    private static void configure(Path socket, int percent) throws IOException {
        String reply = RespClient.ask(socket, TIMEOUT, "CONFIG SET auto-aof-rewrite-percentage " + percent);
        if (!reply.equals("OK")) {
            throw new IOException("Redis says " + reply);
        }
    }

    /**
     * At most the present size, and at most the size of the data in memory; where counters change often, that is far
     * less.
     */
    private static long sizeOnceRewritten(DataDirectory directory) throws IOException {
        String used = RespClient.info(directory.socket(), TIMEOUT, "memory")
                .field("used_memory")
                .orElseThrow(() -> new IOException("Redis does not say how much memory it uses"));
        return Math.min(bytesIn(directory.root()), Long.parseLong(used));
    }

    private static long bytesIn(Path root) throws IOException {
        Path directory = root.resolve("appendonlydir");
        List<Path> files;
        try (Stream<Path> listed = Files.list(directory)) {
            files = listed.toList();
        }
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return bytes;
    }
}
