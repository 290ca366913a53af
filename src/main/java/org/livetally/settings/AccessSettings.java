package org.livetally.settings;

import java.nio.charset.StandardCharsets;
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
    public static final String ORIGINS = "allowed-origins";
    private static final String PROXIES = "trusted-proxies";

    /** Bytes of a secret: HS256 is no stronger than its key. */
    public static final int SECRET_BYTES = 32;

    /** The settings when nothing was chosen. */
    public static final AccessSettings DEFAULT = new AccessSettings(null, List.of(), List.of());

    /** @throws SettingException that names the bad setting, and repeats no secret */
    public AccessSettings {
        tokenSecrets = List.copyOf(tokenSecrets);
        allowedOrigins = List.copyOf(allowedOrigins);
        tokenSecrets.forEach(AccessSettings::requireLong);
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

    private static void requireLong(String secret) {
        if (secret.getBytes(StandardCharsets.UTF_8).length < SECRET_BYTES) {
            throw new SettingException(
                    SECRET, "must have at least " + SECRET_BYTES + " bytes, as `openssl rand -hex 32` prints them");
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
