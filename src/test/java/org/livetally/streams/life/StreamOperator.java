package org.livetally.streams.life;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** What an operator does with streams, without a request around it. */
public final class StreamOperator {
    private final Streams streams;

    public StreamOperator(Streams streams) {
        this.streams = streams;
    }

    public Future<JsonObject> create(String id, JsonObject settings) {
        return streams.create(id, StreamSettings.create(settings));
    }

    public Future<JsonObject> start(String id) {
        return streams.start(id, null);
    }

    public Future<JsonObject> end(String id) {
        return streams.end(id, null);
    }
}
