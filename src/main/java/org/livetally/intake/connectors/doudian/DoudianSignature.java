package org.livetally.intake.connectors.doudian;

import java.util.List;
import java.util.Map;
import org.livetally.domain.rule.Rule;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.platform.HookJson;
import org.livetally.intake.connectors.platform.Signatures;
import org.livetally.intake.connectors.platform.UnreadableException;
import org.livetally.intake.connectors.platform.Verified;

/**
 * Signatures of Doudian: the header {@code event-sign} is the MD5 of the app's key, which the header {@code app-id}
 * names, the body, and the app's secret.
 *
 * <p>This protects less than others do. No time is signed, so whoever has seen a delivery can send it again for ever:
 * that counts nothing, since ids derive from orders and refunds. And MD5 has collisions: https and an address that
 * nobody can guess are part of the protection.
 */
final class DoudianSignature {
    static final String APP = "app-id";
    private static final String SIGN = "event-sign";

    private DoudianSignature() {}

    /** A signed delivery. */
    static Hook sign(String app, String secret, byte[] body) {
        return new Hook(Map.of(APP, app, SIGN, of(app, body, secret)), body);
    }

    private static String of(String app, byte[] body, String secret) {
        return Signatures.hex(Signatures.md5(Signatures.utf8(app), body, Signatures.utf8(secret)));
    }

    static Verified verify(Hook hook, List<String> secrets) {
        String given = hook.header(APP);
        String app = given == null ? "" : given;
        if (Signatures.matches(hook.header(SIGN), secrets, secret -> of(app, hook.body(), secret))) {
            return Verified.genuine();
        }
        return isGreeting(hook)
                ? Verified.greeting(Rule.HOOK_GREETING.reason())
                : Verified.forged(Rule.HOOK_SIGNATURE.reason());
    }

    /** What Doudian sends when an address is saved. No source says whether it is signed, and nothing is done about it. */
    private static boolean isGreeting(Hook hook) {
        try {
            List<HookJson> elements = DoudianMessage.elements(hook.json());
            return elements.size() == 1
                    && DoudianMessage.GREETING.equals(elements.get(0).text("tag"));
        } catch (UnreadableException e) {
            return false;
        }
    }
}
