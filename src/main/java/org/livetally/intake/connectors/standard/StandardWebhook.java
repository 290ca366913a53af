package org.livetally.intake.connectors.standard;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.platform.Signatures;
import org.livetally.intake.connectors.platform.Verified;

/**
 * Signatures of Standard Webhooks 1.0.0, as {@code spec/standard-webhooks.md} of standard-webhooks/standard-webhooks
 * defines them: {@code v1}, HMAC-SHA256 over {@code <id>.<timestamp>.<body>}.
 */
public final class StandardWebhook {
    /** What a secret begins with; the key in Base64 follows. */
    public static final String PREFIX = "whsec_";

    static final String ID = "webhook-id";
    private static final String TIMESTAMP = "webhook-timestamp";
    private static final String SIGNATURE = "webhook-signature";
    private static final String VERSION = "v1,";

    /** How far the sender's clock may be from ours, either way. */
    static final long TOLERANCE_S = 300;

    /** The specification asks for 24 to 64. */
    private static final int KEY_BYTES = 32;

    private static final int MIN_KEY_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private StandardWebhook() {}

    /** A new secret, {@code whsec_…}. */
    public static String newSecret() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return PREFIX + Signatures.base64(key);
    }

    /** The key in a secret; null if it has not that form. */
    public static byte @Nullable [] key(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return null;
        }
        try {
            byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            return key.length < MIN_KEY_BYTES ? null : key;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The value of {@code webhook-signature}. @param timestamp epoch seconds */
    public static String signature(byte[] key, String id, long timestamp, byte[] body) {
        byte[] head = Signatures.utf8(id + "." + timestamp + ".");
        return VERSION + Signatures.base64(Signatures.hmacSha256(key, head, body));
    }

    /** A signed delivery. @param now epoch milliseconds */
    static Hook sign(String secret, String id, long now, byte[] body) {
        byte[] key = key(secret);
        if (key == null) {
            throw new IllegalArgumentException("a secret was accepted that is none");
        }
        long seconds = now / 1_000;
        return new Hook(
                Map.of(
                        ID, id,
                        TIMESTAMP, Long.toString(seconds),
                        SIGNATURE, signature(key, id, seconds, body)),
                body);
    }

    static Verified verify(Hook hook, List<String> secrets, long now) {
        String id = hook.header(ID);
        Long timestamp = seconds(hook.header(TIMESTAMP));
        String signatures = hook.header(SIGNATURE);
        if (id == null || timestamp == null || signatures == null) {
            return Verified.forged(Rule.HOOK_SIGNATURE.reason());
        }
        long skewMs = timestamp * 1_000 - now;
        if (Math.abs(skewMs) > TOLERANCE_S * 1_000) { // known before anything is computed
            return Verified.forged(Rule.HOOK_CLOCK.reason(skewMs / 1_000, TOLERANCE_S), skewMs);
        }
        List<String> listed = Arrays.stream(signatures.split(" ", -1))
                .filter(one -> one.startsWith(VERSION))
                .toList();
        boolean genuine = Signatures.matchesAny(listed, secrets, secret -> {
            byte[] key = key(secret);
            return key == null ? "" : signature(key, id, timestamp, hook.body());
        });
        return genuine ? Verified.genuine(skewMs) : Verified.forged(Rule.HOOK_SIGNATURE.reason());
    }

    private static @Nullable Long seconds(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,12}") ? Long.valueOf(text) : null;
    }
}
