package org.livetally.redis.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The server's configuration, written again at each start. Redis 7 and Valkey know every directive. */
final class RedisConf {
    /**
     * Growth of the AOF, in percent, at which it is rewritten; {@link AofRewrites} changes it while the disk lacks the
     * room.
     */
    static final int REWRITE_PERCENTAGE = 100;

    private RedisConf() {}

    static void write(DataDirectory directory) {
        try {
            AtomicFile.write(directory.conf(), "rw-------", text(directory).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new EmbeddedRedisException("Cannot write " + directory.conf() + ": " + e, e);
        }
    }

    private static String text(DataDirectory directory) {
        return "# Written by Livetally at each start: changes are lost. To tune Redis, run one and give --redis-uri.\n"
                + ACCESS.formatted(quoted(directory.socket()))
                + PROCESS.formatted(
                        quoted(directory.root()),
                        quoted(directory.pidFile()),
                        quoted(directory.log().path()))
                + DURABILITY
                + MEMORY;
    }

    /** No TCP at all: whoever may open the socket may do anything, and nobody else can. */
    private static final String ACCESS = """
            port 0
            unixsocket %s
            unixsocketperm 700
            protected-mode yes
            timeout 0
            """;

    /**
     * The process title stays as launched, since {@link Orphans} recognises its servers by the path of this file in it.
     * The memory test after a crash is off, since it would delay the restart until all memory is read.
     */
    private static final String PROCESS = """
            daemonize no
            supervised no
            set-proc-title no
            dir %s
            pidfile %s
            logfile %s
            loglevel notice
            databases 1
            crash-memcheck-enabled no
            """;

    /**
     * An ack promises that the order is on disk: Redis fsyncs before it replies, also while a rewrite keeps the disk
     * busy. What a crash tore off at the end of the file was not acked, so it may go. There are no RDB snapshots; so a
     * failed one, which only a person could have asked for, must not stop writes. The file is rewritten when it has
     * doubled, with a binary preamble, which loads several times faster than commands, and with incremental fsyncs,
     * since one big fsync at the end would stall every ack. The preamble is not compressed: that took twice the CPU, which
     * orders lack meanwhile, for a file that was smaller by a fifth.
     */
    private static final String DURABILITY = """
            appendonly yes
            appendfsync always
            no-appendfsync-on-rewrite no
            aof-load-truncated yes
            aof-use-rdb-preamble yes
            rdbcompression no
            auto-aof-rewrite-percentage %d
            auto-aof-rewrite-min-size 64mb
            aof-rewrite-incremental-fsync yes
            save ""
            stop-writes-on-bgsave-error no
            """.formatted(REWRITE_PERCENTAGE);

    /** Percent of the machine's memory; the rest is for this program, and for what changes while the AOF is rewritten. */
    private static final long MEMORY_PERCENT = 75;

    /**
     * Nothing is ever evicted: a lost key would be lost money. The memory is bounded, since a machine without memory ends some
     * process, perhaps this one; near the bound the server refuses what only grows, and says so.
     *
     * <p>Redis keeps a small hash as a list, and searches it from its start for each field. By its default, 512, that is what the
     * tallies and ids of most streams are. A batch visits a hundred fields, so with 1,000 busy streams that took a third of
     * Redis' time for an order. As a table, a stream of 600 orders takes 24 KB more.
     */
    private static final String MEMORY = """
            maxmemory %d
            maxmemory-policy noeviction
            hash-max-listpack-entries 128
            """.formatted(Machine.memory() / 100 * MEMORY_PERCENT);

    private static String quoted(Path path) {
        return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
