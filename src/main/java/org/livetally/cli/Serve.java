package org.livetally.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.livetally.settings.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Spec;

/** {@code livetally serve}. */
@Command(name = "serve", description = "Run the server.", mixinStandardHelpOptions = true)
final class Serve implements Callable<Integer> {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    @Mixin
    private ServerOptions options;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Settings settings = options.settings(ServerOptions.PORT, ServerOptions.DATA_DIR);
        try (ServerProcess running = ServerProcess.start(settings, InstantSource.system(), () -> {})) {
            sayWhenReady(running);
            running.untilStopped();
        }
        return CommandLine.ExitCode.OK;
    }

    private void sayWhenReady(ServerProcess running) throws Exception {
        List<String> before = List.of();
        List<String> reasons = reasons(running);
        while (!reasons.isEmpty() && !running.isStoppedWithin(LOOK_EVERY)) {
            if (!reasons.equals(before)) {
                say("Livetally listens at " + running.address() + ", but is not ready: " + String.join("; ", reasons));
            }
            before = reasons;
            reasons = reasons(running);
        }
        if (reasons.isEmpty()) {
            say("Livetally is ready at " + running.address());
        }
    }

    private static List<String> reasons(ServerProcess running) throws Exception {
        return ServerProcess.await(running.server().notReady());
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
