package org.livetally.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The address of a Redis, and the certificates that it must prove itself with.
 *
 * @param uri {@code redis://host:port}, {@code rediss://host:port} (TLS) or {@code unix:///path}, with a user and a
 *     password as {@code redis://user:password@host}, or as {@code ?user=…&password=…} of a unix socket. Of these, what
 *     is no letter or digit may be percent-encoded; a plus sign is one. Or, each also with {@code rediss}:
 *     {@code redis+sentinel://host:port,host:port/primary}, whose Sentinels know the primary by that name and want
 *     {@code ?sentinelUser=…&sentinelPassword=…}, if they want any; {@code redis+cluster://host:port,host:port}, some
 *     nodes of a Redis Cluster
 * @param ca a PEM file of the certificate authorities that may have signed the server's certificate; null for the JVM's
 *     own
 * @param file that holds the address, in which it may change; null if it is in none
 */
public record RedisAddress(
        String uri, @Nullable Path ca, @Nullable Path file) {
    private static final String FILE = RedisUri.SETTING + "-file";
    private static final Set<String> SECRET =
            Set.of(RedisUri.USER, RedisUri.PASSWORD, RedisUri.SENTINEL_USER, RedisUri.SENTINEL_PASSWORD);

    /** What the address leads to. */
    public enum Kind {
        /** One server, or whatever a name or a proxy leads to. */
        SINGLE,
        /** Sentinels, which say where the primary is. */
        SENTINEL,
        /** Nodes of a Redis Cluster, which say where each slot is. */
        CLUSTER
    }

    /**
     * Checks the form of the address, and reads the certificates.
     *
     * @throws SettingException that says what is wrong, and does not repeat the address
     */
    public RedisAddress {
        uri = uri.strip();
        RedisUri read;
        try {
            read = new RedisUri(uri);
        } catch (SettingException e) {
            throw file == null ? e : new SettingException(FILE, "must hold such an address: " + e.getMessage());
        }
        if (ca != null) {
            if (!read.isTls()) {
                throw new SettingException(
                        "redis-ca", "is for TLS only: --redis-uri must be rediss://host:port, or begin with rediss+");
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
        if (now.kind() != kind()) {
            throw new SettingException(
                    FILE, "must not turn to or from Sentinels or a Cluster while the server runs: start it again");
        }
        return now;
    }

    /** What it leads to. */
    public Kind kind() {
        return read().kind;
    }

    /** Whether the connection is encrypted. */
    public boolean isTls() {
        return read().isTls();
    }

    /** The Sentinels, the nodes of a Cluster, or the only server; empty for a unix socket. */
    public List<HostPort> hosts() {
        return read().hosts();
    }

    /** The name or address of the only server; empty for a unix socket. */
    public String host() {
        return read().part("place").replaceFirst(":[0-9]*$", "");
    }

    /** The name by which Sentinels know the primary; null without Sentinels. */
    public @Nullable String master() {
        return read().master();
    }

    /** Null if the address has none. */
    public @Nullable String user() {
        String login = read().part("login");
        int colon = login.indexOf(':');
        return colon > 0 ? RedisUri.decoded(login.substring(0, colon)) : read().parameter(RedisUri.USER);
    }

    /** Null if the address has none. */
    public @Nullable String password() {
        String login = read().part("login");
        String own = login.substring(login.indexOf(':') + 1);
        return own.isEmpty() ? read().parameter(RedisUri.PASSWORD) : RedisUri.decoded(own);
    }

    /** Null if the Sentinels have none. */
    public @Nullable String sentinelUser() {
        return read().parameter(RedisUri.SENTINEL_USER);
    }

    /** Null if the Sentinels have none. */
    public @Nullable String sentinelPassword() {
        return read().parameter(RedisUri.SENTINEL_PASSWORD);
    }

    /**
     * The address of a single server as the client takes it, without user and password.
     *
     * @param host to connect to; mostly {@link #host()}
     */
    public String endpoint(String host) {
        RedisUri read = read();
        return read.part("scheme") + "://" + host + read.part("place").substring(host().length()) + read.part("path")
                + query(read);
    }

    /**
     * The address of a server that Sentinels or a Cluster named, as the client takes it, without user and password.
     *
     * @param server whose host has no underscore, which the client would refuse
     */
    public String endpoint(HostPort server) {
        RedisUri read = read();
        return scheme() + server + read.database() + query(read);
    }

    /** The address of a Sentinel as the client takes it, without user and password; likewise without an underscore. */
    public String sentinelEndpoint(HostPort sentinel) {
        return scheme() + sentinel;
    }

    /** The address for people and logs: without user, password and query, which may also hold a password. */
    public String place() {
        RedisUri read = read();
        String login = read.part("login").isEmpty() ? "" : "…@";
        String query = read.part("query").isEmpty() ? "" : "?…";
        return read.part("scheme") + "://" + login + read.part("place") + read.part("path") + query;
    }

    @Override
    public String toString() {
        return place();
    }

    private RedisUri read() {
        return new RedisUri(uri);
    }

    private String scheme() {
        return isTls() ? "rediss://" : "redis://";
    }

    private static String query(RedisUri read) {
        String rest = read.parameters()
                .filter(each -> !SECRET.contains(RedisUri.name(each)))
                .collect(Collectors.joining("&"));
        return rest.isEmpty() ? "" : "?" + rest;
    }
}
