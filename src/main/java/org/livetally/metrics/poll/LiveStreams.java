package org.livetally.metrics.poll;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.catalogue.Product;
import org.livetally.domain.board.BoardAudience;
import org.livetally.domain.order.Seq;
import org.livetally.domain.stream.Ids;
import org.livetally.domain.tally.DealTotal;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.domain.tally.Total;
import org.livetally.metrics.Metric;
import org.livetally.metrics.RedisStats.OfAudit;
import org.livetally.metrics.RedisStats.OfProduct;
import org.livetally.metrics.RedisStats.OfSeal;
import org.livetally.metrics.RedisStats.OfStream;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.LikeSources;
import org.livetally.streams.StreamDirectory;

/**
 * The live streams and their totals, for {@code /metrics}. Hides the order of the keys of {@code read_totals.lua}. The
 * cost grows with the number of live streams, not with that of all streams.
 *
 * <p>The set {@code livetally:live} may hold streams that have ended, but never lacks one that is live: an id is added
 * before the stream starts, since the set has a slot of its own in a Redis Cluster. Whoever reads a stream that is not
 * live removes it from the set.
 */
public final class LiveStreams {
    /**
     * Maximum of streams that are shown; more of them are only counted, since they would overload Prometheus. The first
     * ones by id are shown, so that all nodes show the same.
     */
    static final int MAX_SHOWN = 500;
    /** Maximum of streams whose products and sources of likes are shown, too. */
    static final int MAX_WITH_PRODUCTS = 50;

    private static final int PRODUCTS = 10;
    /** Redis is busy for a millisecond with this many, while orders and boards wait. */
    private static final int CHUNK = 50;

    private static final LuaScript SCRIPT = LuaScript.load("read_totals");
    private static final Metric[] AUDIENCE = {
        Metric.STREAM_LIKES,
        Metric.STREAM_VIEWERS,
        Metric.STREAM_PEAK_VIEWERS,
        Metric.STREAM_UNIQUE_VIEWERS,
        Metric.STREAM_VIEWS
    };

    private final RedisLink redis;
    private final StreamDirectory streams;

    /** To be constructed on the event loop of the link. */
    public LiveStreams(RedisLink redis) {
        this.redis = redis;
        this.streams = new StreamDirectory(redis);
    }

    /**
     * The result of a reading.
     *
     * @param live the number of live streams
     * @param shown the totals of at most {@value #MAX_SHOWN} of them
     * @param audits of those that are shown
     */
    public record Totals(long live, List<OfStream> shown, List<OfAudit> audits) {}

    private record Read(OfStream stream, OfAudit audit) {}

    /** Adds the live streams to their set, for data of a version that had none. */
    public Future<Void> gather() {
        return redis.send(Request.cmd(Command.SMEMBERS).arg(StreamKeys.INDEX))
                .compose(all -> inChunks(ids(all), this::isLive))
                .compose(live -> live.isEmpty() ? Future.succeededFuture() : add(live));
    }

    /** Reads the totals of all live streams, and removes those that are not live from the set. */
    public Future<Totals> read() {
        return redis.send(Request.cmd(Command.SMEMBERS).arg(StreamKeys.LIVE)).compose(members -> {
            // a server of a Cluster that is away does not hide the figures of the others' streams
            List<String> ids = ids(members).stream()
                    .filter(id -> !redis.isCluster() || redis.isConnected(new StreamKeys(id).settings()))
                    .sorted()
                    .toList();
            List<String> shown = ids.subList(0, Math.min(MAX_SHOWN, ids.size()));
            Map<String, Integer> places = new HashMap<>();
            shown.forEach(id -> places.put(id, places.size()));
            return inChunks(shown, id -> read(id, places.getOrDefault(id, 0) < MAX_WITH_PRODUCTS))
                    .map(streams -> new Totals(
                            ids.size() - (shown.size() - streams.size()),
                            streams.stream().map(Read::stream).toList(),
                            streams.stream().map(Read::audit).toList()));
        });
    }

    private Future<@Nullable String> isLive(String id) {
        return streams.isLive(new StreamKeys(id)).map(live -> live ? id : null);
    }

    private Future<Void> add(List<String> live) {
        Request add = Request.cmd(Command.SADD).arg(StreamKeys.LIVE);
        live.forEach(add::arg);
        return redis.send(add).mapEmpty();
    }

    private Future<@Nullable Read> read(String id, boolean products) {
        StreamKeys keys = new StreamKeys(id);
        ScriptCall call = new ScriptCall(SCRIPT)
                .key(keys.settings())
                .key(keys.totals())
                .key(keys.audience())
                .key(keys.presence())
                .key(keys.buyers())
                .key(keys.ranking(Dimension.PRODUCTS))
                .key(keys.counts())
                .key(keys.catalogue())
                .key(keys.deals())
                .key(keys.likeSources())
                .key(keys.likesHeard())
                .key(keys.seal())
                .key(keys.ids())
                .arg(products ? PRODUCTS : 0)
                .arg(Dimension.PRODUCTS.countField(Measure.UNITS, ""))
                .arg(products ? BoardAudience.MAX_SOURCES : 0);
        Total.SUMS.forEach(total -> call.arg(total.key()));
        return redis.run(call).compose(reply -> {
            if (reply != null && reply.type() == ResponseType.MULTI) {
                return Future.succeededFuture(new Read(stream(id, reply), audit(id, reply.get(7), reply.get(8))));
            }
            boolean starts = reply != null && reply.toString().equals("scheduled");
            return starts ? Future.succeededFuture() : takeOut(id);
        });
    }

    private Future<@Nullable Read> takeOut(String id) {
        return redis.send(Request.cmd(Command.SREM).arg(StreamKeys.LIVE).arg(id))
                .mapEmpty();
    }

    private static OfStream stream(String id, Response reply) {
        Response settings = reply.get(0);
        Map<Metric, Long> totals = totals(reply.get(1), number(reply.get(3)));
        for (int i = 0; i < AUDIENCE.length; i++) {
            totals.put(AUDIENCE[i], number(reply.get(2).get(i)));
        }
        addDeals(totals, reply.get(5));
        if (settings.get(2) != null) {
            totals.put(Metric.STREAM_GOAL, number(settings.get(2)));
        }
        Map<String, Long> sources = new LinkedHashMap<>();
        LikeSources.of(reply.get(6)).forEach((name, source) -> sources.put(name, source.likes()));
        return new OfStream(id, text(settings.get(0)), text(settings.get(1)), totals, products(reply.get(4)), sources);
    }

    /** @param seal seq, at, messages, differences; nil if there is none */
    private static OfAudit audit(String id, Response seal, Response messages) {
        Response seq = seal.get(0);
        OfSeal sealed = new OfSeal(
                Math.max(0, number(messages) - number(seal.get(2))),
                seq == null ? 0 : Seq.parse(seq.toString()).ms());
        return new OfAudit(id, number(seal.get(1)), number(seal.get(3)), sealed);
    }

    /** @param sums in the order of {@link Total#SUMS} */
    private static Map<Metric, Long> totals(Response sums, long buyers) {
        Map<Total, Long> kept = new EnumMap<>(Total.class);
        kept.put(Total.BUYERS, buyers);
        for (int i = 0; i < Total.SUMS.size(); i++) {
            kept.put(Total.SUMS.get(i), number(sums.get(i)));
        }
        Map<Metric, Long> totals = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            Total total = metric.total();
            if (total != null) {
                totals.put(metric, total.value(of -> kept.getOrDefault(of, 0L)));
            }
        }
        return totals;
    }

    /** @param kept field, value, …; empty without deals */
    private static void addDeals(Map<Metric, Long> totals, Response kept) {
        Map<String, Long> figures = new HashMap<>();
        for (int i = 0; i + 1 < kept.size(); i += 2) {
            figures.put(kept.get(i).toString(), number(kept.get(i + 1)));
        }
        if (figures.values().stream().allMatch(figure -> figure == 0)) {
            return;
        }
        for (Metric metric : Metric.values()) {
            DealTotal total = metric.ofDeals();
            if (total != null) {
                totals.put(metric, figures.getOrDefault(total.key(), 0L));
            }
        }
    }

    private static List<OfProduct> products(Response rows) {
        List<OfProduct> products = new ArrayList<>();
        for (int i = 0; i + 3 < rows.size(); i += 4) {
            String sku = rows.get(i).toString();
            Response known = rows.get(i + 3);
            String name = known == null ? null : Product.nameIn(known.toString());
            products.add(
                    new OfProduct(sku, name == null ? sku : name, number(rows.get(i + 1)), number(rows.get(i + 2))));
        }
        return products;
    }

    /** Asks about each id, in chunks; results of null are left out. */
    static <A, T> Future<List<T>> inChunks(List<A> ids, Function<A, Future<@Nullable T>> ask) {
        return inChunks(ids, ask, new ArrayList<>());
    }

    private static <A, T> Future<List<T>> inChunks(List<A> ids, Function<A, Future<@Nullable T>> ask, List<T> found) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(found);
        }
        int now = Math.min(CHUNK, ids.size());
        List<Future<@Nullable T>> answers =
                ids.subList(0, now).stream().map(ask).toList();
        return Future.all(answers).compose(all -> {
            answers.forEach(answer -> {
                T one = answer.result();
                if (one != null) {
                    found.add(one);
                }
            });
            return inChunks(ids.subList(now, ids.size()), ask, found);
        });
    }

    /** Other texts in a set of ids are dropped: they would forge a key. */
    private static List<String> ids(Response members) {
        return members.stream().map(Response::toString).filter(Ids::isStream).toList();
    }

    private static String text(@Nullable Response value) {
        return value == null ? "" : value.toString();
    }

    static long number(@Nullable Response value) {
        return value == null ? 0 : Long.parseLong(value.toString());
    }
}
