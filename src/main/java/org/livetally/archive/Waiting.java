package org.livetally.archive;

import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * What waits in a stream: messages for their orders, and orders for their payment. It leaves these keys when the ledger tells
 * of it, so a file reads it before it reads how far the ledger goes: then what leaves meanwhile is in the file twice, which does no harm,
 * and never missing.
 *
 * @param parked JSON of a message, by its id
 * @param parkedOrders what each is about, by the same ids
 * @param holds when an order expires, epoch ms, by its id
 */
record Waiting(Map<String, String> parked, Map<String, String> parkedOrders, Map<String, String> holds) {
    static final String PARKED = "parked.json";
    static final String PARKED_ORDERS = "parkedorders.json";
    static final String HOLDS = "holds.json";

    static Future<Waiting> read(RedisLink redis, StreamKeys keys) {
        Future<Map<String, String>> parked = KeyReader.hash(redis, keys.parked());
        Future<Map<String, String>> orders = KeyReader.hash(redis, keys.parkedOrders());
        Future<Map<String, String>> holds = KeyReader.scores(redis, keys.holds());
        return Future.all(parked, orders, holds)
                .map(done -> new Waiting(parked.result(), orders.result(), holds.result()));
    }

    /** The parts of the file that say it, by their names. */
    Map<String, byte[]> parts() {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put(PARKED, StreamState.bytes(StreamState.json(parked)));
        parts.put(PARKED_ORDERS, StreamState.bytes(StreamState.json(parkedOrders)));
        parts.put(HOLDS, StreamState.bytes(StreamState.json(holds)));
        return parts;
    }
}
