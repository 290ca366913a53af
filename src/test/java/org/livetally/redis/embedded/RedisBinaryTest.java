package org.livetally.redis.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedisBinaryTest {
    private static final Machine LINUX = Machine.of("Linux", "amd64");
    private static final Machine MAC = Machine.of("Mac OS X", "aarch64");

    @TempDir
    Path temporary;

    @Test
    void serverOnThePathIsPreferred() throws IOException {
        Path program = program("a", "redis-server", "Redis server v=7.0.0 sha=00000000:0 bits=64");
        assertEquals(program, find(LINUX, "a").executable());
    }

    @Test
    void serverOnThePathThatIsTooOldIsPassedOver() throws IOException {
        program("old", "redis-server", "Redis server v=6.2.14 sha=00000000:0 bits=64");
        Path program = program("new", "redis-server", "Redis server v=7.4.1 sha=00000000:0 bits=64");
        assertEquals(new RedisBinary(program, "7.4.1"), find(LINUX, "old", "new"));
    }

    @Test
    void valkeyOnThePathWillDo() throws IOException {
        Path program = program("a", "valkey-server", "Valkey server v=8.0.1 sha=00000000:0 bits=64");
        assertEquals(program, find(MAC, "a").executable());
    }

    @Test
    void programThatTellsNoVersionIsPassedOver() throws IOException {
        program("a", "redis-server", "hello");
        assertTrue(find(LINUX, "a").executable().endsWith("bin/redis-server-7.0.15"));
    }

    @Test
    void relativeEntryOfThePathIsNotLookedAt() {
        assertEquals(Optional.empty(), new SearchPath(".:bin").find("sh"));
        assertTrue(new SearchPath(".:/bin:/usr/bin").find("sh").isPresent());
    }

    @Test
    void packagedServerIsUsedWhereThePathHasNone() throws IOException {
        RedisBinary binary = find(LINUX);
        assertEquals(Optional.of(new ServerVersion(7, 0, 15)), ServerVersion.of(binary.executable()));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(binary.executable())));
    }

    @Test
    void packagedServerThatIsNotTheOneOfTheBuildIsNotRun() {
        PackagedRedis changed = new PackagedRedis("redis-server-7.0.15-linux-amd64", "0".repeat(64));

        String why = assertThrows(EmbeddedRedisException.class, () -> changed.extract(data().binaries()))
                .getMessage();

        assertTrue(why.contains("is not the program that it was built with"), why);
        assertTrue(Files.notExists(data().binaries().resolve("redis-server-7.0.15")));
    }

    @ParameterizedTest
    @CsvSource({"Linux, aarch64", "Mac OS X, x86_64", "Mac OS X, aarch64"})
    void packagedServerForOtherMachinesIsWhole(String os, String processor) {
        PackagedRedis packaged = PackagedRedis.of(Machine.of(os, processor)).orElseThrow();
        Path program = packaged.extract(data().binaries()).executable();
        // A second extraction would replace a file whose hash is not the expected one.
        long first = program.toFile().lastModified();
        assertTrue(program.toFile().setLastModified(first - 10_000));
        packaged.extract(data().binaries());
        assertEquals(first - 10_000, program.toFile().lastModified());
    }

    @Test
    void halfWrittenProgramIsReplaced() throws IOException {
        Path program = find(LINUX).executable();
        byte[] whole = Files.readAllBytes(program);
        try (var channel = Files.newByteChannel(program, StandardOpenOption.WRITE)) {
            channel.truncate(whole.length / 2);
        }
        assertArrayEquals(whole, Files.readAllBytes(find(LINUX).executable()));
    }

    @Test
    void whoseMachineHasNoneIsToldWhatToInstall() {
        Machine other = Machine.of("FreeBSD", "amd64");
        String message =
                assertThrows(EmbeddedRedisException.class, () -> find(other)).getMessage();
        assertTrue(message.contains("install redis-server"), message);
        assertTrue(message.contains("--redis-uri"), message);
    }

    private RedisBinary find(Machine machine, String... directories) {
        StringBuilder path = new StringBuilder("/nowhere");
        for (String directory : directories) {
            path.append(':').append(temporary.resolve(directory));
        }
        return RedisBinary.find(data(), new SearchPath(path.toString()), machine);
    }

    private DataDirectory data() {
        return DataDirectory.open(temporary.resolve("data"));
    }

    private Path program(String directory, String name, String answer) throws IOException {
        Path program = Files.createDirectories(temporary.resolve(directory)).resolve(name);
        Files.writeString(program, "#!/bin/sh\necho '" + answer + "'\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }
}
