package org.livetally.cli;

import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.livetally.app.Backups;
import org.livetally.backup.BackupManifest;
import org.livetally.redis.embedded.EmbeddedRedis;
import org.livetally.settings.RedisAddress;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code livetally backup}: beside a running server, or on the data of a stopped one. */
@Command(
        name = "backup",
        description = {
            "Write everything into a directory: a file a stream, each checked with SHA-256, and the rest.",
            "Servers may run meanwhile; orders do not wait. `livetally restore` reads it."
        },
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "A new or empty directory, such as /backups/$(date +%%F).")
    private Path directory;

    @Option(
            names = "--with-secrets",
            description =
                    "Write the secrets of connectors and of notifications, too (default: they are set anew after a "
                            + "restore).")
    private boolean secrets;

    @Option(
            names = "--archive-dir",
            paramLabel = "DIR",
            defaultValue = "${env:LIVETALLY_ARCHIVE_DIR}",
            description = "Where the files of archived streams are (default: archive in the data directory).")
    private @Nullable Path archives;

    @Mixin
    private RedisOptions redis;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        RedisAddress given = redis.address();
        Path dataDir = redis.dataDirOr(ServerOptions.DATA_DIR);
        if (given != null) {
            return backUp(given, dataDir);
        }
        if (!EmbeddedRedis.hasData(dataDir)) {
            throw new ParameterException(
                    spec.commandLine(), "--data-dir: there is no data in " + dataDir + ", so nothing to back up");
        }
        return LocalRedis.use(dataDir, own -> backUp(own, dataDir));
    }

    private int backUp(RedisAddress address, Path dataDir) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Backups.Plan plan =
                    new Backups.Plan(directory, secrets, archives == null ? dataDir.resolve("archive") : archives);
            BackupManifest made = ServerProcess.await(Backups.back(
                    vertx, address, plan, ProgressLine.on(spec.commandLine().getErr())));
            PrintWriter out = spec.commandLine().getOut();
            made.streams()
                    .forEach(stream -> out.printf(
                            "%s: %d messages%n  sealed %s%n",
                            stream.stream(), stream.messages(), stream.seal().text()));
            out.printf("%d streams backed up into %s%n", made.streams().size(), directory);
            out.flush();
            return ExitCode.OK;
        } finally {
            ServerProcess.await(vertx.close());
        }
    }
}
