package org.livetally.streams.life;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.catalogue.Catalogue;
import org.livetally.domain.board.BoardHints;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.WriteGate;
import org.livetally.http.Problem;
import org.livetally.ledger.loss.AckMemory;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.StreamDirectory;

/**
 * All streams, in Redis; one instance for each event loop. Each change is one script, so that two operators, on
 * whatever nodes, cannot come between each other's check and write. A change that is not possible fails with a
 * {@link Problem}.
 */
public final class Streams {
    private static final long MAX_START_AGE_MS = Duration.ofDays(30).toMillis();
    // Limits what a list has outstanding on the link, which orders share.
    private static final int READ_AT_ONCE = 500;
    private static final Comparator<JsonObject> NEWEST_FIRST = Comparator.comparing(
                    (JsonObject stream) -> stream.getLong("createdAt"))
            .reversed()
            .thenComparing(stream -> stream.getString("id"));

    private static final Logger LOG = Logger.getLogger(Streams.class.getName());

    private final RedisLink redis;
    private final ProductChanges products;
    private final InstantSource clock;
    private final WriteGate gate;
    private final BoardHints hints;

    /**
     * On the event loop of the link.
     *
     * @param gate refuses changes while it is closed
     * @param hints is told the id of each stream that was changed here
     */
    public Streams(RedisLink redis, ProductChanges products, InstantSource clock, WriteGate gate, BoardHints hints) {
        this.redis = redis;
        this.products = products;
        this.clock = clock;
        this.gate = gate;
        this.hints = hints;
    }

    Future<JsonObject> create(String id, StreamSettings settings) {
        RedisFailures.requireRoom(gate);
        StreamKeys keys = new StreamKeys(id);
        long now = clock.millis();
        // The index has another slot in a Cluster. It is written first: an id without a stream is skipped in lists, but
        // a stream without an id would be lost.
        return send(Request.cmd(Command.SADD).arg(StreamKeys.INDEX).arg(id))
                .compose(added -> products.first(keys, settings.products(), now))
                .compose(change -> run(id, CreateStream.call(keys, settings.fields(), change, now)));
    }

    /** Fails with the skus of products that cannot change so, if there are any. */
    Future<JsonObject> change(String id, StreamSettings changes) {
        RedisFailures.requireOpen(gate);
        if (changes.addsProducts()) {
            RedisFailures.requireRoom(gate);
        }
        StreamKeys keys = StreamDirectory.keys(id);
        return unlessRaced(() -> {
            long now = clock.millis();
            return products.some(keys, changes.products(), now)
                    .compose(change -> run(id, ChangeStream.call(keys, changes.fields(), change, now)));
        });
    }

    /** Starts a change in several steps again if somebody else has changed the catalogue meanwhile. */
    private static Future<JsonObject> unlessRaced(Supplier<Future<JsonObject>> change) {
        return change.get().recover(cause -> cause instanceof Raced ? unlessRaced(change) : Future.failedFuture(cause));
    }

    /** Nothing was written, since the catalogue is not the one that the change was made for. */
    private static final class Raced extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** @param at when it started, epoch ms; null for now */
    Future<JsonObject> start(String id, @Nullable Long at) {
        long now = clock.millis();
        if (at != null && (at > now || at < now - MAX_START_AGE_MS)) {
            throw Problem.invalidField("at", Rule.START_WINDOW.reason());
        }
        RedisFailures.requireOpen(gate);
        StreamKeys keys = StreamDirectory.keys(id);
        // The set has another slot in a Cluster. It is written first: a reader removes an id without a live stream.
        return send(Request.cmd(Command.SADD).arg(StreamKeys.LIVE).arg(id))
                .compose(added -> run(id, StartStream.call(keys, at == null ? now : at)))
                .onSuccess(started -> LOG.log(Level.INFO, "stream {0} is live", id));
    }

    /** @param at when it ended, epoch ms; null for now */
    Future<JsonObject> end(String id, @Nullable Long at) {
        long now = clock.millis();
        if (at != null && at > now) {
            throw Problem.invalidField("at", Rule.FUTURE.reason());
        }
        return run(id, EndStream.call(StreamDirectory.keys(id), at == null ? now : at, at != null))
                .onSuccess(ended -> {
                    LOG.log(Level.INFO, "stream {0} has ended", id);
                    redis.send(Request.cmd(Command.SREM).arg(StreamKeys.LIVE).arg(id))
                            .onFailure(e -> LOG.log(Level.FINE, "left to the next reader", e));
                });
    }

    /** Closes the books of a stream that has ended. */
    Future<JsonObject> close(String id) {
        return run(id, CloseStream.call(StreamDirectory.keys(id), clock.millis()))
                .onSuccess(closed -> LOG.log(Level.INFO, "the books of stream {0} are closed", id));
    }

    /** A stream as clients see it; fails with 404 if there is none. */
    public Future<JsonObject> get(String id) {
        return read(StreamDirectory.keys(id)).map(stream -> {
            if (stream == null) {
                throw StreamDirectory.unknown(id);
            }
            return stream;
        });
    }

    /**
     * Replaces the catalogue, all or nothing. Fails with the skus of products that cannot change so, if there are any.
     *
     * @param catalogue sku to JSON
     * @return the number of products
     */
    public Future<JsonObject> replace(String id, Map<String, String> catalogue) {
        RedisFailures.requireRoom(gate);
        StreamKeys keys = StreamDirectory.keys(id);
        return unlessRaced(() -> {
                    long now = clock.millis();
                    return products.all(keys, catalogue, now)
                            .compose(change -> run(id, ChangeStream.call(keys, Map.of(), change, now)));
                })
                .map(stream -> new JsonObject().put("products", catalogue.size()));
    }

    /**
     * Adds products, or replaces those that have their skus, all or nothing; others stay. Fails as {@link #replace} does.
     *
     * @param given sku to JSON
     * @return the number of products given, and how many of them are added or change
     */
    public Future<JsonObject> upsert(String id, Map<String, String> given) {
        RedisFailures.requireRoom(gate);
        StreamKeys keys = StreamDirectory.keys(id);
        return unlessRaced(() -> {
            long now = clock.millis();
            return products.some(keys, given, now)
                    .compose(change -> run(id, ChangeStream.call(keys, Map.of(), change, now))
                            .map(stream -> new JsonObject()
                                    .put("products", given.size())
                                    .put("added", change.growth())
                                    .put("changed", change.changed().size() - change.growth())));
        });
    }

    /**
     * Lists streams, newest first.
     *
     * @param wanted tells by id which streams to list
     */
    Future<JsonArray> list(Predicate<String> wanted) {
        return send(Request.cmd(Command.SMEMBERS).arg(StreamKeys.INDEX))
                .compose(ids -> readFrom(
                        ids.stream().map(Response::toString).filter(wanted).toList(), new ArrayList<>()))
                .map(streams ->
                        new JsonArray(streams.stream().sorted(NEWEST_FIRST).toList()));
    }

    private Future<List<JsonObject>> readFrom(List<String> ids, List<JsonObject> found) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(found);
        }
        int now = Math.min(READ_AT_ONCE, ids.size());
        List<Future<@Nullable JsonObject>> reads = new ArrayList<>();
        ids.subList(0, now).forEach(id -> reads.add(read(new StreamKeys(id))));
        return Future.all(reads).compose(all -> {
            all.<@Nullable JsonObject>list().stream()
                    .filter(stream -> stream != null)
                    .forEach(found::add);
            return readFrom(ids.subList(now, ids.size()), found);
        });
    }

    private Future<@Nullable JsonObject> read(StreamKeys keys) {
        return send(Request.cmd(Command.HGETALL).arg(keys.settings()))
                .map(hash -> hash.size() == 0 ? null : StreamJson.of(keys.stream(), hash));
    }

    private Future<JsonObject> run(String id, ScriptCall call) {
        return apply(id, call).map(reply -> StreamJson.of(id, reply.get(1)));
    }

    /**
     * Runs a script. All of them return {@code {whether anything changed, result}}, or a word for the reason why not;
     * {@code {"behind", whether the stream exists, its newest seq}} if the ledger went back.
     */
    private Future<Response> apply(String id, ScriptCall call) {
        RedisFailures.requireOpen(gate);
        AckMemory.Asked asked = products.expected(id);
        return RedisFailures.orUnavailable(redis.askReplicated(call)).map(answer -> {
            Response reply = Objects.requireNonNull(answer.reply());
            if (reply.type() != ResponseType.MULTI) {
                throw problem(id, reply.toString());
            }
            if (reply.get(0).type() != ResponseType.NUMBER) {
                throw asked.refused(reply.get(1).toInteger() == 1, reply.get(2).toString(), answer.over());
            }
            if (reply.get(0).toInteger() == 1) {
                hints.changed(id);
            }
            return reply;
        });
    }

    private Future<Response> send(Request request) {
        return RedisFailures.orUnavailable(redis.send(request));
    }

    private static RuntimeException problem(String id, String why) {
        return switch (why) {
            case "raced" -> new Raced();
            case "late" -> Problem.of(503, Rule.UNCHANGED.reason(Rule.REDIS_SLOW.reason()));
            case "exists" -> Problem.of(409, Rule.STREAM_EXISTS.reason(id));
            case "unknown" -> StreamDirectory.unknown(id);
            case "live" -> Problem.of(409, Rule.STREAM_LIVE.reason(id));
            case "closed" -> Problem.of(409, Rule.STREAM_CLOSED.reason(id));
            case "ended" -> Problem.of(409, Rule.STREAM_ENDED.reason(id));
            case "scheduled" -> Problem.of(409, Rule.STREAM_SCHEDULED.reason(id));
            case "before_start" -> Problem.invalidField("at", Rule.BEFORE_START.reason());
            case "timezone" -> Problem.invalidField("timezone", Rule.FIXED.reason());
            case "products" -> Catalogue.tooManyProducts();
            default -> throw new IllegalStateException("a script answered " + why);
        };
    }
}
