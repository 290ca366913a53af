package org.livetally.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.livetally.logging.LogFormat;
import org.livetally.settings.ArchiveSettings;
import org.livetally.settings.BasePath;
import org.livetally.settings.SettingException;
import org.livetally.settings.Settings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a server. */
final class ServerOptions {
    static final int PORT = 8080;
    static final Path DATA_DIR = Path.of("data");

    @Option(
            names = "--host",
            defaultValue = "${env:LIVETALLY_HOST:-127.0.0.1}",
            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    private String host;

    @Option(
            names = "--port",
            defaultValue = "${env:LIVETALLY_PORT}",
            description =
                    "Port to listen on, 0 for a free one (default: 8080; the demo takes a free one if that is taken).")
    private @Nullable Integer port;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            defaultValue = "${env:LIVETALLY_MANAGEMENT_PORT}",
            description = "Another port for /metrics and /health, which asks for no tokens; 0 for a free one (default: "
                    + "none, both are on --port).")
    private @Nullable Integer managementPort;

    @Option(
            names = "--base-path",
            paramLabel = "PATH",
            defaultValue = "${env:LIVETALLY_BASE_PATH}",
            description =
                    "The path that a proxy puts before those of this server, /tally for instance (default: none, or "
                            + "what a trusted proxy says in X-Forwarded-Prefix).")
    private @Nullable String basePath;

    @Option(
            names = "--log-format",
            paramLabel = "text|json",
            defaultValue = "${env:LIVETALLY_LOG_FORMAT:-text}",
            description = "How log lines are written (default: ${DEFAULT-VALUE}).")
    private LogFormat logFormat;

    @Option(
            names = "--allow-private-targets",
            arity = "0..1",
            fallbackValue = "true", // a flag would turn what the environment says around
            defaultValue = "${env:LIVETALLY_ALLOW_PRIVATE_TARGETS:-false}",
            description = "Let notifications go to private, loopback and link-local addresses, and to http://… "
                    + "(default: only to public ones, and to https://…).")
    private boolean privateTargets;

    @Option(
            names = "--archive-dir",
            paramLabel = "DIR",
            defaultValue = "${env:LIVETALLY_ARCHIVE_DIR}",
            description = "Where the files of archived streams are (default: archive in --data-dir).")
    private @Nullable Path archiveDir;

    @Option(
            names = "--archive-after-days",
            paramLabel = "DAYS",
            defaultValue = "${env:LIVETALLY_ARCHIVE_AFTER_DAYS}",
            description = "Archive streams by themselves, so many days after their books were closed (default: never).")
    private @Nullable Integer archiveAfterDays;

    @Option(
            names = "--ack-replicas",
            paramLabel = "N",
            defaultValue = "${env:LIVETALLY_ACK_REPLICAS:-0}",
            description =
                    "Ack an order, and show it, once so many replicas of Redis have it, so that a failover to one of them "
                            + "keeps it (default: 0, none).")
    private int ackReplicas;

    @Mixin
    private RedisOptions redis;

    @Mixin
    private AccessOptions access;

    @Mixin
    private LimitOptions limits;

    /** Checks the options, and sets the format of the log. */
    Settings settings(int defaultPort, Path defaultDataDir) {
        logFormat.use();
        Path dataDir = redis.dataDirOr(defaultDataDir);
        Path archives = archiveDir == null ? ArchiveSettings.in(dataDir).directory() : archiveDir;
        return new Settings(
                host,
                port == null ? defaultPort : port,
                managementPort,
                redis.address(),
                dataDir,
                access.settings(),
                limits.limits(),
                privateTargets,
                new ArchiveSettings(archives, archiveAfterDays),
                basePath(),
                ackReplicas);
    }

    private BasePath basePath() {
        return basePath == null
                ? BasePath.NONE
                : BasePath.of(basePath)
                        .orElseThrow(() -> new SettingException("base-path", "must be like /tally or /shop/tally"));
    }

    /** {@link #PORT}, or 0 if that is taken. */
    int freePort() {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(host, PORT));
            return PORT;
        } catch (IOException e) {
            return 0;
        }
    }

    RedisOptions redis() {
        return redis;
    }
}
