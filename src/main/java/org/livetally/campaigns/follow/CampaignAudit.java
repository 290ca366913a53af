package org.livetally.campaigns.follow;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.livetally.archive.Ledgers;
import org.livetally.campaigns.Campaign;
import org.livetally.campaigns.CampaignDirectory;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Tallies;
import org.livetally.domain.tally.Total;
import org.livetally.ledger.count.Steps;
import org.livetally.ledger.replay.Audit.Difference;
import org.livetally.ledger.replay.Audit.Report;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/**
 * Counts a campaign anew from the ledgers of its members, and compares every tally with what Redis holds. May run at any
 * moment: Redis is read in slices, between two readings of the cursors, and what moved between them is read again together
 * with the cursors of that moment.
 */
public final class CampaignAudit {
    private static final LuaScript SLICE = LuaScript.load("read_slice");
    private static final LuaScript AT_ONE_MOMENT = LuaScript.load("read_campaign");
    private static final String BEGIN = "0";
    private static final int SLICE_ITEMS = 500;
    private static final int AT_ONCE = 500;
    private static final int MAX_NAMED = 200;
    /** What the totals have besides sums. */
    private static final Set<String> NO_SUMS =
            Set.of("totals/version", "totals/tallies", "totals/edition", "totals/erasures");

    private final RedisLink redis;
    private final Campaign campaign;
    private final CampaignKeys keys;
    private final Consumer<String> progress;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Map<String, String> held = new HashMap<>();
    private final Recount recount = new Recount();
    private final MemberReader reader;
    private final List<Difference> differences = new ArrayList<>();
    private long unnamed;
    private long compared;

    /** @param kind H for a hash, Z for a sorted set, S for a set */
    private record Place(String kind, String key) {}

    private CampaignAudit(Ledgers ledgers, Campaign campaign, Consumer<String> progress) {
        this.redis = ledgers.redis();
        this.campaign = campaign;
        this.keys = new CampaignKeys(campaign.id());
        this.progress = progress;
        String zone = campaign.timezone();
        this.reader =
                new MemberReader(ledgers, null, recount, new KnownBuyers(), zone == null ? null : ZoneId.of(zone));
        StreamKeys tallies = keys.tallies();
        places.put(Tallies.TOTALS, new Place("H", tallies.totals()));
        places.put(Tallies.COUNTS, new Place("H", tallies.counts()));
        places.put(Tallies.TREND, new Place("H", tallies.trend()));
        places.put(Tallies.DEALS, new Place("H", tallies.deals()));
        places.put("members", new Place("H", tallies.members()));
        places.put("open", new Place("H", keys.open()));
        places.put("refunds", new Place("H", keys.refunds()));
        places.put(Tallies.BUYERS, new Place("S", tallies.buyers()));
        places.put(Tallies.GROUP_BUYERS, new Place("S", tallies.groupBuyers()));
        for (Dimension dimension : Dimension.values()) {
            places.put(dimension.key(), new Place("Z", tallies.ranking(dimension)));
        }
    }

    /**
     * Audits a campaign; null if there is none with this id. To be called on the event loop of the link.
     *
     * @param progress is told the progress often, as text for people
     */
    public static Future<@Nullable Report> run(Ledgers ledgers, String id, Consumer<String> progress) {
        return new CampaignDirectory(ledgers.redis())
                .find(id)
                .compose(campaign -> campaign == null
                        ? Future.succeededFuture()
                        : new CampaignAudit(ledgers, campaign, progress).run());
    }

    private Future<Report> run() {
        if (!campaign.isBuilt()) {
            add("campaign", "built from the ledgers of its streams", "not built yet");
            return Future.succeededFuture(report());
        }
        return cursors()
                .compose(before -> readHeld()
                        .compose(read -> cursors())
                        .compose(after -> count(before).compose(done -> {
                            recount.rest();
                            return count(after);
                        })))
                .compose(done -> compare())
                .map(done -> report())
                .recover(error -> Ledgers.isUnusable(error)
                        ? Future.succeededFuture(uncounted(error))
                        : Future.failedFuture(error));
    }

    private Report uncounted(Throwable error) {
        String board = BoardId.ofCampaign(campaign.id()).toString();
        Difference why = new Difference("campaign", "nothing: " + error.getMessage(), "what it has counted");
        return new Report(board, 0, 0, 0, List.of(why), 0, null);
    }

    private Future<Map<String, Cursor>> cursors() {
        return redis.send(Request.cmd(Command.HGETALL).arg(keys.cursors())).map(Cursor::all);
    }

    private Future<Void> readHeld() {
        Iterator<String> names = places.keySet().iterator();
        String[] now = {names.next(), BEGIN};
        return Steps.whileTrue(() -> slice(now[0], now[1]).map(next -> {
            now[1] = next;
            if (next.equals(BEGIN)) {
                now[0] = names.hasNext() ? names.next() : "";
            }
            return !now[0].isEmpty();
        }));
    }

    /** Reads some items of a key; completes with the cursor of the next ones. */
    private Future<String> slice(String name, String from) {
        Place place = Objects.requireNonNull(places.get(name));
        ScriptCall call = new ScriptCall(SLICE)
                .key(keys.tallies().totals())
                .key(place.key)
                .arg(place.kind + "SCAN")
                .arg(from)
                .arg(SLICE_ITEMS);
        return redis.run(call).map(reply -> {
            Response items = reply.get(2);
            boolean isSet = place.kind.equals("S");
            for (int i = 0; i < items.size(); i += isSet ? 1 : 2) {
                held.put(
                        name + "/" + items.get(i),
                        isSet ? "1" : items.get(i + 1).toString());
            }
            return reply.get(1).toString();
        });
    }

    /** Counts each member up to a cursor. */
    private Future<Void> count(Map<String, Cursor> cursors) {
        Future<Void> done = Future.succeededFuture();
        for (String stream : new TreeSet<>(cursors.keySet())) {
            Seq upTo = Objects.requireNonNull(cursors.get(stream)).seq();
            done = done.compose(before -> count(stream, upTo));
        }
        return done;
    }

    private Future<Void> count(String stream, Seq upTo) {
        return MemberState.read(redis, new StreamKeys(stream)).compose(state -> {
            if (state == null) {
                add("ledger of " + stream, "every message that was counted", "no such stream");
                return Future.succeededFuture();
            }
            progress.accept(String.format("@%s: %,d messages counted", campaign.id(), recount.messages()));
            return recount.count(reader, state, stream, upTo);
        });
    }

    private Future<Void> compare() {
        Set<String> moving = Set.copyOf(recount.moved());
        Set<String> names = new TreeSet<>(recount.expected().keySet());
        names.addAll(held.keySet());
        names.removeAll(moving);
        names.forEach(name -> compare(name, held.get(name)));
        List<String> again = moving.stream().sorted().toList();
        return again(again, 0);
    }

    /** Compares names that moved meanwhile, and the newest orders: some at one moment. */
    private Future<Void> again(List<String> names, int from) {
        List<String> some = names.subList(from, Math.min(names.size(), from + AT_ONCE));
        List<String> kinds = List.copyOf(places.keySet());
        ScriptCall call = new ScriptCall(AT_ONE_MOMENT)
                .key(keys.cursors())
                .key(keys.tallies().recent());
        places.values().forEach(place -> call.key(place.key));
        for (String name : some) {
            String kind = name.substring(0, name.indexOf('/'));
            call.arg(Objects.requireNonNull(places.get(kind)).kind)
                    .arg(kinds.indexOf(kind) + 3)
                    .arg(name.substring(kind.length() + 1));
        }
        return redis.run(call)
                .compose(reply -> count(Cursor.all(reply.get(0))).compose(done -> {
                    for (int i = 0; i < some.size(); i++) {
                        Response value = reply.get(2).get(i);
                        compare(some.get(i), value == null ? null : value.toString());
                    }
                    if (from + AT_ONCE < names.size()) {
                        return again(names, from + AT_ONCE);
                    }
                    List<String> recent =
                            reply.get(1).stream().map(Response::toString).toList();
                    if (!recent.equals(recount.recent())) {
                        add("recent", recount.recent(), recent);
                    }
                    return Future.succeededFuture();
                }));
    }

    private void compare(String name, @Nullable String found) {
        if (NO_SUMS.contains(name)
                || name.startsWith("members/") && !name.endsWith(":gmv") && !name.endsWith(":orders")) {
            return;
        }
        String expected = recount.expected().get(name);
        boolean isCount = name.startsWith(Tallies.COUNTS)
                || name.startsWith(Tallies.TREND)
                || name.startsWith(Tallies.TOTALS)
                || name.startsWith(Tallies.DEALS)
                || name.startsWith("members/");
        String missing = isCount ? "0" : "nothing"; // a counter may be absent instead of zero
        String byLedgers = Objects.requireNonNullElse(expected, missing);
        String inRedis = Objects.requireNonNullElse(found, missing);
        compared++;
        if (!byLedgers.equals(inRedis)) {
            add(name, byLedgers, inRedis);
        }
    }

    private void add(String tally, Object ledgers, Object found) {
        if (differences.size() < MAX_NAMED) {
            differences.add(new Difference(tally, ledgers.toString(), found.toString()));
        } else {
            unnamed++;
        }
    }

    private Report report() {
        String gmv = recount.expected().getOrDefault(Tallies.TOTALS + "/" + Total.GMV.key(), "0");
        return new Report(
                BoardId.ofCampaign(campaign.id()).toString(),
                recount.messages(),
                Long.parseLong(gmv),
                compared,
                differences.stream()
                        .sorted(Comparator.comparing(Difference::tally))
                        .toList(),
                unnamed,
                null);
    }
}
