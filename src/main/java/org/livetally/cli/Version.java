package org.livetally.cli;

import java.util.concurrent.Callable;
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
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"livetally " + (version == null ? "dev" : version)};
    }
}
