package org.livetally.settings;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a Redis is, and by which certificates it proves that it is the right one.
 *
 * @param uri {@code redis://host:port}, {@code rediss://host:port} (TLS) or {@code unix:///path}; it may hold a password
 * @param ca a PEM file of the certificates that may have signed the server's; null for those that the JVM trusts
 */
public record RedisAddress(String uri, @Nullable Path ca) {
    private static final String TLS = "rediss";
    private static final Set<String> SCHEMES = Set.of("redis", TLS, "unix");

    /**
     * Checks the address by its form, and the certificates by reading them.
     *
     * @throws SettingException that does not repeat the address
     */
    public RedisAddress {
        if (!isRedis(uri)) {
            throw new SettingException("redis-uri", "must be redis://host:port, rediss://host:port or unix:///path");
        }
        if (ca != null) {
            if (!uri.startsWith(TLS + "://")) {
                throw new SettingException("redis-ca", "is for TLS only: --redis-uri must be rediss://host:port");
            }
            requireCertificates(ca);
        }
    }

    /** Without certificates of its own. */
    public RedisAddress(String uri) {
        this(uri, null);
    }

    /** Whether the connection is encrypted. */
    public boolean isTls() {
        return uri.startsWith(TLS + "://");
    }

    /** For people and logs: without user, password and query, which may hold a password, too. */
    public String place() {
        return uri.replaceFirst("//[^/]*@", "//…@").replaceFirst("\\?.*", "?…");
    }

    @Override
    public String toString() {
        return place();
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

    private static void requireCertificates(Path ca) {
        try (InputStream in = Files.newInputStream(ca)) {
            if (CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
                throw new SettingException("redis-ca", "must be a file of certificates in PEM, there is none in " + ca);
            }
        } catch (IOException e) {
            throw new SettingException("redis-ca", "must be a file that can be read, not " + ca);
        } catch (CertificateException e) {
            throw new SettingException("redis-ca", "must be a file of certificates in PEM, which " + ca + " is not");
        }
    }
}
