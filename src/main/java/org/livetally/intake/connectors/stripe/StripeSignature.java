package org.livetally.intake.connectors.stripe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.platform.Signatures;
import org.livetally.intake.connectors.platform.Verified;

/**
 * Signatures of Stripe, {@code Stripe-Signature: t=1614556800,v1=…}: HMAC-SHA256 over {@code <t>.<body>}, whose key is
 * the whole text {@code whsec_…}. While a secret is being replaced there are several {@code v1}; other versions, such
 * as {@code v0} of test events, count for nothing.
 */
final class StripeSignature {
    static final String HEADER = "stripe-signature";

    /** How far the sender's clock may be from ours, either way. */
    static final long TOLERANCE_S = 300;

    private StripeSignature() {}

    private static String of(String secret, String timestamp, byte[] body) {
        return Signatures.hex(Signatures.hmacSha256(Signatures.utf8(secret), Signatures.utf8(timestamp + "."), body));
    }

    /** A signed delivery. @param now epoch milliseconds */
    static Hook sign(String secret, long now, byte[] body) {
        String timestamp = Long.toString(now / 1_000);
        return new Hook(Map.of(HEADER, "t=" + timestamp + ",v1=" + of(secret, timestamp, body)), body);
    }

    static Verified verify(Hook hook, List<String> secrets, long now) {
        String header = hook.header(HEADER);
        String timestamp = header == null ? null : timestamp(header);
        if (header == null || timestamp == null) {
            return Verified.forged(Rule.HOOK_SIGNATURE.reason());
        }
        long skewMs = Long.parseLong(timestamp) * 1_000 - now;
        if (Math.abs(skewMs) > TOLERANCE_S * 1_000) { // known before anything is computed
            return Verified.forged(Rule.HOOK_CLOCK.reason(skewMs / 1_000, TOLERANCE_S), skewMs);
        }
        List<String> listed = values(header, "v1=");
        return Signatures.matchesAny(listed, secrets, secret -> of(secret, timestamp, hook.body()))
                ? Verified.genuine(skewMs)
                : Verified.forged(Rule.HOOK_SIGNATURE.reason());
    }

    /** The one time in a header, as it was written; null if there is none. */
    private static @Nullable String timestamp(String header) {
        List<String> times = values(header, "t=");
        return times.size() == 1 && times.get(0).matches("[0-9]{1,12}") ? times.get(0) : null;
    }

    private static List<String> values(String header, String name) {
        List<String> values = new ArrayList<>();
        for (String item : header.split(",", -1)) {
            String stripped = item.strip();
            if (stripped.startsWith(name)) {
                values.add(stripped.substring(name.length()));
            }
        }
        return values;
    }
}
