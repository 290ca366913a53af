package org.livetally.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.livetally.redis.embedded.EmbeddedRedis;
import org.livetally.settings.RedisAddress;

/** The Redis of a data directory: the one of a running server, otherwise one that runs during the command. */
final class LocalRedis {
    private LocalRedis() {}

    /** The work of the command. */
    @FunctionalInterface
    interface Work<T> {
        T with(RedisAddress address) throws Exception;
    }

    static <T> T use(Path dataDir, Work<T> work) throws Exception {
        Optional<String> running = EmbeddedRedis.uriOfRunning(dataDir);
        return running.isPresent() ? work.with(new RedisAddress(running.get())) : useStopped(dataDir, work);
    }

    private static <T> T useStopped(Path dataDir, Work<T> work) throws Exception {
        EmbeddedRedis own = EmbeddedRedis.start(dataDir);
        Thread hook = new Thread(own::close, "shutdown"); // Ctrl-C must not leave it behind
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.with(new RedisAddress(own.uri()));
        } finally {
            own.close();
        }
    }
}
