package org.livetally.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an operator may choose, checked as a whole.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 takes a free one
 * @param managementPort port of metrics and health, for all who reach it; 0 takes a free one, null leaves both to the other port
 * @param redisUri Redis to use; null starts one of our own under the data directory
 * @param dataDir where an own Redis keeps its data
 * @param access who is let in
 * @param limits what strangers may take
 */
public record Settings(
        String host,
        int port,
        @Nullable Integer managementPort,
        @Nullable String redisUri,
        Path dataDir,
        AccessSettings access,
        Limits limits) {
    private static final Set<String> SCHEMES = Set.of("redis", "rediss", "unix");
    private static final int LAST_PORT = 65_535;
    private static final String MANAGEMENT_PORT = "management-port";

    /** @throws SettingException that names the first bad value */
    public Settings {
        if (host.isBlank()) {
            throw new SettingException("host", "must not be empty");
        }
        requirePort("port", port);
        if (managementPort != null) {
            requirePort(MANAGEMENT_PORT, managementPort);
            if (port != 0 && managementPort == port) {
                throw new SettingException(MANAGEMENT_PORT, "must be another one than --port");
            }
        }
        if (redisUri != null) {
            requireRedis(redisUri);
        }
        if (dataDir.toString().isEmpty()) {
            throw new SettingException("data-dir", "must not be empty");
        }
    }

    /** With nothing chosen of who is let in, and the limits that are right for most. */
    public Settings(String host, int port, @Nullable String redisUri, Path dataDir) {
        this(host, port, null, redisUri, dataDir, AccessSettings.DEFAULT, Limits.DEFAULTS);
    }

    /** With the limits that are right for most. */
    public Settings(String host, int port, @Nullable String redisUri, Path dataDir, AccessSettings access) {
        this(host, port, null, redisUri, dataDir, access, Limits.DEFAULTS);
    }

    /** With metrics and health on the one port. */
    public Settings(
            String host, int port, @Nullable String redisUri, Path dataDir, AccessSettings access, Limits limits) {
        this(host, port, null, redisUri, dataDir, access, limits);
    }

    private static void requirePort(String name, int port) {
        if (port < 0 || port > LAST_PORT) {
            throw new SettingException(name, "must be from 0 to " + LAST_PORT + ", not " + port);
        }
    }

    /** Whether tokens are required: as chosen, else wherever strangers can connect. */
    public boolean requiresTokens() {
        return access.auth() == null ? !isOnLoopback() : access.auth();
    }

    /** Whether only this machine can connect. */
    public boolean isOnLoopback() {
        return Loopback.is(host);
    }

    /**
     * Checks the address of a Redis by its form.
     *
     * @throws SettingException that does not repeat the address, which may hold a password
     */
    public static void requireRedis(String uri) {
        if (!isRedis(uri)) {
            throw new SettingException("redis-uri", "must be redis://host:port, rediss://host:port or unix:///path");
        }
    }

    private static boolean isRedis(String uri) {
        try {
            URI parsed = new URI(uri);
            boolean hasPlace = parsed.getHost() != null || "unix".equals(parsed.getScheme());
            return parsed.getScheme() != null && SCHEMES.contains(parsed.getScheme()) && hasPlace;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Without the address of Redis, which may hold a password. */
    @Override
    public String toString() {
        return "Settings[host=" + host + ", port=" + port + ", managementPort=" + managementPort + ", redis="
                + (redisUri == null ? "own" : "given") + ", dataDir=" + dataDir + ", access=" + access + ", " + limits
                + "]";
    }
}
