package org.livetally.notify.targets;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Addresses of targets. */
public final class TargetUrl {
    private static final int LAST_PORT = 65_535;

    private TargetUrl() {}

    /** Parses {@code https://…} or {@code http://…}, with a host, and without a user or a fragment; otherwise null. */
    static @Nullable URI of(String text) {
        try {
            URI url = new URI(text);
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            boolean isWeb = scheme.equals("https") || scheme.equals("http");
            boolean isPlain = url.getHost() != null && url.getRawUserInfo() == null && url.getRawFragment() == null;
            return isWeb && isPlain && url.getPort() <= LAST_PORT && url.getPort() != 0 ? url : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    public static boolean isTls(URI url) {
        return url.getScheme().equalsIgnoreCase("https");
    }

    /** The port to connect to. */
    public static int port(URI url) {
        int usual = isTls(url) ? 443 : 80;
        return url.getPort() < 0 ? usual : url.getPort();
    }

    /** The name or the address of its host, an IPv6 address without brackets. */
    public static String host(URI url) {
        String host = url.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
