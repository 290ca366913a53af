package org.livetally.cli;

import java.nio.file.Path;
import org.livetally.settings.Settings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a server. */
final class ServerOptions {
    static final Path DATA_DIR = Path.of("data");

    @Option(
            names = "--host",
            defaultValue = "${env:LIVETALLY_HOST:-127.0.0.1}",
            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    private String host;

    @Option(
            names = "--port",
            defaultValue = "${env:LIVETALLY_PORT:-8080}",
            description = "Port to listen on, 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Mixin
    private RedisOptions redis;

    Settings settings(Path defaultDataDir) {
        return new Settings(host, port, redis.uri, redis.dataDirOr(defaultDataDir));
    }

    RedisOptions redis() {
        return redis;
    }
}
