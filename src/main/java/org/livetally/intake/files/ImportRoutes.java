package org.livetally.intake.files;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.livetally.domain.order.OrderSink;
import org.livetally.domain.stream.WriteGate;
import org.livetally.http.JsonBody;
import org.livetally.redis.client.RedisLink;
import org.livetally.socket.SocketLoop;
import org.livetally.streams.StreamDirectory;

/** {@code /api/streams/:stream/imports}: operators import orders from files of tills and shops. */
public final class ImportRoutes {
    private static final String IMPORTS = "/api/streams/:stream/imports";
    private static final String MAPPING = IMPORTS + "/mapping";

    private final Imports imports;
    private final KeptMapping kept;

    /**
     * @param sink where messages are recorded
     * @param gate refuses changes while it is closed
     * @param slot of the node
     */
    public ImportRoutes(SocketLoop loop, RedisLink redis, OrderSink sink, WriteGate gate, ImportSlot slot) {
        this.kept = new KeptMapping(redis, gate);
        Imports.Means means = new Imports.Means(redis, sink, loop.clock(), loop.metrics());
        this.imports = new Imports(loop.vertx(), means, slot, kept);
    }

    /** Adds the routes. Failures go to the router's failure handler. */
    public void mount(Router router) {
        router.post(IMPORTS).handler(imports::handle);
        router.get(MAPPING).handler(this::get);
        JsonBody.within(router.put(MAPPING)).handler(this::put);
    }

    private void get(RoutingContext request) {
        kept.read(StreamDirectory.keys(request.pathParam("stream")))
                .onSuccess(mapping -> JsonBody.answer(request, mapping == null ? new JsonObject() : mapping))
                .onFailure(request::fail);
    }

    private void put(RoutingContext request) {
        JsonObject mapping = JsonBody.of(request);
        Mapping.of(mapping); // only what it names counts before the headers, so it is kept as it is
        kept.keep(StreamDirectory.keys(request.pathParam("stream")), mapping)
                .onSuccess(done -> JsonBody.answer(request, mapping))
                .onFailure(request::fail);
    }
}
