package org.livetally.cli;

import java.util.concurrent.Callable;
import org.livetally.app.Livetally;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** {@code livetally version}. */
@Command(name = "version", description = "Print the version.")
final class Version implements Callable<Integer>, CommandLine.IVersionProvider {
    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(getVersion()[0]);
        return CommandLine.ExitCode.OK;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"livetally " + Livetally.version()};
    }
}
