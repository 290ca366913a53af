package org.livetally.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.livetally.settings.RedisAddress;
import org.livetally.settings.SettingException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that say where the data is. */
final class RedisOptions {
    @Option(
            names = "--redis-uri",
            paramLabel = "URI",
            defaultValue = "${env:LIVETALLY_REDIS_URI}",
            description =
                    "Redis to use, redis://host:port, rediss://host:port (TLS), unix:///path, or of Sentinels redis+sentinel://host,host/primary "
                            + "and of a Cluster redis+cluster://host,host (default: one of its own under --data-dir). "
                            + "For exact figures it must run with appendfsync always.")
    private @Nullable String uri;

    @Option(
            names = "--redis-uri-file",
            paramLabel = "FILE",
            defaultValue = "${env:LIVETALLY_REDIS_URI_FILE}",
            description = "A file that holds the address of Redis, so that its password is in no list of processes.")
    private @Nullable Path uriFile;

    @Option(
            names = "--redis-ca",
            paramLabel = "FILE",
            defaultValue = "${env:LIVETALLY_REDIS_CA}",
            description =
                    "CA certificates in PEM to trust for rediss:// and rediss+…:// (default: those that the JVM trusts).")
    @Nullable
    Path ca;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "${env:LIVETALLY_DATA_DIR}",
            description = "Where an own Redis keeps its data (default: ./data; the demo takes a temporary one).")
    @Nullable
    Path dataDir;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    private @Nullable RedisAddress address;

    /** The given Redis; null to start one. */
    @Nullable
    RedisAddress address() {
        String given = address == null ? Secret.of("--redis-uri", uri, uriFile, spec) : null;
        if (given != null) {
            boolean isTyped = spec.commandLine().getParseResult().hasMatchedOption("--redis-uri");
            RedisAddress read = new RedisAddress(given, ca, isTyped ? null : uriFile);
            if (read.password() != null || read.sentinelPassword() != null) {
                Secret.warnIfTyped("--redis-uri", spec);
            }
            address = read; // one warning is enough
        }
        if (address == null && ca != null) {
            throw new SettingException("redis-ca", "is for a Redis that --redis-uri names");
        }
        return address;
    }

    /** Whether data that exists is named, and not to be thrown away. */
    boolean isNamed() {
        return uri != null || uriFile != null || dataDir != null;
    }

    Path dataDirOr(Path other) {
        return dataDir == null ? other : dataDir;
    }
}
