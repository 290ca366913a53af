package org.livetally.app;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.redis.embedded.DiskGuard;
import org.livetally.redis.embedded.EmbeddedRedis;

/** The Redis that this server started: its process and the disk that it writes to. */
final class ManagedRedis implements AutoCloseable {
    private final EmbeddedRedis redis;
    private final DiskGuard disk;

    private ManagedRedis(EmbeddedRedis redis, DiskGuard disk) {
        this.redis = redis;
        this.disk = disk;
    }

    static ManagedRedis start(Path dataDir) throws IOException {
        EmbeddedRedis redis = EmbeddedRedis.start(dataDir);
        try {
            return new ManagedRedis(redis, DiskGuard.watch(dataDir));
        } catch (IOException | RuntimeException e) {
            redis.close();
            throw e;
        }
    }

    String uri() {
        return redis.uri();
    }

    /** The reason why the disk takes no orders; null if it does. */
    @Nullable
    Reason diskProblem() {
        return disk.problem();
    }

    /** Free bytes on the disk. */
    long diskFree() {
        return disk.free();
    }

    /** The reason why the process does not stay up; empty if it does. */
    String serverProblem() {
        return redis.problem();
    }

    @Override
    public void close() {
        disk.close();
        redis.close();
    }
}
