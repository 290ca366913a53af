package org.livetally.catalogue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.livetally.domain.rule.Rule;
import org.livetally.http.EntityTag;
import org.livetally.http.SharedBodies;
import org.livetally.http.SharedBody;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.StreamDirectory;
import org.livetally.wire.JsonBytes;

/**
 * {@code GET /api/streams/:stream/stock}: what is left of each product whose stock is counted. Everybody may read that
 * of a public stream.
 *
 * <p>A stock moves with every order, and 10,000 phones may ask at once. So an event loop reads the stock of a stream a
 * few times a second at most, and requests share what was read.
 */
public final class StockRoutes {
    private static final String STOCK = "/api/streams/:stream/stock";
    private static final String FIRST_CURSOR = "0";
    /** An answer is this old at most. */
    private static final long SHARED_MS = 250;
    /** Several times the largest stock, of 10,000 products with the longest skus. */
    private static final long MAX_BYTES = 16 << 20;

    private final Vertx vertx;
    private final RedisLink redis;
    private final StreamDirectory streams;
    private final SharedBodies<String> bodies;
    /** Of the last moment only. */
    private final Map<String, Future<Reading>> recent = new HashMap<>();

    /** Must be constructed on the event loop of the link. */
    public StockRoutes(Vertx vertx, RedisLink redis) {
        this.vertx = vertx;
        this.redis = redis;
        this.streams = new StreamDirectory(redis);
        this.bodies = new SharedBodies<>(new Stocks(), MAX_BYTES, Rule.CATALOGUES_BUSY.reason());
    }

    /** @param tag of the content, so stock that did not move is not sent again */
    private record Reading(byte[] json, EntityTag tag) {}

    private final class Stocks implements SharedBodies.Source<String> {
        @Override
        public Future<EntityTag> tag(String stream) {
            return recent(stream).map(Reading::tag);
        }

        @Override
        public Future<SharedBody> read(String stream, EntityTag tag) {
            return recent(stream).map(read -> SharedBody.of(read.json, "application/json", read.tag));
        }
    }

    /** Adds the route. Failures go to the router's failure handler. */
    public void mount(Router router) {
        router.get(STOCK)
                .method(HttpMethod.HEAD)
                .handler(request -> bodies.send(request, request.pathParam("stream"), null));
    }

    private Future<Reading> recent(String stream) {
        StreamKeys keys = StreamDirectory.keys(stream);
        return recent.computeIfAbsent(stream, unread -> {
            vertx.setTimer(SHARED_MS, passed -> recent.remove(stream));
            return read(keys)
                    .recover(error -> Future.failedFuture(
                            RedisFailures.isPermanent(error) ? error : RedisFailures.problem(error)));
        });
    }

    private Future<Reading> read(StreamKeys keys) {
        Map<String, Long> left = new TreeMap<>();
        return streams.require(keys)
                .compose(there -> scan(keys, FIRST_CURSOR, left))
                .compose(scanned -> vertx.executeBlocking(() -> encode(left), false));
    }

    /** In chunks, and not by rank: a product whose stock moves meanwhile would be skipped. */
    private Future<Void> scan(StreamKeys keys, String cursor, Map<String, Long> left) {
        Request scan = Request.cmd(Command.ZSCAN)
                .arg(keys.stock())
                .arg(cursor)
                .arg("COUNT")
                .arg(Catalogue.CHUNK);
        return redis.send(scan).compose(reply -> {
            Response pairs = reply.get(1);
            for (int i = 0; i + 1 < pairs.size(); i += 2) { // by position: a look-up by name searches the whole reply
                left.put(pairs.get(i).toString(), pairs.get(i + 1).toLong());
            }
            String next = reply.get(0).toString();
            return next.equals(FIRST_CURSOR) ? Future.succeededFuture() : scan(keys, next, left);
        });
    }

    private static Reading encode(Map<String, Long> left) {
        byte[] json = JsonBytes.of(left, (generator, all) -> {
            generator.writeStartObject();
            for (Map.Entry<String, Long> product : all.entrySet()) {
                generator.writeNumberField(product.getKey(), product.getValue());
            }
            generator.writeEndObject();
        });
        return new Reading(json, EntityTag.of(json));
    }
}
