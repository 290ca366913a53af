package org.livetally.cli;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.livetally.settings.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Spec;

/** {@code livetally serve}. */
@Command(name = "serve", description = "Run the server.", mixinStandardHelpOptions = true)
final class Serve implements Callable<Integer> {
    @Mixin
    private ServerOptions options;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Settings settings = options.settings(ServerOptions.PORT, ServerOptions.DATA_DIR);
        Running running = Running.start(settings, InstantSource.system(), () -> {});
        PrintWriter out = spec.commandLine().getOut();
        out.println("Livetally is ready at " + running.address());
        out.flush();
        running.untilStopped();
        return CommandLine.ExitCode.OK;
    }
}
