package org.livetally.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.SettingException;
import org.livetally.settings.Settings;

/**
 * Finds the secrets that sign tokens: in the environment, otherwise in a file in the data directory.
 *
 * <p>Not made by itself: {@code serve} makes a secret if it listens on loopback, but not on an address that others can
 * reach. Opening a server to others should be a decision.
 */
public final class TokenSecrets {
    private static final String FILE = "token-secret";
    private static final Set<PosixFilePermission> FOR_US_ALONE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OUR_DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private TokenSecrets() {}

    /** The secrets of a server that requires tokens. */
    public static List<String> of(Settings settings) {
        if (!settings.access().tokenSecrets().isEmpty()) {
            return settings.access().tokenSecrets();
        }
        Optional<String> kept = kept(settings.dataDir());
        if (kept.isEmpty() && !settings.isOnLoopback()) {
            throw new SettingException(
                    "host",
                    settings.host() + " can be reached by others, so tokens are required: set " + AccessSettings.SECRET
                            + " to at least " + AccessSettings.SECRET_BYTES
                            + " bytes, or make a secret in --data-dir with `livetally token`, or let everybody in"
                            + " with --auth off");
        }
        return List.of(kept.orElseGet(() -> make(settings.dataDir())));
    }

    /** The secrets for {@code livetally token}; makes one if there is none. */
    public static List<String> ofOrMade(AccessSettings access, Path dataDir) {
        return access.tokenSecrets().isEmpty()
                ? List.of(kept(dataDir).orElseGet(() -> make(dataDir)))
                : access.tokenSecrets();
    }

    private static Optional<String> kept(Path dataDir) {
        Path file = dataDir.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            requireForUsAlone(file);
            String secret = Files.readString(file).strip();
            if (secret.getBytes(StandardCharsets.UTF_8).length < AccessSettings.SECRET_BYTES) {
                throw new SettingException(
                        "data-dir",
                        "has a token secret of less than " + AccessSettings.SECRET_BYTES + " bytes: " + file);
            }
            AccessSettings.requireStrong("data-dir", "has a token secret, " + file + ", that ", secret);
            return Optional.of(secret);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static void requireForUsAlone(Path file) throws IOException {
        if (!FOR_US_ALONE.containsAll(Files.getPosixFilePermissions(file))) {
            throw new SettingException("data-dir", "has a token secret that others may use: chmod 600 " + file);
        }
    }

    /**
     * Writes the file completely or not at all, and never over another: if two processes make one at once, one of them
     * stays.
     */
    private static String make(Path dataDir) {
        Path file = dataDir.resolve(FILE);
        try {
            if (!Files.isDirectory(dataDir)) {
                Files.createDirectories(dataDir, PosixFilePermissions.asFileAttribute(OUR_DIRECTORY));
            }
            // A hard link cannot cross file systems, hence the same directory.
            // The file is readable only by us from its first byte.
            Path whole = Files.createTempFile(
                    dataDir, "." + FILE, ".tmp", PosixFilePermissions.asFileAttribute(FOR_US_ALONE));
            try {
                Files.writeString(whole, random() + "\n");
                Files.createLink(file, whole);
            } catch (FileAlreadyExistsException e) {
                return kept(dataDir).orElseThrow(() -> unusable(file, e));
            } finally {
                Files.deleteIfExists(whole);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static SettingException unusable(Path file, IOException reason) {
        return new SettingException("data-dir", "cannot keep the token secret " + file + ": " + reason);
    }

    private static String random() {
        byte[] bytes = new byte[AccessSettings.SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
