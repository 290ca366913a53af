package org.livetally.ledger.read;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.DescribedBy;
import org.livetally.domain.tally.MinuteMeasure;
import org.livetally.ledger.IdState;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.count.Checkpoint;
import org.livetally.ledger.count.LedgerSource;
import org.livetally.ledger.count.Steps;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/** The ledger of a stream in Redis. */
public final class RedisLedger implements LedgerSource {
    private static final int SCAN_COUNT = 500;
    private static final String SCAN_END = "0";

    private final RedisLink redis;
    private final StreamKeys keys;

    private RedisLedger(RedisLink redis, StreamKeys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    public static LedgerSource of(RedisLink redis, StreamKeys keys) {
        return new RedisLedger(redis, keys);
    }

    @Override
    public String stream() {
        return keys.stream();
    }

    @Override
    public Future<@Nullable Head> head() {
        Future<Response> settings = redis.send(Request.cmd(Command.HGETALL).arg(keys.settings()));
        Future<Response> totals = redis.send(
                Request.cmd(Command.HMGET).arg(keys.totals()).arg("last").arg("tallies"));
        return Future.all(settings, totals).map(read -> {
            Map<String, String> known = new HashMap<>();
            Response all = settings.result();
            all.getKeys().forEach(name -> known.put(name, all.get(name).toString()));
            Response last = totals.result().get(0);
            Response tallies = totals.result().get(1);
            return known.isEmpty()
                    ? null
                    : new Head(
                            known,
                            last == null ? Seq.START : Seq.parse(last.toString()),
                            tallies == null ? "" : tallies.toString());
        });
    }

    /** Each message has an id of its own. */
    @Override
    public Future<Long> messages() {
        return redis.send(Request.cmd(Command.HLEN).arg(keys.ids())).map(Response::toLong);
    }

    @Override
    public Future<Page> page(Seq after, Seq upTo, int bytes) {
        return LedgerReader.page(redis, keys, after, upTo, bytes);
    }

    /** Where they are in the ledger, the stream's ids say. */
    @Override
    public Future<List<Recorded>> about(Set<String> ids) {
        Request places = Request.cmd(Command.HMGET).arg(keys.ids());
        ids.forEach(places::arg);
        return redis.send(places).compose(values -> {
            TreeSet<Seq> wanted = new TreeSet<>();
            for (Response value : values) {
                if (value != null) {
                    wanted.add(Seq.parse(IdState.parse(value.toString()).seq()));
                }
            }
            List<Recorded> found = new ArrayList<>();
            return Steps.whileTrue(() -> next(wanted, found)).map(found);
        });
    }

    /**
     * Reads the entry of the first wanted message, and takes all that are wanted from it. One entry at a time: each may have a
     * thousand messages.
     */
    private Future<Boolean> next(TreeSet<Seq> wanted, List<Recorded> found) {
        if (wanted.isEmpty()) {
            return Future.succeededFuture(false);
        }
        return LedgerReader.entry(redis, keys, wanted.first()).map(entry -> {
            entry.recorded(keys.stream()).stream()
                    .filter(recorded -> wanted.remove(recorded.seq()))
                    .forEach(found::add);
            if (!wanted.isEmpty() && !wanted.first().isAfter(entry.id())) {
                throw LedgerReader.missing(keys, wanted.first());
            }
            return !wanted.isEmpty();
        });
    }

    @Override
    public Future<Basis> basis(ZoneId zone, boolean all) {
        Basis basis = new Basis(zone, all);
        return BasisReader.each(redis, keys, Seq.START, entry -> entry.addTo(basis))
                .map(basis);
    }

    @Override
    public Future<List<Seq>> checkpoints() {
        return redis.send(Request.cmd(Command.HKEYS).arg(keys.checkpoints()))
                .map(names -> names.stream()
                        .map(Response::toString)
                        .filter(Seq::isSeq)
                        .map(Seq::parse)
                        .sorted()
                        .toList());
    }

    @Override
    public Future<Checkpoint> checkpoint(Seq place) {
        return redis.send(Request.cmd(Command.HMGET)
                        .arg(keys.checkpoints())
                        .arg(place.toString())
                        .arg(place + Checkpoint.NEW))
                .map(parts -> {
                    if (parts.get(0) == null || parts.get(1) == null) {
                        throw new IllegalStateException("no checkpoint at " + place + " of " + keys.stream());
                    }
                    return new Checkpoint(
                            place, parts.get(0).toBytes(), parts.get(1).toBytes());
                });
    }

    @Override
    public Future<Map<Long, Long>> likes() {
        Map<Long, Long> likes = new TreeMap<>();
        return scan(SCAN_END, likes).map(likes);
    }

    private Future<Void> scan(String from, Map<Long, Long> likes) {
        return redis.send(Request.cmd(Command.HSCAN)
                        .arg(keys.trend())
                        .arg(from)
                        .arg("MATCH")
                        .arg("*:" + MinuteMeasure.LIKES.key())
                        .arg("COUNT")
                        .arg(SCAN_COUNT))
                .compose(reply -> {
                    Response found = reply.get(1);
                    for (int i = 0; i + 1 < found.size(); i += 2) {
                        likes.put(
                                MinuteMeasure.minute(found.get(i).toString()),
                                found.get(i + 1).toLong());
                    }
                    String next = reply.get(0).toString();
                    return next.equals(SCAN_END) ? Future.succeededFuture() : scan(next, likes);
                });
    }

    @Override
    public Future<Map<String, String>> labels(DescribedBy by, Collection<String> names) {
        String key = switch (by) {
            case CATALOGUE -> keys.catalogue();
            case GROUP_TREE -> keys.groupTree();
            case EXPLAINED -> keys.explained();
            case NOTHING -> "";
        };
        if (names.isEmpty() || key.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        Request wanted = Request.cmd(Command.HMGET).arg(key);
        names.forEach(wanted::arg);
        return redis.send(wanted).map(values -> {
            Map<String, String> labels = new HashMap<>();
            int place = 0;
            for (String name : names) {
                Response json = values.get(place++);
                if (json != null) {
                    labels.put(name, json.toString());
                }
            }
            return labels;
        });
    }
}
