package org.livetally.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.access.TokenSecrets;
import org.livetally.http.site.Site;
import org.livetally.settings.RedisAddress;
import org.livetally.settings.Settings;

/**
 * What the event loops work with.
 *
 * @param redis null if it is somebody else's
 */
record Backing(@Nullable ManagedRedis redis, RedisAddress address, List<String> secrets, Site site) {
    /** What a start says has one name in the log. */
    private static final Logger LOG = Logger.getLogger(Livetally.class.getName());

    private static final String OPEN_TO_ALL =
            "--auth off: WHOEVER REACHES THIS ADDRESS CAN READ ALL FIGURES, SEND ORDERS AND END STREAMS";

    /** Blocks until Redis answers. */
    static Backing start(Settings settings) {
        try {
            List<String> secrets = settings.requiresTokens() ? TokenSecrets.of(settings) : List.of();
            requireFree(settings);
            requirePlaceForTemporaryFiles();
            if (secrets.isEmpty() && !settings.isOnLoopback()) {
                LOG.warning(OPEN_TO_ALL);
            }
            Site site = Site.load(settings.access().allowedOrigins());
            if (settings.redis() != null) {
                return new Backing(null, settings.redis(), secrets, site);
            }
            ManagedRedis redis = ManagedRedis.start(settings.dataDir());
            return new Backing(redis, new RedisAddress(redis.uri()), secrets, site);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    void close() {
        if (redis != null) {
            redis.close();
        }
    }

    /** Checked up front, so that the error names the option; the listener's own error does not. */
    private static void requireFree(Settings settings) throws IOException {
        requireFree(settings.host(), " --port ", settings.port());
        if (settings.managementPort() != null) {
            requireFree(settings.host(), " --management-port ", settings.managementPort());
        }
    }

    /** Whoever starts the server can still give them a place; whoever imports a file at midnight cannot. */
    private static void requirePlaceForTemporaryFiles() throws IOException {
        String problem = TemporaryFiles.problem();
        if (problem != null) {
            throw new IOException(problem);
        }
    }

    private static void requireFree(String host, String option, int port) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new IOException("cannot listen on --host " + host + option + port + ": " + e.getMessage(), e);
        }
    }
}
