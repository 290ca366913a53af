package org.livetally.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a page is from (RFC 6454): equal ones are the same origin, however they are written.
 *
 * @param scheme http or https
 * @param host in lower case, an IPv6 address in brackets
 * @param port that of the scheme where none is written
 */
public record Origin(String scheme, String host, int port) {
    private static final String AUTHORITY = "(\\[[0-9a-f:.]+]|[^\\s/?#@:\\[\\],]+)(?::(\\d{1,5}))?";
    private static final Pattern ORIGIN = Pattern.compile("(https?)://" + AUTHORITY);
    private static final Pattern HOST = Pattern.compile(AUTHORITY);

    /** Reads the value of a header {@code Origin}; empty for {@code null}, for files and for what is no origin of the web. */
    public static Optional<Origin> of(String text) {
        Matcher parts = ORIGIN.matcher(text.toLowerCase(Locale.ROOT));
        return parts.matches()
                ? Optional.of(new Origin(parts.group(1), parts.group(2), port(parts.group(3), parts.group(1))))
                : Optional.empty();
    }

    /**
     * Whether it is that of the server which was asked by this name: by http or https, since TLS may end at a proxy.
     *
     * @param authority the value of a header {@code Host}, which may leave the port out
     */
    public boolean isAt(String authority) {
        Matcher parts = HOST.matcher(authority.toLowerCase(Locale.ROOT));
        return parts.matches() && host.equals(parts.group(1)) && port == port(parts.group(2), scheme);
    }

    private static int port(@Nullable String given, String scheme) {
        return given == null ? usual(scheme) : Integer.parseInt(given);
    }

    private static int usual(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    /** As browsers write it. */
    @Override
    public String toString() {
        return scheme + "://" + host + (port == usual(scheme) ? "" : ":" + port);
    }
}
