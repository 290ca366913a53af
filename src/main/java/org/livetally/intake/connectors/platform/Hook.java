package org.livetally.intake.connectors.platform;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One delivery, as it arrived.
 *
 * @param headers by their names in lower case; the first value of each
 * @param body the bytes that a signature is about
 */
public record Hook(Map<String, String> headers, byte[] body) {

    /** A header, whatever the case of its name; null if there is none. */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** The body as text. Signatures are never computed over it. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as JSON whose numbers keep their digits. */
    public HookJson json() throws UnreadableException {
        return HookJson.parse(body);
    }
}
