package org.livetally.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.SecretFile;
import org.livetally.settings.SettingException;
import picocli.CommandLine.Option;

/**
 * Options of access control. Secrets come only from the environment: all users of a machine can read its command lines.
 */
final class AccessOptions {
    @Option(
            names = "--auth",
            paramLabel = "on|off",
            defaultValue = "${env:LIVETALLY_AUTH}",
            description =
                    "Whether tokens are required (default: off on a loopback --host, else on). They are signed with "
                            + "LIVETALLY_TOKEN_SECRET, or a secret in --data-dir.")
    private @Nullable Switch auth;

    @Option(
            names = "--allowed-origins",
            paramLabel = "ORIGIN[,…]",
            defaultValue = "${env:LIVETALLY_ALLOWED_ORIGINS}",
            description =
                    "Other origins whose pages may open sockets and read boards, https://shop.example for instance; on "
                            + "loopback also the names by which a proxy may ask (default: none).")
    private @Nullable String origins;

    @Option(
            names = "--trusted-proxies",
            paramLabel = "NETWORK[,…]",
            defaultValue = "${env:LIVETALLY_TRUSTED_PROXIES}",
            description =
                    "Reverse proxies whose X-Forwarded-For tells the address of a client, 127.0.0.1,10.0.0.0/8 for "
                            + "instance (default: none).")
    private @Nullable String proxies;

    private enum Switch {
        ON,
        OFF
    }

    AccessSettings settings() {
        return AccessSettings.of(auth == null ? null : auth == Switch.ON, secrets(), origins, proxies);
    }

    /** The secrets that sign tokens; null if the environment has none. */
    static @Nullable String secrets() {
        Environment environment = Environment.ofThisProcess();
        String secrets = environment.value(AccessSettings.SECRET);
        String file = environment.value(AccessSettings.SECRET_FILE);
        if (secrets != null && file != null) {
            throw new SettingException(
                    AccessSettings.SECRET,
                    "and " + AccessSettings.SECRET_FILE + " are both there: leave one of them out");
        }
        return file == null ? secrets : SecretFile.read(AccessSettings.SECRET_FILE, Path.of(file));
    }
}
