package org.livetally.redis.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.redis.embedded.Clients.ask;
import static org.livetally.redis.embedded.Clients.setting;
import static org.livetally.redis.embedded.Clients.socket;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedRedisPathsTest {
    @TempDir
    Path temporary;

    @Test
    void onlyTheOwnerMayOpenTheSocketAndReadTheConfiguration() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(data())) {
            assertEquals("rwx------", mode(socket(redis)));
            assertEquals("rwx------", mode(data()));
            assertEquals("rw-------", mode(data().resolve("redis.conf")));
        }
    }

    @Test
    void pathTooLongForASocketGetsAShortOneElsewhere() throws IOException {
        Path deep = data().resolve("d".repeat(60)).resolve("e".repeat(60));
        Path socketDirectory = DataDirectory.open(deep).socket().resolveSibling("");
        try (EmbeddedRedis redis = EmbeddedRedis.start(deep)) {
            assertTrue(socket(redis).toString().length() <= 103, redis.uri());
            assertEquals("rwx------", mode(socketDirectory));
            assertEquals("PONG", ask(redis, "PING"));
            assertEquals(Optional.of(redis.uri()), EmbeddedRedis.uriOfRunning(deep));
        }
        assertFalse(Files.exists(socketDirectory));
    }

    @Test
    void socketDirectoryThatOthersMayEnterIsRefused() throws IOException {
        Path deep = data().resolve("d".repeat(60)).resolve("e".repeat(60));
        Path socketDirectory = DataDirectory.open(deep).socket().resolveSibling("");
        Files.createDirectory(socketDirectory);
        Files.setPosixFilePermissions(socketDirectory, PosixFilePermissions.fromString("rwxrwxrwx"));
        try {
            assertThrows(EmbeddedRedisException.class, () -> EmbeddedRedis.start(deep));
        } finally {
            Files.delete(socketDirectory);
        }
    }

    /** Its owner could put another program into it, which we would run. */
    @Test
    void directoryThatAStrangerMadeWhereAnybodyMayIsRefused() throws IOException {
        Path shared = Files.createDirectory(temporary.resolve("shared"));
        Path directory = Files.createDirectory(shared.resolve("data"));
        UserPrincipal other = Files.getOwner(directory).getName().equals("nobody") ? user("root") : user("nobody");

        Owners.requireTrusted(directory, other); // given to a container, for one

        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        EmbeddedRedisException refused =
                assertThrows(EmbeddedRedisException.class, () -> Owners.requireTrusted(directory, other));
        assertTrue(refused.getMessage().contains("belongs to " + Files.getOwner(directory)), refused.getMessage());
        Owners.requireTrusted(directory);
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(0, files.count());
        }
    }

    private static UserPrincipal user(String name) throws IOException {
        return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name);
    }

    @Test
    void pathMayHoldSpacesQuotesAndChinese() throws Exception {
        Path odd = data().resolve("直播 \"a\" #b\\c");
        try (EmbeddedRedis redis = EmbeddedRedis.start(odd)) {
            assertEquals("always", setting(redis, "appendfsync"));
            assertTrue(Files.exists(odd.resolve("redis.pid")));
        }
    }

    @Test
    void dataDirectoryMayBeASymbolicLink() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), Files.createDirectory(data()));
        try (EmbeddedRedis redis = EmbeddedRedis.start(link)) {
            assertEquals(Optional.of(redis.uri()), EmbeddedRedis.uriOfRunning(data()));
        }
    }

    @Test
    void dataDirectoryThatAnybodyMayWriteToIsRefused() throws IOException {
        Files.createDirectory(data());
        Files.setPosixFilePermissions(data(), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThrows(EmbeddedRedisException.class, () -> EmbeddedRedis.start(data()));
    }

    private Path data() {
        return temporary.resolve("data");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
