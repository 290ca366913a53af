package org.livetally.intake.connectors;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.platform.Verified;

/**
 * Bodies that a proxy has packed on the way. Platforms sign what they mean, so the signature is over the unpacked bytes;
 * a platform that packs by itself may have signed the packed ones.
 */
final class Unpacked {
    private Unpacked() {}

    /** Verifies the bytes as they came and, if they are packed, unpacked. */
    static Verified verify(ShopConnector connector, Hook hook, long now) {
        Verified verified = connector.platform().verify(hook, connector.secrets(), now);
        return verified.result() == Verified.Result.FORGED && isPacked(hook)
                ? connector.platform().verify(of(hook), connector.secrets(), now)
                : verified;
    }

    /** The delivery with its body unpacked; the same one if it is not packed, or unpacks to too much. */
    static Hook of(Hook hook) {
        if (!isPacked(hook)) {
            return hook;
        }
        try (GZIPInputStream packed = new GZIPInputStream(new ByteArrayInputStream(hook.body()))) {
            byte[] body = packed.readNBytes(HookRoutes.MAX_BODY_BYTES + 1);
            return body.length > HookRoutes.MAX_BODY_BYTES ? hook : new Hook(hook.headers(), body);
        } catch (IOException e) {
            return hook;
        }
    }

    private static boolean isPacked(Hook hook) {
        return "gzip".equalsIgnoreCase(hook.header("content-encoding"));
    }
}
