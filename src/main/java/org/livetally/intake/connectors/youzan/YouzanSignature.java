package org.livetally.intake.connectors.youzan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.platform.HookJson;
import org.livetally.intake.connectors.platform.Signatures;
import org.livetally.intake.connectors.platform.UnreadableException;
import org.livetally.intake.connectors.platform.Verified;

/**
 * Signatures of Youzan: {@code sign} in the body is the MD5 of client id, {@code msg} as received, and secret.
 *
 * <p>This protects less than others do. No time is signed, so whoever has seen a delivery can send it again for ever:
 * that counts nothing, since ids derive from the trade. Nothing beside {@code msg} is signed, not even the type, so
 * what a delivery means is read from {@code msg} ({@link YouzanTrade}). And MD5 has collisions: https and an address
 * that nobody can guess are part of the protection.
 */
final class YouzanSignature {
    private YouzanSignature() {}

    static String of(String clientId, String message, String secret) {
        return Signatures.hex(Signatures.md5(Signatures.utf8(clientId + message + secret)));
    }

    static Verified verify(Hook hook, List<String> secrets) {
        HookJson body;
        try {
            body = hook.json(); // the signature is in it
        } catch (UnreadableException e) {
            return Verified.forged(e.reason());
        }
        if (isTrue(body.at("test"))) {
            return Verified.greeting(Rule.HOOK_GREETING.reason());
        }
        String clientId = orEmpty(body.text("client_id"));
        String message = orEmpty(body.text("msg"));
        return Signatures.matches(body.text("sign"), secrets, secret -> of(clientId, message, secret))
                ? Verified.genuine()
                : Verified.forged(Rule.HOOK_SIGNATURE.reason());
    }

    private static boolean isTrue(HookJson flag) {
        return flag.isTrue() || "1".equals(flag.text()) || "true".equals(flag.text());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
