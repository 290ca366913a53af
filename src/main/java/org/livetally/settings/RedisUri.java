package org.livetally.settings;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The form of a Redis address: takes it apart, and names the part that is wrong without repeating it, as it may be secret. */
final class RedisUri {
    static final String SETTING = "redis-uri";
    static final String USER = "user";
    static final String PASSWORD = "password";
    static final String SENTINEL_USER = "sentinelUser";
    static final String SENTINEL_PASSWORD = "sentinelPassword";
    private static final String DATABASE_NUMBER = "db";
    private static final Set<String> OF_CLUSTER = Set.of(USER, PASSWORD, DATABASE_NUMBER);
    private static final Set<String> OF_SENTINEL =
            Set.of(USER, PASSWORD, DATABASE_NUMBER, SENTINEL_USER, SENTINEL_PASSWORD);

    private static final Pattern FORM = Pattern.compile("(?<scheme>unix|rediss?(?:\\+(?<kind>sentinel|cluster))?)://"
            + "(?:(?<login>[^/?#]*)@)?(?<place>[^/?#@]*)(?<path>[^?#]*)(?:\\?(?<query>[^#]*))?");
    private static final Pattern DATABASE = Pattern.compile("/?|/[0-9]{1,5}");
    /** Sentinel allows no other signs in a name. */
    private static final Pattern MASTER = Pattern.compile("/(?<master>[A-Za-z0-9._-]+)(?<database>/?|/[0-9]{1,5})");

    private static final String ENCODED = "; a % / ? # @ in a password is written as %25 %2F %3F %23 %40";
    private static final int REDIS_PORT = 6_379;
    private static final int SENTINEL_PORT = 26_379;

    private final Matcher form;
    final RedisAddress.Kind kind;

    /** @throws SettingException that says what is wrong, and does not repeat the address */
    RedisUri(String uri) {
        if (uri.chars().anyMatch(sign -> sign <= ' ')) {
            throw invalid(": it has a blank or a line end within");
        }
        form = FORM.matcher(uri);
        if (!form.matches()) {
            boolean isMeant = uri.startsWith("redis") || uri.startsWith("unix");
            throw invalid(isMeant ? ENCODED : "");
        }
        if (uri.replaceAll("%[0-9A-Fa-f]{2}", "").contains("%")) {
            throw invalid(": it has a % that encodes nothing" + ENCODED);
        }
        kind = form.group("kind") == null
                ? RedisAddress.Kind.SINGLE
                : RedisAddress.Kind.valueOf(form.group("kind").toUpperCase(Locale.ROOT));
        if (isUnix()) {
            requireSocket();
        } else {
            requireHosts();
            requirePath();
        }
        requireParameters();
    }

    boolean isUnix() {
        return form.group("scheme").equals("unix");
    }

    boolean isTls() {
        return form.group("scheme").startsWith("rediss");
    }

    /** What stands between the parts' signs; empty if the address lacks the part. */
    String part(String name) {
        String found = form.group(name);
        return found == null ? "" : found;
    }

    /** In their order; empty for a Unix socket. */
    List<HostPort> hosts() {
        return isUnix()
                ? List.of()
                : places().map(this::host).filter(Objects::nonNull).toList();
    }

    /** The name by which the Sentinels know the primary; null for other kinds. */
    @Nullable
    String master() {
        Matcher path = MASTER.matcher(part("path"));
        return kind == RedisAddress.Kind.SENTINEL && path.matches() ? path.group("master") : null;
    }

    /** With its slash, as it follows the port of a server; empty if none is named. */
    String database() {
        Matcher path = MASTER.matcher(part("path"));
        return kind == RedisAddress.Kind.SENTINEL && path.matches() ? path.group("database") : part("path");
    }

    Stream<String> parameters() {
        return Arrays.stream(part("query").split("&", -1)).filter(each -> !each.isEmpty());
    }

    /** Null if it is missing, or empty. */
    @Nullable
    String parameter(String name) {
        return parameters()
                .filter(each -> each.startsWith(name + "="))
                .map(each -> decoded(each.substring(name.length() + 1)))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse(null);
    }

    static String name(String parameter) {
        return parameter.replaceFirst("=.*", "");
    }

    static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private Stream<String> places() {
        String place = part("place");
        return kind == RedisAddress.Kind.SINGLE ? Stream.of(place) : Arrays.stream(place.split(",", -1));
    }

    private @Nullable HostPort host(String place) {
        return HostPort.read(place, kind == RedisAddress.Kind.SENTINEL ? SENTINEL_PORT : REDIS_PORT);
    }

    private void requireSocket() {
        if (!part("place").isEmpty() || part("path").length() < 2) {
            throw invalid(": the path of the socket must be absolute, so there are three slashes");
        }
    }

    private void requireHosts() {
        places().forEach(place -> {
            HostPort host = host(place);
            if (host == null) {
                throw invalid(place.isEmpty() ? ": it names no host" : ": its host or its port is none" + ENCODED);
            }
            if (!host.hasPort()) {
                throw invalid(": its port must be from 1 to 65535");
            }
            if (isTls() && host.host().contains("_")) {
                throw invalid(": its host has an underscore, so no certificate can name it; TLS needs another name");
            }
        });
    }

    private void requirePath() {
        if (kind == RedisAddress.Kind.SENTINEL) {
            if (master() == null) {
                throw invalid(
                        ": after the Sentinels the name of the primary must follow, as in /mymaster, then only the"
                                + " number of a database" + ENCODED);
            }
        } else if (!DATABASE.matcher(part("path")).matches()) {
            throw invalid(": after the port only the number of a database may follow" + ENCODED);
        }
        if (kind == RedisAddress.Kind.CLUSTER && !(isZero(part("path").replace("/", "")) && isZero(databaseNumber()))) {
            throw invalid(": a Redis Cluster has no database but 0");
        }
    }

    private String databaseNumber() {
        return Objects.requireNonNullElse(parameter(DATABASE_NUMBER), "");
    }

    private static boolean isZero(String number) {
        return number.matches("0*");
    }

    private void requireParameters() {
        boolean isOfSentinel = parameters().map(RedisUri::name).anyMatch(name -> name.startsWith("sentinel"));
        if (isOfSentinel && kind != RedisAddress.Kind.SENTINEL) {
            throw invalid(": a user and a password of Sentinels belong to redis+sentinel:// only");
        }
        if (kind != RedisAddress.Kind.SINGLE) {
            Set<String> known = kind == RedisAddress.Kind.CLUSTER ? OF_CLUSTER : OF_SENTINEL;
            if (!parameters().map(RedisUri::name).allMatch(known::contains)) {
                throw invalid(": after the ? it has something other than "
                        + String.join(", ", known.stream().sorted().toList())
                        + "; a & in a password is written as %26");
            }
        }
    }

    private static SettingException invalid(String reason) {
        return new SettingException(
                SETTING,
                "must be redis://host:port, rediss://host:port, unix:///path, redis+sentinel://host,host/primary or"
                        + " redis+cluster://host,host" + reason);
    }
}
