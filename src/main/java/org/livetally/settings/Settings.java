package org.livetally.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an operator may choose, checked as a whole.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 takes a free one
 * @param managementPort port of metrics and health, for all who reach it; 0 takes a free one, null leaves both to the other port
 * @param redis Redis to use; null starts one of our own under the data directory
 * @param dataDir where an own Redis keeps its data
 * @param access who is let in
 * @param limits what strangers may take
 */
public record Settings(
        String host,
        int port,
        @Nullable Integer managementPort,
        @Nullable RedisAddress redis,
        Path dataDir,
        AccessSettings access,
        Limits limits) {
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
        if (dataDir.toString().isEmpty()) {
            throw new SettingException("data-dir", "must not be empty");
        }
    }

    /** With nothing chosen of who is let in, and the limits that are right for most. */
    public Settings(String host, int port, @Nullable String redisUri, Path dataDir) {
        this(host, port, null, address(redisUri), dataDir, AccessSettings.DEFAULT, Limits.DEFAULTS);
    }

    /** With the limits that are right for most. */
    public Settings(String host, int port, @Nullable String redisUri, Path dataDir, AccessSettings access) {
        this(host, port, null, address(redisUri), dataDir, access, Limits.DEFAULTS);
    }

    /** With metrics and health on the one port. */
    public Settings(
            String host, int port, @Nullable String redisUri, Path dataDir, AccessSettings access, Limits limits) {
        this(host, port, null, address(redisUri), dataDir, access, limits);
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

    private static @Nullable RedisAddress address(@Nullable String redisUri) {
        return redisUri == null ? null : new RedisAddress(redisUri);
    }

    /** Without the address of Redis, which may hold a password. */
    @Override
    public String toString() {
        return "Settings[host=" + host + ", port=" + port + ", managementPort=" + managementPort + ", redis="
                + (redis == null ? "own" : "given") + ", dataDir=" + dataDir + ", access=" + access + ", " + limits
                + "]";
    }
}
