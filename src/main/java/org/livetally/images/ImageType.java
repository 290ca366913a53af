package org.livetally.images;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The types of pictures that are taken, known by how they begin, whatever their sender says. No SVG, which can hold
 * scripts.
 */
enum ImageType {
    PNG("image/png", "\u0089PNG\r\n\u001a\n"),
    JPEG("image/jpeg", "\u00ff\u00d8\u00ff"),
    GIF("image/gif", "GIF8[79]a"),
    /** The four bytes in between are its size. */
    WEBP("image/webp", "RIFF.{4}WEBP");

    private static final int LONGEST_BEGINNING = 12;

    private final String mediaType;
    /** A byte is a character. */
    private final Pattern beginning;

    ImageType(String mediaType, String beginning) {
        this.mediaType = mediaType;
        this.beginning = Pattern.compile(beginning, Pattern.DOTALL);
    }

    /** The type of a picture; null if it is none that is taken. */
    static @Nullable ImageType of(byte[] content) {
        int length = Math.min(content.length, LONGEST_BEGINNING);
        String first = new String(content, 0, length, StandardCharsets.ISO_8859_1);
        return Stream.of(values())
                .filter(type -> type.beginning.matcher(first).lookingAt())
                .findFirst()
                .orElse(null);
    }

    String mediaType() {
        return mediaType;
    }
}
