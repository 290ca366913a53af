package org.livetally.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP entity tag (RFC 9110) of an answer: who holds the same already need not be sent it again.
 *
 * @param text a hash of the content, in quotes
 */
public record EntityTag(String text) {
    /** The tag of this content, the same whenever and wherever it is asked for. */
    public static EntityTag of(byte[] content) {
        return new EntityTag('"' + Sha256.base64(content).substring(0, 22) + '"');
    }

    /**
     * Whether a client holds this very content.
     *
     * @param ifNoneMatch the value of its header {@code If-None-Match}; null if it sent none
     */
    public boolean isAmong(@Nullable String ifNoneMatch) {
        // Proxies that compress make a strong tag weak.
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(",", -1)).map(String::strip).anyMatch(tag -> tag.endsWith(text));
    }
}
