package org.livetally.intake.connectors;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.livetally.notify.Event;
import org.livetally.notify.Events;
import org.livetally.redis.client.ConnectorKeys;
import org.livetally.redis.client.RedisLink;

/**
 * Tells others when a connector begins to fail. Every node looks; the event has the time at which it began in its id, so
 * it is told once.
 */
final class ConnectorWatch {
    private static final Logger LOG = Logger.getLogger(ConnectorWatch.class.getName());
    private static final long CHECK_MS = 12_000;
    /** Not at the same time as others that look from time to time. */
    private static final long FIRST_MS = 5_000;

    private static final String WHY = "none of its secrets made the signatures of its newest deliveries";

    private final RedisLink redis;
    private final ConnectorDirectory directory;
    private final ConnectorStatus status;
    private final Events events;
    private boolean checking;

    ConnectorWatch(RedisLink redis, ConnectorDirectory directory, ConnectorStatus status, Events events) {
        this.redis = redis;
        this.directory = directory;
        this.status = status;
        this.events = events;
    }

    /** Looks from time to time, on this event loop. */
    void start(Vertx vertx) {
        vertx.setPeriodic(FIRST_MS, CHECK_MS, id -> {
            if (!checking && redis.isConnected(ConnectorKeys.INDEX)) {
                checking = true;
                check().onComplete(done -> checking = false)
                        .onFailure(e -> LOG.log(Level.FINE, "connectors were not looked at", e));
            }
        });
    }

    Future<Void> check() {
        return directory.all().compose(all -> {
            List<Future<Void>> told = new ArrayList<>();
            all.forEach(one -> told.add(check(one)));
            return Future.all(told).mapEmpty();
        });
    }

    private Future<Void> check(ShopConnector connector) {
        return status.health(connector).compose(health -> {
            Long since = health.counts().failingSince();
            return since != null && health.counts().isFailing()
                    ? events.tell(Event.connectorFailing(
                            connector.name(), connector.title(), connector.kind(), connector.stream(), since, WHY))
                    : Future.succeededFuture();
        });
    }
}
