package org.livetally.settings;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The address of a Redis, and the certificates that it must prove itself with.
 *
 * @param uri {@code redis://host:port}, {@code rediss://host:port} (TLS) or {@code unix:///path}, with a user and a
 *     password as {@code redis://user:password@host}, or as {@code ?user=…&password=…} of a unix socket. Of these, what
 *     is no letter or digit may be percent-encoded; a plus sign is one
 * @param ca a PEM file of the certificate authorities that may have signed the server's certificate; null for the JVM's
 *     own
 * @param file that holds the address, in which it may change; null if it is in none
 */
public record RedisAddress(
        String uri, @Nullable Path ca, @Nullable Path file) {
    private static final String SETTING = "redis-uri";
    private static final String FILE = SETTING + "-file";
    private static final String TLS = "rediss";
    private static final String UNIX = "unix";
    private static final String USER = "user";
    private static final String PASSWORD = "password";
    private static final Pattern FORM = Pattern.compile(
            "(?<scheme>redis|rediss|unix)://(?:(?<login>[^/?#]*)@)?(?<place>[^/?#@]*)(?<path>[^?#]*)(?:\\?(?<query>[^#]*))?");
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(?<port>[0-9]{1,5}))?");
    private static final Pattern DATABASE = Pattern.compile("/?|/[0-9]{1,5}");
    private static final String ENCODED = "; a % / ? # @ in a password is written as %25 %2F %3F %23 %40";
    private static final int LAST_PORT = 65_535;

    /**
     * Checks the form of the address, and reads the certificates.
     *
     * @throws SettingException that says what is wrong, and does not repeat the address
     */
    public RedisAddress {
        uri = uri.strip();
        try {
            requireForm(uri);
        } catch (SettingException e) {
            throw file == null ? e : new SettingException(FILE, "must hold such an address: " + e.getMessage());
        }
        if (ca != null) {
            if (!uri.startsWith(TLS + "://")) {
                throw new SettingException("redis-ca", "is for TLS only: --redis-uri must be rediss://host:port");
            }
            CaFile.require("redis-ca", ca);
        }
    }

    /** An address that stays. */
    public RedisAddress(String uri, @Nullable Path ca) {
        this(uri, ca, null);
    }

    /** An address that stays, without its own certificate authorities. */
    public RedisAddress(String uri) {
        this(uri, null);
    }

    /**
     * The address that the file holds now, with another password for example; this one without a file.
     *
     * @throws SettingException that says why there is none now, and does not repeat it: the file cannot be read, as in the
     *     middle of a change, holds no address, or one with TLS in place of one without, or the other way round
     */
    public RedisAddress again() {
        if (file == null) {
            return this;
        }
        RedisAddress now = new RedisAddress(SecretFile.read(FILE, file), ca, file);
        if (now.isTls() != isTls()) {
            throw new SettingException(FILE, "must not begin or end TLS while the server runs: start it again");
        }
        return now;
    }

    /** Whether the connection is encrypted. */
    public boolean isTls() {
        return uri.startsWith(TLS + "://");
    }

    /** The name or address of the machine; empty for a unix socket. */
    public String host() {
        return part("place").replaceFirst(":[0-9]*$", "");
    }

    /** Null if the address has none. */
    public @Nullable String user() {
        String login = part("login");
        int colon = login.indexOf(':');
        return colon > 0 ? decoded(login.substring(0, colon)) : parameter(USER);
    }

    /** Null if the address has none. */
    public @Nullable String password() {
        String login = part("login");
        String own = login.substring(login.indexOf(':') + 1);
        return own.isEmpty() ? parameter(PASSWORD) : decoded(own);
    }

    /**
     * The address as the client takes it, without user and password.
     *
     * @param host to connect to; mostly {@link #host()}
     */
    public String endpoint(String host) {
        String rest = parameters()
                .filter(each -> !each.startsWith(USER + "=") && !each.startsWith(PASSWORD + "="))
                .collect(Collectors.joining("&"));
        return part("scheme") + "://" + host + part("place").substring(host().length()) + part("path")
                + (rest.isEmpty() ? "" : "?" + rest);
    }

    /** The address for people and logs: without user, password and query, which may also hold a password. */
    public String place() {
        String login = part("login").isEmpty() ? "" : "…@";
        String query = part("query").isEmpty() ? "" : "?…";
        return part("scheme") + "://" + login + part("place") + part("path") + query;
    }

    @Override
    public String toString() {
        return place();
    }

    private String part(String name) {
        String found = parsed(uri).group(name);
        return found == null ? "" : found;
    }

    private Stream<String> parameters() {
        return Arrays.stream(part("query").split("&", -1)).filter(each -> !each.isEmpty());
    }

    private @Nullable String parameter(String name) {
        return parameters()
                .filter(each -> each.startsWith(name + "="))
                .map(each -> decoded(each.substring(name.length() + 1)))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse(null);
    }

    private static Matcher parsed(String uri) {
        Matcher form = FORM.matcher(uri);
        if (!form.matches()) {
            boolean isMeant = uri.startsWith("redis") || uri.startsWith(UNIX);
            throw invalid(isMeant ? ENCODED : "");
        }
        return form;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static SettingException invalid(String reason) {
        return new SettingException(SETTING, "must be redis://host:port, rediss://host:port or unix:///path" + reason);
    }

    private static void requireForm(String uri) {
        if (uri.chars().anyMatch(sign -> sign <= ' ')) {
            throw invalid(": it has a blank or a line end within");
        }
        Matcher form = parsed(uri);
        if (uri.replaceAll("%[0-9A-Fa-f]{2}", "").contains("%")) {
            throw invalid(": it has a % that encodes nothing" + ENCODED);
        }
        if (form.group("scheme").equals(UNIX)) {
            if (!form.group("place").isEmpty() || form.group("path").length() < 2) {
                throw invalid(": the path of the socket must be absolute, so there are three slashes");
            }
        } else {
            requireHost(form);
        }
    }

    private static void requireHost(Matcher form) {
        Matcher place = HOST_AND_PORT.matcher(form.group("place"));
        if (!place.matches()) {
            throw invalid(
                    form.group("place").isEmpty() ? ": it names no host" : ": its host or its port is none" + ENCODED);
        }
        String port = place.group("port");
        if (port != null && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > LAST_PORT)) {
            throw invalid(": its port must be from 1 to " + LAST_PORT);
        }
        if (!DATABASE.matcher(form.group("path")).matches()) {
            throw invalid(": after the port only the number of a database may follow" + ENCODED);
        }
        if (form.group("scheme").equals(TLS) && place.group("host").contains("_")) {
            throw invalid(": its host has an underscore, so no certificate can name it; TLS needs another name");
        }
    }
}
