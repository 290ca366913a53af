package org.livetally.access;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.TreeMap;
import org.livetally.http.JsonBody;
import org.livetally.metrics.Connections;

/** {@code GET /api/connections}: the clients that are connected to this node, for operators. */
public final class ConnectionRoutes {
    private final String node;
    private final Connections connections;

    /** @param node the id of this run of the node */
    public ConnectionRoutes(String node, Connections connections) {
        this.node = node;
        this.connections = connections;
    }

    /** Adds the route. */
    public void mount(Router router) {
        router.get("/api/connections").handler(this::show);
    }

    /**
     * Shows only streams that the permit covers. An operator of some streams sees the producers of all: an order socket
     * belongs to no stream until it sends.
     */
    private void show(RoutingContext request) {
        Permit permit = Permit.of(request);
        Map<String, Connections.OfStream> covered = new TreeMap<>(connections.streams());
        covered.keySet().removeIf(stream -> !permit.covers(stream));
        JsonObject streams = new JsonObject();
        covered.forEach((stream, open) -> streams.put(
                stream, new JsonObject().put("audience", open.audience()).put("screens", open.screens())));
        JsonObject json = new JsonObject()
                .put("node", node)
                .put("producers", connections.producers())
                .put(
                        "audience",
                        covered.values().stream()
                                .mapToInt(Connections.OfStream::audience)
                                .sum())
                .put(
                        "screens",
                        covered.values().stream()
                                .mapToInt(Connections.OfStream::screens)
                                .sum())
                .put("streams", streams);
        JsonBody.answer(request, json);
    }
}
