package org.livetally.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;

/** JSON as producers may send it: always UTF-8, not too deep, no endless numbers. */
public final class StrictJson {
    /** Maximum nesting. */
    public static final int MAX_DEPTH = 16;

    private static final int MAX_NUMBER_DIGITS = 100;

    /** Makes its parsers. */
    public static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION) // always UTF-8: UTF-16 is valid UTF-8 with zeros
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // producers choose the names: do not keep them in the JVM
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_DIGITS)
                    .maxStringLength(MessageLimits.MAX_FRAME_BYTES)
                    .build())
            .build();

    private StrictJson() {}
}
