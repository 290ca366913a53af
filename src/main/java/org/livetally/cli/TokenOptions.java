package org.livetally.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The token of a command that talks to a server. */
final class TokenOptions {
    @Option(
            names = "--token",
            defaultValue = "${env:LIVETALLY_TOKEN}",
            description = "A token, if the server requires one (better: LIVETALLY_TOKEN, or --token-file).")
    private @Nullable String token;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            defaultValue = "${env:LIVETALLY_TOKEN_FILE}",
            description = "A file that holds the token.")
    private @Nullable Path file;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Null if there is none. */
    @Nullable
    String token() {
        Secret.warnIfTyped("--token", spec);
        String given = Secret.of("--token", token, file, spec);
        return given == null || given.isEmpty() ? null : given;
    }
}
