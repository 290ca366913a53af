package org.livetally.http;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Sha256;

/**
 * The HTTP entity tag (RFC 9110) of an answer. A client that holds the same content need not be sent it again.
 *
 * @param text a hash of the content, in quotes
 */
public record EntityTag(String text) {
    /** The tag of this content; the same content always has the same tag. */
    public static EntityTag of(byte[] content) {
        return new EntityTag('"' + Sha256.base64(content).substring(0, 22) + '"');
    }

    /**
     * Whether the client holds this very content.
     *
     * @param ifNoneMatch the request's header {@code If-None-Match}; null if it has none
     */
    public boolean isAmong(@Nullable String ifNoneMatch) {
        // Proxies that compress turn a strong tag into a weak one.
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(",", -1)).map(String::strip).anyMatch(tag -> tag.endsWith(text));
    }
}
