package org.livetally.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the data is. */
final class RedisOptions {
    @Option(
            names = "--redis-uri",
            paramLabel = "URI",
            defaultValue = "${env:LIVETALLY_REDIS_URI}",
            description = "Redis to use, redis://host:port or unix:///path (default: an own one under --data-dir). "
                    + "For exact figures it must run with appendfsync always.")
    @Nullable
    String uri;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "${env:LIVETALLY_DATA_DIR}",
            description = "Where an own Redis keeps its data (default: ./data; the demo takes a temporary one).")
    @Nullable
    Path dataDir;

    Path dataDirOr(Path other) {
        return dataDir == null ? other : dataDir;
    }
}
