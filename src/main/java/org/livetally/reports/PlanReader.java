package org.livetally.reports;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.livetally.campaigns.CampaignDirectory;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.order.Seq;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.tally.Total;
import org.livetally.http.Problem;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;
import org.livetally.reports.ReportPlan.Held;
import org.livetally.streams.StreamDirectory;

/** Reads what is to be counted, with the totals of the same moment. Hides the order of the keys of {@code read_report.lua}. */
final class PlanReader {
    private static final LuaScript SCRIPT = LuaScript.load("read_report");
    private static final int READ_AT_ONCE = 500;
    private static final String ARCHIVED = "archived";

    private final RedisLink redis;
    private final InstantSource clock;
    private final CampaignDirectory campaigns;

    PlanReader(RedisLink redis, InstantSource clock) {
        this.redis = redis;
        this.clock = clock;
        this.campaigns = new CampaignDirectory(redis);
    }

    /** The settings, totals and cursors of one moment. */
    private record Moment(
            Map<String, String> settings, Map<String, String> totals, long buyers, Map<String, String> cursors) {
        static Moment of(Response reply) {
            return new Moment(
                    pairs(reply.get(0)), pairs(reply.get(1)), reply.get(2).toLong(), pairs(reply.get(3)));
        }

        private static Map<String, String> pairs(Response flat) {
            Map<String, String> pairs = new HashMap<>();
            for (int i = 0; i + 1 < flat.size(); i += 2) {
                pairs.put(flat.get(i).toString(), flat.get(i + 1).toString());
            }
            return pairs;
        }

        String erased() {
            return totals.getOrDefault("erased", "");
        }

        Held held() {
            Map<Total, Long> sums = new EnumMap<>(Total.class);
            Total.SUMS.forEach(total -> sums.put(total, Long.parseLong(totals.getOrDefault(total.key(), "0"))));
            return new Held(sums, settings.containsKey(ARCHIVED) ? -1 : buyers);
        }
    }

    /** Fails with a {@link Problem} if there is no such board, or if a campaign is not what its ledgers say now. */
    Future<ReportPlan> read(BoardId board) {
        return board.isCampaign() ? ofCampaign(board) : ofStream(board);
    }

    private Future<ReportPlan> ofStream(BoardId board) {
        StreamKeys keys = new StreamKeys(board.stream());
        return moment(keys, keys.totals()).compose(found -> {
            if (found.settings.isEmpty()) {
                throw StreamDirectory.unknown(board.stream());
            }
            SortedMap<String, Seq> places = new TreeMap<>();
            places.put(board.stream(), Seq.parse(found.totals.getOrDefault("last", Seq.START.toString())));
            String status = found.settings.getOrDefault("status", "");
            return messages(found.settings, List.copyOf(places.keySet()))
                    .map(messages -> new ReportPlan(
                            board, found.settings, status, places, found.erased(), found.held(), messages));
        });
    }

    private Future<ReportPlan> ofCampaign(BoardId board) {
        String id = board.toString().substring(1);
        CampaignKeys keys = new CampaignKeys(id);
        return campaigns.find(id).compose(campaign -> {
            if (campaign == null) {
                throw Problem.of(404, Rule.CAMPAIGN_UNKNOWN.reason(id));
            }
            if (!campaign.isPresent()) {
                throw Problem.of(
                        503,
                        campaign.problem() == null
                                ? Rule.CAMPAIGN_BUILDING.reason()
                                : campaign.problem().reason());
            }
            return moment(keys.tallies(), keys.cursors()).compose(found -> {
                SortedMap<String, Seq> places = new TreeMap<>();
                found.cursors.forEach(
                        (stream, cursor) -> places.put(stream, Seq.parse(cursor.substring(0, cursor.indexOf(' ')))));
                return messages(Map.of(), List.copyOf(places.keySet()))
                        .map(messages -> new ReportPlan(
                                board,
                                found.settings,
                                campaign.statusAt(clock.millis()),
                                places,
                                found.erased(),
                                found.held(),
                                messages));
            });
        });
    }

    private Future<Moment> moment(StreamKeys keys, String cursors) {
        return redis.run(new ScriptCall(SCRIPT)
                        .key(keys.settings())
                        .key(keys.totals())
                        .key(keys.buyers())
                        .key(cursors))
                .map(Moment::of);
    }

    /** About how many messages there are. An archived stream says so itself. */
    private Future<Long> messages(Map<String, String> settings, List<String> streams) {
        String archived = settings.get(ARCHIVED);
        return archived == null
                ? messages(streams, 0)
                : Future.succeededFuture(new JsonObject(archived).getLong("messages", 0L));
    }

    private Future<Long> messages(List<String> streams, long before) {
        if (streams.isEmpty()) {
            return Future.succeededFuture(before);
        }
        List<String> now = streams.subList(0, Math.min(READ_AT_ONCE, streams.size()));
        List<Future<Response>> reads = now.stream()
                .map(stream -> redis.send(Request.cmd(Command.HLEN).arg(new StreamKeys(stream).ids())))
                .toList();
        return Future.all(reads).compose(all -> {
            long found =
                    reads.stream().mapToLong(read -> read.result().toLong()).sum();
            return messages(streams.subList(now.size(), streams.size()), before + found);
        });
    }
}
