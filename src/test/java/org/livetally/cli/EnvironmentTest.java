package org.livetally.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.faults.LogLines;
import org.livetally.settings.RedisAddress;
import org.livetally.settings.SettingException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** What the environment, files and the command line say, together. */
final class EnvironmentTest {
    @TempDir
    private Path directory;

    @Test
    void anEmptyVariableOfAnyOptionIsUnset() {
        int variables = 0;
        for (Class<?> command : CommandLines.COMMANDS) {
            for (OptionSpec option : new CommandLine(command).getCommandSpec().options()) {
                String unset = new Environment(name -> null).defaultValue(option);
                assertEquals(unset, new Environment(name -> "").defaultValue(option), option::longestName);
                assertEquals(unset, new Environment(name -> " \n").defaultValue(option), option::longestName);
                if (option.userObject() instanceof AnnotatedElement field
                        && field.isAnnotationPresent(Option.class)
                        && field.getAnnotation(Option.class).defaultValue().contains("env:")) {
                    assertNotNull(unset, option::longestName);
                    assertEquals("7", new Environment(name -> "7\n").defaultValue(option), option::longestName);
                    variables++;
                }
            }
        }
        assertTrue(variables > 30, variables + " options of all commands");
    }

    @Test
    void aSecretComesFromAFileAndWhatIsTypedCountsFirst() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "in-a-file\n\n");
        Path uri = Files.writeString(directory.resolve("uri"), "redis://u:secret@my_redis:6379\r\n");
        Map<String, String> files =
                Map.of("LIVETALLY_TOKEN_FILE", token.toString(), "LIVETALLY_REDIS_URI_FILE", uri.toString());
        assertEquals("in-a-file", parsed(files).token.token());
        assertEquals("secret", address(parsed(files)).password());
        assertEquals("typed", parsed(files, "--token", "typed").token.token());
        assertEquals(
                "other", address(parsed(files, "--redis-uri", "redis://other")).host());
        Map<String, String> both = Map.of("LIVETALLY_TOKEN", "a", "LIVETALLY_TOKEN_FILE", token.toString());
        Probe twice = parsed(both);
        assertThrows(SettingException.class, twice.token::token);
        assertEquals(
                "in-a-file",
                parsed(Map.of("LIVETALLY_TOKEN", "a"), "--token-file", token.toString())
                        .token
                        .token());
        assertNull(parsed(Map.of()).token.token());
        assertNull(parsed(Map.of()).redis.address());
    }

    @Test
    void aFileThatHoldsNoSecretIsNamed() throws IOException {
        assertRefused("there is no ", directory.resolve("missing"));
        assertRefused(" is empty", Files.writeString(directory.resolve("empty"), " \n"));
        assertRefused(" is too large", Files.write(directory.resolve("large"), new byte[20_000]));
        assertRefused("UTF-8", Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff}));
        assertRefused("can be read, not ", directory);
    }

    @Test
    void aSecretOnTheCommandLineIsWarnedOfOnceAndNotRepeated() {
        assertNotNull(Logger.getLogger(Secret.class.getName()));
        try (LogLines log = new LogLines(Secret.class.getName())) {
            Probe typed = parsed(Map.of(), "--redis-uri", "redis://u:hidden@h:1", "--token", "hidden");
            address(typed);
            address(typed);
            typed.token.token();
            assertEquals(2, log.text().lines().count(), log::text);
            assertTrue(log.text().contains("LIVETALLY_REDIS_URI_FILE"), log::text);
            assertTrue(log.text().contains("LIVETALLY_TOKEN_FILE"), log::text);
            assertTrue(!log.text().contains("hidden"), log::text);
            address(parsed(Map.of("LIVETALLY_REDIS_URI", "redis://u:hidden@h:1")));
            address(parsed(Map.of(), "--redis-uri", "redis://h:1"));
            assertEquals(2, log.text().lines().count(), log::text);
        }
    }

    private static void assertRefused(String reason, Path file) {
        Probe probe = parsed(Map.of("LIVETALLY_TOKEN_FILE", file.toString()));
        SettingException refused = assertThrows(SettingException.class, probe.token::token);
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("--token-file must ") && message.contains(reason), message);
        assertTrue(message.contains(file.toString()), message);
    }

    private static RedisAddress address(Probe probe) {
        return Objects.requireNonNull(probe.redis.address());
    }

    private static Probe parsed(Map<String, String> environment, String... args) {
        Probe probe = new Probe();
        new CommandLine(probe)
                .setDefaultValueProvider(new Environment(environment::get))
                .parseArgs(args);
        return probe;
    }

    @Command
    private static final class Probe {
        @Mixin
        private TokenOptions token;

        @Mixin
        private RedisOptions redis;
    }
}
