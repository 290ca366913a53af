package org.livetally.ledger;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.livetally.ledger.Replay.Recorded;
import org.livetally.redis.RedisLink;
import org.livetally.redis.StreamKeys;

/**
 * Replays a ledger and compares every tally with what Redis holds. May run at any moment: the tallies are read at one
 * moment, and the ledger, which only grows, is replayed up to the last order that was counted in them.
 */
public final class Audit {
    private static final int ENTRIES_A_PAGE = 20;
    private static final String LIKES = "likes";

    private final RedisLink redis;
    private final StreamKeys keys;
    private final Replay replay;
    private final List<Difference> differences = new ArrayList<>();

    private Audit(RedisLink redis, String stream) {
        this.redis = redis;
        this.keys = new StreamKeys(stream);
        this.replay = new Replay(stream);
    }

    /**
     * A tally that is not what the ledger makes it.
     *
     * @param tally its name
     * @param ledger what the ledger says
     * @param redis what Redis holds
     */
    public record Difference(String tally, String ledger, String redis) {}

    /**
     * What an audit found.
     *
     * @param orders in the ledger
     * @param gmv in minor units, recomputed
     * @param tallies how many were compared
     * @param differences none, if all is well
     */
    public record Report(String stream, int orders, long gmv, int tallies, List<Difference> differences) {}

    /** Audits one stream. Called on the link's event loop. */
    public static Future<Report> run(RedisLink redis, String stream) {
        Audit audit = new Audit(redis, stream);
        return StoredTallies.read(redis, audit.keys)
                .compose(stored -> audit.replay("-", stored.last()).map(replayed -> audit.report(stream, stored)));
    }

    private Future<Void> replay(String start, Seq last) {
        Request page = Request.cmd(Command.XRANGE)
                .arg(keys.ledger())
                .arg(start)
                .arg(last.toString())
                .arg("COUNT")
                .arg(ENTRIES_A_PAGE);
        return redis.send(page).compose(entries -> {
            List<Recorded> orders = new ArrayList<>();
            String next = start;
            for (Response entry : entries) {
                orders.addAll(replay.add(entry));
                next = "(" + entry.get(0);
            }
            if (orders.isEmpty()) {
                return Future.succeededFuture();
            }
            String following = next;
            return checkIds(orders).compose(checked -> checkBuyers(orders)).compose(checked -> replay(following, last));
        });
    }

    private Future<Void> checkIds(List<Recorded> orders) {
        Request ids = Request.cmd(Command.HMGET).arg(keys.ids());
        orders.forEach(order -> ids.arg(order.order().id()));
        return redis.send(ids).map(values -> {
            for (int i = 0; i < orders.size(); i++) {
                Recorded order = orders.get(i);
                String value = String.valueOf(values.get(i));
                if (!order.possibleValues().contains(value)) {
                    String expected = order.possibleValues().iterator().next();
                    differences.add(new Difference("ids/" + order.order().id(), expected, value));
                }
            }
            return null;
        });
    }

    private Future<Void> checkBuyers(List<Recorded> orders) {
        Set<String> buyers = new TreeSet<>();
        for (Recorded recorded : orders) {
            if (recorded.order().paid() && recorded.order().buyer() != null) {
                String id = recorded.order().buyer().id();
                if (id != null) {
                    buyers.add(id);
                }
            }
        }
        if (buyers.isEmpty()) {
            return Future.succeededFuture();
        }
        Request members = Request.cmd(Command.SMISMEMBER).arg(keys.buyers());
        buyers.forEach(members::arg);
        return redis.send(members).map(found -> {
            int i = 0;
            for (String buyer : buyers) {
                if (found.get(i++).toInteger() == 0) {
                    differences.add(new Difference("buyers/" + buyer, "counted", "missing"));
                }
            }
            return null;
        });
    }

    private Report report(String stream, StoredTallies stored) {
        differences.addAll(replay.faults());
        SortedMap<String, Long> inRedis = withoutZeros(stored.byName());
        compareLikes(inRedis);
        SortedMap<String, Long> inLedger = withoutZeros(replay.byName());
        Set<String> names = new TreeSet<>(inLedger.keySet());
        names.addAll(inRedis.keySet());
        for (String name : names) {
            compare(name, inLedger.getOrDefault(name, 0L), inRedis.getOrDefault(name, 0L));
        }
        compare("recent", replay.recent(), stored.recent());
        compareMinutes(stored);
        return new Report(
                stream, replay.orders(), inLedger.getOrDefault("gmv", 0L), names.size(), List.copyOf(differences));
    }

    /** Likes are in no ledger; but their trend must add up to their total. */
    private void compareLikes(SortedMap<String, Long> inRedis) {
        long total = Objects.requireNonNullElse(inRedis.remove(LIKES), 0L);
        long inTrend = 0;
        for (String name : List.copyOf(inRedis.keySet())) {
            if (name.startsWith("trend/") && name.endsWith(":" + LIKES)) {
                inTrend += Objects.requireNonNullElse(inRedis.remove(name), 0L);
            }
        }
        compare("likes, as the trend adds up", inTrend, total);
    }

    /** A minute that the index lacks would be in Redis, but on no screen. */
    private void compareMinutes(StoredTallies stored) {
        Set<String> counted = new TreeSet<>();
        for (String name : stored.byName().keySet()) {
            if (name.startsWith("trend/")) {
                counted.add(name.substring("trend/".length(), name.indexOf(':')));
            }
        }
        compare("minutes", counted, new TreeSet<>(stored.minutes()));
    }

    private void compare(String tally, Object ledger, Object redis) {
        if (!ledger.equals(redis)) {
            differences.add(new Difference(tally, ledger.toString(), redis.toString()));
        }
    }

    private static SortedMap<String, Long> withoutZeros(Map<String, Long> tallies) {
        SortedMap<String, Long> nonZero = new TreeMap<>(tallies);
        nonZero.values().removeIf(value -> value == 0);
        return nonZero;
    }
}
