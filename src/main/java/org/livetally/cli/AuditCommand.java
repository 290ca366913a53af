package org.livetally.cli;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.livetally.app.Auditor;
import org.livetally.domain.stream.Ids;
import org.livetally.ledger.Seal;
import org.livetally.ledger.replay.Audit;
import org.livetally.redis.embedded.EmbeddedRedis;
import org.livetally.settings.ArchiveSettings;
import org.livetally.settings.RedisAddress;
import org.livetally.settings.SettingException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code livetally audit}: beside a running server, or on the data of a stopped one. */
@Command(
        name = "audit",
        description = {
            "Recompute every tally from the ledger and compare. Exits 1 if anything differs, or if there is no stream.",
            "Without options: ./data if a server runs on it, else the demo that is running, else ./data."
        },
        mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
    @Mixin
    private RedisOptions redis;

    @Option(
            names = "--archive-dir",
            paramLabel = "DIR",
            defaultValue = "${env:LIVETALLY_ARCHIVE_DIR}",
            description = "Where the files of archived streams are (default: archive in the data directory).")
    private @Nullable Path archiveDir;

    @Option(names = "--stream", paramLabel = "ID", description = "Only this stream (default: all).")
    private @Nullable String stream;

    @Option(names = "--campaign", paramLabel = "ID", description = "Only this campaign (default: all).")
    private @Nullable String campaign;

    @Option(
            names = "--seal",
            paramLabel = "SHA256@SEQ",
            description =
                    "Prove that the ledger begins as it did when this seal was made; with --stream, if there are several.")
    private @Nullable String seal;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        given(); // before anything is done
        RedisAddress given = redis.address();
        if (given != null) {
            return audit(given, archives(redis.dataDirOr(ServerOptions.DATA_DIR)));
        }
        Path dataDir = dataDir();
        say("Auditing " + dataDir);
        return LocalRedis.use(dataDir, address -> audit(address, archives(dataDir)));
    }

    private @Nullable Seal given() {
        if (seal == null) {
            return null;
        }
        if (campaign != null) {
            throw new SettingException("seal", "is that of a stream, and a campaign has none");
        }
        try {
            return Seal.parse(seal);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--seal: " + e.getMessage(), e);
        }
    }

    /**
     * The directory that was given; otherwise ./data if a server runs on it, otherwise that of a running demo,
     * otherwise ./data as it was left.
     */
    private Path dataDir() throws IOException {
        if (redis.dataDir != null) {
            return requireData(redis.dataDir);
        }
        boolean inUse = Files.isDirectory(ServerOptions.DATA_DIR)
                && EmbeddedRedis.uriOfRunning(ServerOptions.DATA_DIR).isPresent();
        List<Path> demos = inUse ? List.of() : DemoDirectory.runningDemos();
        return demos.isEmpty() ? requireData(ServerOptions.DATA_DIR) : demos.get(0);
    }

    private Path requireData(Path dataDir) {
        if (!EmbeddedRedis.hasData(dataDir)) {
            throw new ParameterException(
                    spec.commandLine(), "--data-dir: there is no data in " + dataDir + ", so nothing to audit");
        }
        return dataDir;
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }

    private Path archives(Path dataDir) {
        return archiveDir == null ? ArchiveSettings.in(dataDir).directory() : archiveDir;
    }

    private int audit(RedisAddress address, Path archives) throws Exception {
        Auditor.Data data = new Auditor.Data(address, archives);
        Vertx vertx = Vertx.vertx();
        try {
            List<Audit.Report> reports = new ArrayList<>();
            if (campaign == null) {
                reports.addAll(ServerProcess.await(Auditor.audit(
                        vertx,
                        data,
                        stream,
                        given(),
                        ProgressLine.on(spec.commandLine().getErr()))));
            }
            if (stream == null && seal == null) {
                String id = campaign == null || !Ids.isOfCampaign(campaign) ? campaign : campaign.substring(1);
                reports.addAll(ServerProcess.await(Auditor.auditCampaigns(
                        vertx, data, id, ProgressLine.on(spec.commandLine().getErr()))));
            }
            return print(reports);
        } finally {
            ServerProcess.await(vertx.close());
        }
    }

    private int print(List<Audit.Report> reports) {
        if (stream != null && reports.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--stream: there is no stream " + stream);
        }
        if (campaign != null && reports.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--campaign: there is no campaign " + campaign);
        }
        if (reports.isEmpty()) { // "0 differences" would be true of an emptied Redis, too
            spec.commandLine()
                    .getErr()
                    .println("no streams were found, so nothing was audited: is this the right Redis?");
            return ExitCode.SOFTWARE;
        }
        long differences = AuditLines.print(spec.commandLine().getOut(), reports);
        return differences == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
