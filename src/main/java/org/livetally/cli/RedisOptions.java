package org.livetally.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.livetally.settings.RedisAddress;
import org.livetally.settings.SettingException;
import picocli.CommandLine.Option;

/** Options that say where the data is. */
final class RedisOptions {
    @Option(
            names = "--redis-uri",
            paramLabel = "URI",
            defaultValue = "${env:LIVETALLY_REDIS_URI}",
            description =
                    "Redis to use, redis://host:port, rediss://host:port (TLS) or unix:///path (default: one of its own under --data-dir). "
                            + "For exact figures it must run with appendfsync always.")
    @Nullable
    String uri;

    @Option(
            names = "--redis-ca",
            paramLabel = "FILE",
            defaultValue = "${env:LIVETALLY_REDIS_CA}",
            description =
                    "CA certificates in PEM to trust for rediss://host:port (default: those that the JVM " + "trusts).")
    @Nullable
    Path ca;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "${env:LIVETALLY_DATA_DIR}",
            description = "Where an own Redis keeps its data (default: ./data; the demo takes a temporary one).")
    @Nullable
    Path dataDir;

    /** The given Redis; null to start one. */
    @Nullable
    RedisAddress address() {
        if (uri == null && ca != null) {
            throw new SettingException("redis-ca", "is for a Redis that --redis-uri names");
        }
        return uri == null ? null : new RedisAddress(uri, ca);
    }

    Path dataDirOr(Path other) {
        return dataDir == null ? other : dataDir;
    }
}
