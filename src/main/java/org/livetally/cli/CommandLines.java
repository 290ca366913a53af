package org.livetally.cli;

import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.livetally.app.TemporaryFiles;
import org.livetally.logging.LogFormat;
import org.livetally.settings.SettingException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Spec;

/** The command line; each command is a class. */
@Command(
        name = "livetally",
        description = "Exact live-stream sales figures, from orders to screens.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class CommandLines implements Runnable {
    // Referenced here, since java.util.logging forgets the level of a logger that nobody references.
    private static final Logger NETTY = Logger.getLogger("io.netty");
    private static final Logger REDIS_CLIENT = Logger.getLogger("io.vertx.redis.client");
    private static final Logger HTTP_CLIENT = Logger.getLogger("io.vertx.core.http.impl");

    /** Each says its name. */
    static final List<Class<?>> COMMANDS = List.of(
            Serve.class,
            Demo.class,
            TokenCommand.class,
            RevokeCommand.class,
            AuditCommand.class,
            ArchiveCommand.class,
            AcceptLossCommand.class,
            EraseCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            ImportCommand.class,
            SendCommand.class,
            BenchCommand.class,
            PlanCommand.class,
            Version.class);

    @Spec
    private CommandLine.Model.CommandSpec spec;

    private CommandLines() {}

    /**
     * Runs a command.
     *
     * @return the exit code of the process: 0 done, 1 failed, 2 a bad option or value
     */
    public static int run(String... args) {
        logOneLineAnEvent();
        CommandLine commands = new CommandLine(new CommandLines());
        candidates(args).forEach(commands::addSubcommand);
        return commands.setDefaultValueProvider(Environment.ofThisProcess())
                .setExecutionExceptionHandler(CommandLines::explain)
                .setParameterExceptionHandler(CommandLines::explain)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
    }

    /**
     * The command that is named first; all of them if there is none, for the help and the error. The parser asks each
     * class for its options by reflection, which for all of them would take a fifth of a server's start.
     */
    private static List<Class<?>> candidates(String[] args) {
        return COMMANDS.stream()
                .filter(command -> args.length > 0 && name(command).equals(args[0]))
                .findFirst()
                .<List<Class<?>>>map(List::of)
                .orElse(COMMANDS);
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "say what to do: serve, demo, token, revoke, audit, accept-loss, erase, backup, restore, import, send,"
                        + " bench, plan or version");
    }

    /** Reports an error at run time in one line; a stack trace helps only if the cause is a bug of ours. */
    private static int explain(Exception error, CommandLine command, CommandLine.ParseResult parsed) {
        if (error instanceof SettingException) {
            command.getErr().println(error.getMessage());
            return ExitCode.USAGE;
        }
        String words = words(error);
        command.getErr().println("livetally: " + words);
        String another = TemporaryFiles.problem(); // then little works, and few messages tell why
        if (another != null && !words.equals(another)) {
            command.getErr().println("livetally: " + another);
        }
        Logger.getLogger(CommandLines.class.getName()).log(Level.FINE, "the command failed", error);
        return ExitCode.SOFTWARE;
    }

    private static String words(Exception error) {
        if (error instanceof NoSuchFileException missing) { // its message is the name alone
            return "there is no file " + missing.getFile();
        }
        return error.getMessage() == null ? error.toString() : error.getMessage();
    }

    /** The message names the option; the whole usage after it would only hide that. */
    private static int explain(CommandLine.ParameterException error, String[] args) {
        CommandLine command = error.getCommandLine();
        command.getErr().println(error.getMessage());
        command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    private static void logOneLineAnEvent() {
        LogFormat.TEXT.use();
        NETTY.setLevel(Level.WARNING);
        // RedisLink logs once what each of its attempts would log here.
        REDIS_CLIENT.setLevel(Level.OFF);
        // The demo's viewers leave in the middle of a handshake when it is stopped.
        HTTP_CLIENT.setLevel(Level.SEVERE);
    }
}
