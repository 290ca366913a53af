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
 * The address of a Redis, and the certificates that it must prove itself with.
 *
 * @param uri {@code redis://host:port}, {@code rediss://host:port} (TLS) or {@code unix:///path}; it may hold a
 *     password
 * @param ca a PEM file of the certificate authorities that may have signed the server's certificate; null for the JVM's
 *     own
 */
public record RedisAddress(String uri, @Nullable Path ca) {
    private static final String TLS = "rediss";
    private static final Set<String> SCHEMES = Set.of("redis", TLS, "unix");

    /**
     * Checks the form of the address, and reads the certificates.
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

    /** An address without its own certificate authorities. */
    public RedisAddress(String uri) {
        this(uri, null);
    }

    /** Whether the connection is encrypted. */
    public boolean isTls() {
        return uri.startsWith(TLS + "://");
    }

    /** The address for people and logs: without user, password and query, which may also hold a password. */
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
