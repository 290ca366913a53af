package org.livetally.ledger;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.livetally.model.Board;
import org.livetally.model.Section;
import org.livetally.model.Seq;
import org.livetally.redis.RedisLink;
import org.livetally.redis.StreamKeys;

/**
 * Replays a ledger and compares every tally with what Redis holds. May run at any moment: the tallies are read at one
 * moment, and the ledger, which only grows, is replayed up to the last order that was counted in them.
 */
public final class Audit {
    private static final int CHUNK = 1_000;
    private static final String LIKES = "likes";

    private final RedisLink redis;
    private final StreamKeys keys;
    private final LedgerPages pages;
    private final Replay replay;
    private final List<Difference> differences = new ArrayList<>();

    private Audit(RedisLink redis, String stream) {
        this.redis = redis;
        this.keys = new StreamKeys(stream);
        this.pages = new LedgerPages(redis, keys);
        this.replay = new Replay();
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
     * @param messages in the ledger
     * @param gmv in minor units, recomputed
     * @param tallies how many were compared
     * @param differences none, if all is well
     */
    public record Report(String stream, int messages, long gmv, int tallies, List<Difference> differences) {}

    /** Audits one stream. Called on the link's event loop. */
    public static Future<Report> run(RedisLink redis, String stream) {
        Audit audit = new Audit(redis, stream);
        return StoredTallies.read(redis, audit.keys)
                .compose(stored -> audit.replayTo(stored.last())
                        .map(replayed -> audit.report(stream, stored))
                        .compose(report -> inChunks(List.copyOf(audit.replay.buyers()), audit::checkBuyers)
                                .compose(checked -> audit.checkIds(stored.last()))
                                .map(checked -> audit.with(report))));
    }

    /** Adds what the ledger has behind what was replayed, up to this seq. */
    private Future<Void> replayTo(Seq last) {
        String from = replay.last().equals(Seq.START) ? "-" : "(" + replay.last();
        return pages.each(from, last, entries -> {
            entries.forEach(entry -> Recorded.of(keys.stream(), entry).forEach(replay::add));
            return Future.succeededFuture();
        });
    }

    /**
     * Compares each id with what the ledger makes it. An id's state may change while this runs; so it is read together with
     * the seq of that moment, and the replay is brought up to there first.
     */
    private Future<Void> checkIds(Seq last) {
        return pages.each(
                "-",
                last,
                entries -> inChunks(
                        entries.stream()
                                .flatMap(entry -> Recorded.of(keys.stream(), entry).stream())
                                .toList(),
                        this::checkIds));
    }

    private Future<Void> checkIds(List<Recorded> messages) {
        List<String> ids =
                messages.stream().map(recorded -> recorded.message().id()).toList();
        return Known.read(redis, keys, ids, List.of())
                .compose(known -> replayTo(known.last())
                        .onSuccess(caughtUp -> messages.forEach(message -> compareId(message, known))));
    }

    /** One command or script takes only so many arguments. */
    private static <T> Future<Void> inChunks(List<T> all, Function<List<T>, Future<Void>> work) {
        Future<Void> done = Future.succeededFuture();
        for (int i = 0; i < all.size(); i += CHUNK) {
            List<T> chunk = all.subList(i, Math.min(all.size(), i + CHUNK));
            done = done.compose(before -> work.apply(chunk));
        }
        return done;
    }

    private void compareId(Recorded recorded, Known known) {
        String id = recorded.message().id();
        if (!replay.isRight(recorded, known.value(id))) {
            differences.add(new Difference("ids/" + id, replay.expected(recorded), known.value(id)));
        }
    }

    private Future<Void> checkBuyers(List<String> buyers) {
        Request members = Request.cmd(Command.SMISMEMBER).arg(keys.buyers());
        buyers.forEach(members::arg);
        return redis.send(members).map(found -> {
            for (int i = 0; i < buyers.size(); i++) {
                if (found.get(i).toInteger() == 0) {
                    differences.add(new Difference("buyers/" + buyers.get(i), "counted", "missing"));
                }
            }
            return null;
        });
    }

    private Report with(Report report) {
        return new Report(report.stream(), report.messages(), report.gmv(), report.tallies(), List.copyOf(differences));
    }

    private Report report(String stream, StoredTallies stored) {
        differences.addAll(replay.faults());
        compare("placed, the orders", new TreeSet<>(replay.placed()), new TreeSet<>(stored.placed()));
        SortedMap<String, Long> inRedis = withoutZeros(stored.byName());
        compareLikes(inRedis);
        SortedMap<String, Long> inLedger = withoutZeros(replay.byName());
        Set<String> names = new TreeSet<>(inLedger.keySet());
        names.addAll(inRedis.keySet());
        for (String name : names) {
            compare(name, inLedger.getOrDefault(name, 0L), inRedis.getOrDefault(name, 0L));
            if (isRanked(name)) { // what sold for nothing is in the ranking, too
                compare(name + " is ranked", inLedger.containsKey(name), inRedis.containsKey(name));
            }
        }
        compare("recent", replay.recent(), stored.recent());
        compareMinutes(stored);
        return new Report(
                stream, replay.messages(), inLedger.getOrDefault("gmv", 0L), names.size(), List.copyOf(differences));
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

    /** A minute of the newest that the index lacks, or has at a version to come, would be in Redis, but on no screen. */
    private void compareMinutes(StoredTallies stored) {
        Set<Long> counted = new HashSet<>();
        for (String name : stored.byName().keySet()) {
            if (name.startsWith("trend/")) {
                counted.add(Long.valueOf(name.substring("trend/".length(), name.indexOf(':'))));
            }
        }
        compare(
                "minutes",
                newest(counted.stream()),
                newest(stored.minutes().keySet().stream().map(Long::valueOf)));
        stored.minutes().forEach((minute, version) -> {
            if (version > stored.version()) {
                compare("minutes/" + minute, "at most version " + stored.version(), "version " + version);
            }
        });
    }

    private static List<Long> newest(Stream<Long> minutes) {
        return minutes.sorted(Comparator.reverseOrder())
                .limit(Board.TREND_MINUTES)
                .toList();
    }

    private void compare(String tally, Object ledger, Object redis) {
        if (!ledger.equals(redis)) {
            differences.add(new Difference(tally, ledger.toString(), redis.toString()));
        }
    }

    /** A counter of zero is as good as none; a name in a ranking is not, however little it has sold. */
    private static SortedMap<String, Long> withoutZeros(Map<String, Long> tallies) {
        SortedMap<String, Long> counted = new TreeMap<>(tallies);
        counted.entrySet().removeIf(tally -> tally.getValue() == 0 && !isRanked(tally.getKey()));
        return counted;
    }

    private static boolean isRanked(String name) {
        return Arrays.stream(Section.values()).anyMatch(section -> name.startsWith(section.key() + "/"));
    }
}
