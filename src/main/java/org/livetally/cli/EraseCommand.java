package org.livetally.cli;

import io.vertx.core.Vertx;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.livetally.app.Eraser;
import org.livetally.domain.stream.Ids;
import org.livetally.erasure.BuyerErasure.Result;
import org.livetally.erasure.Pseudonym;
import org.livetally.redis.embedded.EmbeddedRedis;
import org.livetally.redis.embedded.FreshFiles;
import org.livetally.settings.ArchiveSettings;
import org.livetally.settings.RedisAddress;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code livetally erase}: beside a running server, or on the data of a stopped one. */
@Command(
        name = "erase",
        description = {
            "Erase a buyer: put a pseudonym in place of the id wherever it stands, and keep every figure.",
            "The ledger says that it was done, and is sealed anew. If it is killed, run it again. Exits 1 if it was not done."
        },
        mixinStandardHelpOptions = true)
final class EraseCommand implements Callable<Integer> {
    @Option(names = "--buyer", required = true, paramLabel = "ID", description = "The id of the buyer, as in orders.")
    private String buyer;

    @Option(
            names = "--stream",
            paramLabel = "ID",
            description = "Only in this stream (default: in all); refused if the buyer bought in another one, too.")
    private @Nullable String stream;

    @Option(
            names = "--archive-dir",
            paramLabel = "DIR",
            defaultValue = "${env:LIVETALLY_ARCHIVE_DIR}",
            description = "Where the files of archived streams are (default: archive in the data directory).")
    private @Nullable Path archiveDir;

    @Option(names = "--dry-run", description = "Only count the orders of the buyer.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Mixin
    private RedisOptions redis;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    /** Whether Redis changed, though what is in files may not have. */
    private boolean hasErased;

    @Override
    public Integer call() throws Exception {
        check();
        RedisAddress given = redis.address();
        if (given != null) {
            return run(given, redis.dataDirOr(ServerOptions.DATA_DIR));
        }
        Path dataDir = redis.dataDirOr(ServerOptions.DATA_DIR);
        if (!EmbeddedRedis.hasData(dataDir)) {
            throw bad("--data-dir: there is no data in " + dataDir + ", so nobody to erase");
        }
        return LocalRedis.use(dataDir, address -> {
            int exit = run(address, dataDir);
            return hasErased ? Math.max(exit, freshen(dataDir)) : exit;
        });
    }

    private void check() {
        if (buyer.isBlank()) {
            throw bad("--buyer must be the id of a buyer");
        }
        if (Pseudonym.isOne(buyer)) {
            throw bad("--buyer: " + buyer + " is a pseudonym already");
        }
        if (stream != null && !Ids.isStream(stream)) {
            throw bad("--stream must be the id of a stream, not " + stream);
        }
        if (!dryRun && !yes && System.console() == null) {
            throw bad("there is no terminal to ask on: say --yes, or --dry-run");
        }
    }

    private ParameterException bad(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    private int run(RedisAddress address, Path dataDir) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Path archives = archiveDir == null ? ArchiveSettings.in(dataDir).directory() : archiveDir;
            Eraser eraser = new Eraser(
                    address,
                    buyer,
                    stream,
                    archives,
                    ProgressLine.on(spec.commandLine().getErr()));
            if (!yes || dryRun) {
                Result found = ServerProcess.await(eraser.find(vertx));
                print(found);
                if (dryRun) {
                    return exit(found);
                }
                if (!isConfirmed(found)) {
                    say("nothing was erased");
                    return ExitCode.SOFTWARE;
                }
            }
            Result done = ServerProcess.await(eraser.erase(vertx));
            hasErased = true;
            if (yes) {
                print(done);
            }
            say("erased: " + done.pseudonym() + " stands for the buyer in " + done.all() + " orders of "
                    + done.orders().size() + " streams");
            return exit(done);
        } finally {
            ServerProcess.await(vertx.close());
        }
    }

    private void print(Result result) {
        result.orders().forEach((id, orders) -> say(String.format("%s: %,d orders of the buyer", id, orders)));
        say(String.format("%,d streams looked at, %,d orders of the buyer", result.streams(), result.all()));
    }

    /** Nobody may think that nothing is left, if a file was not looked at. */
    private int exit(Result result) {
        PrintWriter err = spec.commandLine().getErr();
        if (!result.archived().isEmpty()) {
            result.archived().forEach((id, why) -> err.println(id + ": " + why));
            err.println(
                    "archived streams were not looked at: "
                            + String.join(", ", result.archived().keySet())
                            + ": bring their files into the directory of archives, name it with --archive-dir, and run this again");
        }
        if (!result.strays().isEmpty()) {
            err.println("files that may have the id, and are of no stream of this Redis: "
                    + String.join(", ", result.strays()) + ": remove them");
        }
        err.flush();
        return result.archived().isEmpty() && result.strays().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private boolean isConfirmed(Result found) {
        Console console = System.console();
        String answer = console == null
                ? null
                : console.readLine(
                        "Put a pseudonym in place of this buyer for good, in %,d streams? [y/N] ",
                        found.orders().size());
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes|是");
    }

    /** Until then the files of Redis hold the commands that brought the id. */
    private int freshen(Path dataDir) {
        try {
            FreshFiles.write(dataDir);
            return ExitCode.OK;
        } catch (IOException e) {
            spec.commandLine()
                    .getErr()
                    .println("the files in " + dataDir + " may hold the id until Redis rewrites them: " + e.getMessage()
                            + "; run this again");
            return ExitCode.SOFTWARE;
        }
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
