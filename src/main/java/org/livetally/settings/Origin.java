package org.livetally.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a page (RFC 6454). Two equal records are the same origin, however each was written.
 *
 * @param scheme http or https
 * @param host in lower case, an IPv6 address in brackets
 * @param port the scheme's default where none is written
 */
public record Origin(String scheme, String host, int port) {
    private static final String AUTHORITY = "(\\[[0-9a-f:.]+]|[^\\s/?#@:\\[\\],]+)(?::(\\d{1,5}))?";
    private static final Pattern ORIGIN = Pattern.compile("(https?)://" + AUTHORITY);
    private static final Pattern HOST = Pattern.compile(AUTHORITY);

    /**
     * Parses the value of an {@code Origin} header; empty for {@code null}, for files and for anything else that is not
     * an origin of the web.
     */
    public static Optional<Origin> of(String text) {
        Matcher parts = ORIGIN.matcher(text.toLowerCase(Locale.ROOT));
        return parts.matches()
                ? Optional.of(new Origin(parts.group(1), parts.group(2), port(parts.group(3), parts.group(1))))
                : Optional.empty();
    }

    /**
     * Whether this is the origin of a server with this name. The scheme may be http or https, since TLS may end at a
     * proxy.
     *
     * @param authority the value of a {@code Host} header, with or without a port
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

    /** In the form that browsers use. */
    @Override
    public String toString() {
        return scheme + "://" + host + (port == usual(scheme) ? "" : ":" + port);
    }
}
