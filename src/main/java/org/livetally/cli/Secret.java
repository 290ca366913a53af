package org.livetally.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.settings.SecretFile;
import org.livetally.settings.SettingException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** A secret that an option gives, or the file that another option names. */
final class Secret {
    private static final Logger LOG = Logger.getLogger(Secret.class.getName());

    private Secret() {}

    /**
     * The secret. What the command line says counts before what the environment says.
     *
     * @param option its name; the other one has {@code -file} at its end
     * @param spec of the command that has the options
     * @return null if there is neither
     * @throws SettingException if there are both, or the file holds none
     */
    static @Nullable String of(String option, @Nullable String value, @Nullable Path file, CommandSpec spec) {
        ParseResult typed = spec.commandLine().getParseResult();
        boolean valueTyped = typed.hasMatchedOption(option);
        boolean fileTyped = typed.hasMatchedOption(option + "-file");
        String name = option.substring(2);
        if (value != null && file != null && valueTyped == fileTyped) {
            throw new SettingException(name, "and " + option + "-file are both there: leave one of them out");
        }
        return file == null || valueTyped ? stripped(value) : SecretFile.read(name + "-file", file);
    }

    private static @Nullable String stripped(@Nullable String value) {
        return value == null ? null : value.strip();
    }

    /** Warns of a secret on the command line. */
    static void warnIfTyped(String option, CommandSpec spec) {
        if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
            LOG.warning("all users of this machine can read the secret of " + option
                    + " in the list of processes: give " + option + "-file, or LIVETALLY_" + name(option)
                    + " or LIVETALLY_" + name(option) + "_FILE");
        }
    }

    private static String name(String option) {
        return option.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
