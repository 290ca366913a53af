package org.livetally.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.access.AccessServer.SECOND;
import static org.livetally.access.AccessServer.SECRET;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.SettingException;
import org.livetally.settings.Settings;

final class TokenSecretsTest {
    private static final String SHORT = "0123456789012345678901234567890";

    @TempDir
    private Path directory;

    @Test
    void aSecretIsMadeOnceForUsAlone() throws IOException {
        Path data = directory.resolve("data");
        List<String> made = TokenSecrets.ofOrMade(AccessSettings.DEFAULT, data);

        assertEquals(made, TokenSecrets.ofOrMade(AccessSettings.DEFAULT, data));
        assertTrue(made.get(0).length() >= AccessSettings.SECRET_BYTES);
        assertEquals("rw-------", permissions(data.resolve("token-secret")));
        assertEquals("rwx------", permissions(data));
        try (Stream<Path> files = Files.list(data)) {
            assertEquals(List.of(data.resolve("token-secret")), files.toList());
        }
    }

    @Test
    void ofManyWhoMakeOneAtOnceAllGetTheSame() {
        Set<List<String>> made = ConcurrentHashMap.newKeySet();

        IntStream.range(0, 32)
                .parallel()
                .forEach(i -> made.add(TokenSecrets.ofOrMade(AccessSettings.DEFAULT, directory)));

        assertEquals(1, made.size());
    }

    @Test
    void theEnvironmentGoesFirst() {
        AccessSettings access = AccessSettings.of(null, SECOND + ", " + SECRET, null, null);

        assertEquals(List.of(SECOND, SECRET), TokenSecrets.ofOrMade(access, directory));
        assertFalse(Files.exists(directory.resolve("token-secret")));
    }

    @Test
    void aShortSecretIsRefusedWithoutRepeatingIt() throws IOException {
        SettingException given =
                assertThrows(SettingException.class, () -> AccessSettings.of(null, SECRET + "," + SHORT, null, null));
        keep(SHORT, "rw-------");
        SettingException kept =
                assertThrows(SettingException.class, () -> TokenSecrets.ofOrMade(AccessSettings.DEFAULT, directory));

        assertTrue(given.toString().contains("LIVETALLY_TOKEN_SECRET must have at least 32 bytes"));
        assertTrue(kept.toString().contains("--data-dir has a token secret of less than 32 bytes"));
        assertFalse((given.toString() + kept.toString()).contains(SHORT));
    }

    @Test
    void aSecretThatIsEasyToGuessIsRefusedWithTheReason() throws IOException {
        keep("a".repeat(32), "rw-------");
        SettingException kept =
                assertThrows(SettingException.class, () -> TokenSecrets.ofOrMade(AccessSettings.DEFAULT, directory));

        assertTrue(kept.toString().contains("it has only 1 different characters"), kept::toString);
    }

    @Test
    void aSecretThatOthersMayReadIsRefused() throws IOException {
        keep(SECRET, "rw-r--r--");

        SettingException open =
                assertThrows(SettingException.class, () -> TokenSecrets.ofOrMade(AccessSettings.DEFAULT, directory));

        assertTrue(open.toString().contains("chmod 600"));
    }

    @Test
    void aServerThatOthersCanReachMakesNoSecretButTakesOne() throws IOException {
        Settings open = new Settings("0.0.0.0", 0, null, directory);
        SettingException refused = assertThrows(SettingException.class, () -> TokenSecrets.of(open));
        assertTrue(refused.toString().contains("LIVETALLY_TOKEN_SECRET"));
        assertFalse(Files.exists(directory.resolve("token-secret")));

        keep(SECRET, "rw-------");

        assertEquals(List.of(SECRET), TokenSecrets.of(open));
    }

    @Test
    void tokensAreRequiredUnlessOnlyThisMachineCanConnect() {
        for (String host : List.of("127.0.0.1", "127.1.2.3", "localhost", "LOCALHOST", "::1", "[::1]")) {
            assertFalse(new Settings(host, 0, null, directory).requiresTokens(), host);
        }
        for (String host : List.of("0.0.0.0", "::", "10.0.0.1", "127.0.0.1.evil.example", "localhost.evil.example")) {
            assertTrue(new Settings(host, 0, null, directory).requiresTokens(), host);
        }
    }

    private void keep(String secret, String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve("token-secret"), secret);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
