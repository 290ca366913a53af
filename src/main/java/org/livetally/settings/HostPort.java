package org.livetally.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server on the network.
 *
 * @param host its name or address; that of IPv6 without brackets
 * @param port from 1 to 65535
 */
public record HostPort(String host, int port) {
    private static final int LAST_PORT = 65_535;
    private static final Pattern FORM =
            Pattern.compile("(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(?<port>[0-9]{1,5}))?");

    /** A port that is none may stand in an address; a server has a valid one. */
    boolean hasPort() {
        return port >= 1 && port <= LAST_PORT;
    }

    /** Reads {@code host} or {@code host:port}; null if the text is neither. */
    static @Nullable HostPort read(String text, int defaultPort) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        String port = form.group("port");
        return new HostPort(
                form.group("host").replaceAll("[\\[\\]]", ""), port == null ? defaultPort : Integer.parseInt(port));
    }

    /** As it stands in a URI. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
