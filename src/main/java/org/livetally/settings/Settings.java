package org.livetally.settings;

import io.netty.util.NetUtil;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an operator, checked as a whole.
 *
 * @param host address to listen on; an IPv6 address has no brackets here
 * @param port port to listen on; 0 picks a free one
 * @param managementPort port of metrics and health, which needs no token; 0 picks a free one, null serves both on
 *     {@code port}
 * @param redis Redis to use; null starts one under the data directory
 * @param dataDir directory of the data of a Redis that the server starts
 * @param access settings of access control
 * @param limits limits on what strangers may use
 * @param privateTargets whether notifications may go to private addresses, and without TLS
 * @param archive where streams are archived, and when
 * @param basePath what stands before its paths for browsers and other clients
 * @param ackReplicas how many replicas of Redis must have an order before it is acked; 0 for none
 */
public record Settings(
        String host,
        int port,
        @Nullable Integer managementPort,
        @Nullable RedisAddress redis,
        Path dataDir,
        AccessSettings access,
        Limits limits,
        boolean privateTargets,
        ArchiveSettings archive,
        BasePath basePath,
        int ackReplicas) {
    private static final int LAST_PORT = 65_535;
    private static final int MAX_REPLICAS = 100;
    private static final String MANAGEMENT_PORT = "management-port";

    /** @throws SettingException that names the first bad value */
    public Settings {
        if (host.isBlank()) {
            throw new SettingException("host", "must not be empty");
        }
        host = bare(host);
        requirePort("port", port);
        if (managementPort != null) {
            requirePort(MANAGEMENT_PORT, managementPort);
            if (port != 0 && managementPort == port) {
                throw new SettingException(MANAGEMENT_PORT, "must differ from --port");
            }
        }
        if (dataDir.toString().isEmpty()) {
            throw new SettingException("data-dir", "must not be empty");
        }
        if (ackReplicas < 0 || ackReplicas > MAX_REPLICAS) {
            throw new SettingException("ack-replicas", "must be from 0 to " + MAX_REPLICAS + ", not " + ackReplicas);
        }
        if (ackReplicas > 0 && redis == null) {
            throw new SettingException("ack-replicas", "is for a Redis that --redis-uri names");
        }
    }

    /** Settings with default access control and default limits. */
    public Settings(String host, int port, @Nullable String redisUri, Path dataDir) {
        this(host, port, redisUri, dataDir, AccessSettings.DEFAULT);
    }

    /** Settings with default limits. */
    public Settings(String host, int port, @Nullable String redisUri, Path dataDir, AccessSettings access) {
        this(host, port, redisUri, dataDir, access, Limits.DEFAULTS);
    }

    /** Settings without notifications to private addresses. */
    public Settings(
            String host,
            int port,
            @Nullable Integer managementPort,
            @Nullable RedisAddress redis,
            Path dataDir,
            AccessSettings access,
            Limits limits) {
        this(
                host,
                port,
                managementPort,
                redis,
                dataDir,
                access,
                limits,
                false,
                ArchiveSettings.in(dataDir),
                BasePath.NONE,
                0);
    }

    /** Settings with metrics and health on the one port. */
    public Settings(
            String host, int port, @Nullable String redisUri, Path dataDir, AccessSettings access, Limits limits) {
        this(host, port, null, address(redisUri), dataDir, access, limits);
    }

    /** The same settings, with notifications to private addresses. */
    public Settings withPrivateTargets() {
        return but(true, archive, basePath, ackReplicas);
    }

    /** The same settings, with other ones for archives. */
    public Settings with(ArchiveSettings archives) {
        return but(privateTargets, archives, basePath, ackReplicas);
    }

    /** The same settings, below another path. */
    public Settings with(BasePath path) {
        return but(privateTargets, archive, path, ackReplicas);
    }

    /** The same settings; an order is acked once so many replicas of Redis have it. */
    public Settings withAckReplicas(int replicas) {
        return but(privateTargets, archive, basePath, replicas);
    }

    private Settings but(boolean targets, ArchiveSettings archives, BasePath path, int replicas) {
        return new Settings(
                host, port, managementPort, redis, dataDir, access, limits, targets, archives, path, replicas);
    }

    /** An IPv6 address may be in brackets, as it is in addresses of pages. */
    private static String bare(String host) {
        if (!host.startsWith("[") && !host.endsWith("]")) {
            return host;
        }
        String inside = host.replaceAll("^\\[|]$", "");
        if (host.length() != inside.length() + 2 || !NetUtil.isValidIpV6Address(inside)) {
            throw new SettingException("host", "in brackets must be an IPv6 address, such as [::1]");
        }
        return inside;
    }

    private static void requirePort(String name, int port) {
        if (port < 0 || port > LAST_PORT) {
            throw new SettingException(name, "must be from 0 to " + LAST_PORT + ", not " + port);
        }
    }

    /** Whether tokens are required: as chosen, otherwise wherever strangers can connect. */
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

    /** Leaves out the address of Redis, which may hold a password. */
    @Override
    public String toString() {
        return "Settings[host=" + host + ", port=" + port + ", managementPort=" + managementPort + ", redis="
                + (redis == null ? "own" : "given") + ", dataDir=" + dataDir + ", access=" + access + ", " + limits
                + ", privateTargets=" + privateTargets + ", " + archive + ", basePath=" + basePath
                + ", ackReplicas=" + ackReplicas + "]";
    }
}
