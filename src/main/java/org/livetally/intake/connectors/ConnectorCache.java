package org.livetally.intake.connectors;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Connectors as they were a second ago at most, on one event loop: a storm of deliveries reads each of them once. So a
 * change, and the end of a secret, takes a second to be in force.
 */
final class ConnectorCache {
    private static final long TTL_MS = 1_000;
    /** Whoever invents addresses must not fill the memory. */
    private static final int MAX_ENTRIES = 2_000;

    private final ConnectorDirectory directory;
    private final Map<String, Entry> entries = new HashMap<>();

    private record Entry(Future<@Nullable ShopConnector> connector, long since) {
        boolean isFresh() {
            return !connector.failed() && TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since) < TTL_MS;
        }
    }

    ConnectorCache(ConnectorDirectory directory) {
        this.directory = directory;
    }

    Future<@Nullable ShopConnector> find(String id) {
        if (!ConnectorDirectory.isId(id)) {
            return Future.succeededFuture(null);
        }
        Entry known = entries.get(id);
        if (known != null && known.isFresh()) {
            return known.connector;
        }
        if (entries.size() >= MAX_ENTRIES) {
            entries.clear();
        }
        Future<@Nullable ShopConnector> read = directory.find(id);
        entries.put(id, new Entry(read, System.nanoTime()));
        return read;
    }
}
