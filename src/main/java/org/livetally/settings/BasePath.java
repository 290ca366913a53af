package org.livetally.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The path that a proxy puts before those of this server.
 *
 * @param path with a slash before it and none behind it, such as {@code /tally}; empty if there is none
 */
public record BasePath(String path) {
    public static final BasePath NONE = new BasePath("");

    /** Plain segments, none of which leads elsewhere. */
    private static final Pattern FORM = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]{1,64}){0,4}");

    /** Parses a path, with or without a slash behind it; empty if it cannot stand before others. */
    public static Optional<BasePath> of(String text) {
        String path = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return FORM.matcher(path).matches() ? Optional.of(new BasePath(path)) : Optional.empty();
    }

    @Override
    public String toString() {
        return path;
    }
}
