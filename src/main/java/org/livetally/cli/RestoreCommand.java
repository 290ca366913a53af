package org.livetally.cli;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.livetally.app.Backups;
import org.livetally.backup.BackupManifest.BackedUpStream;
import org.livetally.settings.RedisAddress;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code livetally restore}: into the Redis of a new data directory, or into an empty one. */
@Command(
        name = "restore",
        description = {
            "Restore a backup into an empty Redis by replaying its ledgers, and audit the result.",
            "Exits 1 if anything differs. After an end in between, run it again: it goes on."
        },
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The directory that `livetally backup` wrote.")
    private Path directory;

    @Mixin
    private RedisOptions redis;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        RedisAddress given = redis.address();
        return given == null ? LocalRedis.use(redis.dataDirOr(ServerOptions.DATA_DIR), this::restore) : restore(given);
    }

    private int restore(RedisAddress address) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Backups.Restored restored = ServerProcess.await(Backups.restore(
                    vertx,
                    address,
                    directory,
                    ProgressLine.on(spec.commandLine().getErr())));
            AuditLines.print(spec.commandLine().getOut(), restored.audits());
            restored.others().forEach(this::complain);
            return restored.isRight() ? ExitCode.OK : ExitCode.SOFTWARE;
        } finally {
            ServerProcess.await(vertx.close());
        }
    }

    private void complain(BackedUpStream stream) {
        spec.commandLine()
                .getErr()
                .printf(
                        "%s: the backup says that its ledger is sealed %s%n",
                        stream.stream(), stream.seal().text());
    }
}
