package org.livetally.notify.targets;

import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Secrets of Standard Webhooks 1.0.0: {@code whsec_} and 24 to 64 bytes in Base64. */
public final class Secrets {
    private static final String PREFIX = "whsec_";
    private static final int FEWEST_BYTES = 24;
    private static final int MOST_BYTES = 64;
    private static final int ID_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** The key in a secret; null if it has another form. */
    public static byte @Nullable [] key(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return null;
        }
        try {
            byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            return key.length >= FEWEST_BYTES && key.length <= MOST_BYTES ? key : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A new secret, for a kind that needs one; otherwise empty. */
    static String fresh(TargetKind kind) {
        return kind == TargetKind.WEBHOOK ? PREFIX + Base64.getEncoder().encodeToString(random(32)) : "";
    }

    /** A new id, which nobody can guess. */
    static String newId() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(ID_BYTES));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
