package org.livetally.cli;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.livetally.app.OneOffArchive;
import org.livetally.settings.RedisAddress;

/**
 * Archives one stream without a server.
 *
 * @param progress is told once a second at most
 */
record ArchiveTask(String stream, Path directory, Consumer<JsonObject> progress) {
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    JsonObject run(RedisAddress address) throws Exception {
        Vertx vertx = Vertx.vertx();
        long[] due = {System.nanoTime() + EVERY_NANOS};
        try {
            return ServerProcess.await(OneOffArchive.archive(vertx, address, stream, directory, step -> {
                        if (System.nanoTime() - due[0] >= 0) {
                            due[0] = System.nanoTime() + EVERY_NANOS;
                            progress.accept(step.json());
                        }
                    }))
                    .json();
        } finally {
            ServerProcess.await(vertx.close());
        }
    }
}
