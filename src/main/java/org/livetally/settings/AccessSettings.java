package org.livetally.settings;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of access control.
 *
 * @param auth whether tokens are required; null means: unless the server listens on loopback only
 * @param tokenSecrets the first signs tokens, all of them verify; empty for the secret in the data directory
 * @param allowedOrigins other origins whose pages may open sockets and read boards; they may not change anything
 *     through REST
 * @param trustedProxies the proxies whose {@code X-Forwarded-For} is believed
 */
public record AccessSettings(
        @Nullable Boolean auth, List<String> tokenSecrets, List<Origin> allowedOrigins, Networks trustedProxies) {
    public static final String SECRET = "LIVETALLY_TOKEN_SECRET";
    /** Names a file that holds them instead. */
    public static final String SECRET_FILE = SECRET + "_FILE";

    public static final String ORIGINS = "allowed-origins";
    private static final String PROXIES = "trusted-proxies";

    /** Bytes of a secret. */
    public static final int SECRET_BYTES = SecretStrength.MIN_BYTES;

    private static final String MAKE_ONE = ": take what `openssl rand -hex 32` prints";

    /** The settings when nothing was chosen. */
    public static final AccessSettings DEFAULT = new AccessSettings(null, List.of(), List.of());

    /** @throws SettingException that names the bad setting, and repeats no secret */
    public AccessSettings {
        tokenSecrets = List.copyOf(tokenSecrets);
        allowedOrigins = List.copyOf(allowedOrigins);
        tokenSecrets.forEach(secret -> requireStrong(SECRET, "", secret));
    }

    /** Settings without trusted proxies. */
    public AccessSettings(@Nullable Boolean auth, List<String> tokenSecrets, List<String> allowedOrigins) {
        this(auth, tokenSecrets, origins(allowedOrigins), Networks.NONE);
    }

    /** Parses comma-separated texts; null for what was not given. */
    public static AccessSettings of(
            @Nullable Boolean auth, @Nullable String secrets, @Nullable String origins, @Nullable String proxies) {
        return new AccessSettings(auth, parts(secrets), origins(parts(origins)), Networks.of(PROXIES, parts(proxies)));
    }

    /**
     * Checks a secret that signs tokens.
     *
     * @param setting the name that the exception gives
     * @param what comes before the fault; empty if the setting is the secret itself
     * @throws SettingException if it is short or easy to guess; it does not repeat the secret
     */
    public static void requireStrong(String setting, String what, String secret) {
        String problem = SecretStrength.problem(secret);
        if (problem != null) {
            throw new SettingException(setting, what + problem + MAKE_ONE);
        }
    }

    private static List<String> parts(@Nullable String list) {
        return list == null || list.isBlank()
                ? List.of()
                : Arrays.stream(list.split(",", -1)).map(String::strip).toList();
    }

    private static List<Origin> origins(List<String> texts) {
        return texts.stream().map(AccessSettings::requireOrigin).toList();
    }

    private static Origin requireOrigin(String text) {
        return Origin.of(text)
                .orElseThrow(() ->
                        new SettingException(ORIGINS, "must be like https://shop.example,https://other.example:8443"));
    }

    /** Leaves out the secrets. */
    @Override
    public String toString() {
        return "AccessSettings[auth=" + auth + ", tokenSecrets=" + tokenSecrets.size() + ", allowedOrigins="
                + allowedOrigins + ", trustedProxies=" + trustedProxies + "]";
    }
}
