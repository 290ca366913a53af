package org.livetally.campaigns;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.livetally.domain.board.BoardHints;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Ids;
import org.livetally.domain.stream.WriteGate;
import org.livetally.http.Problem;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/**
 * All campaigns, in Redis; one instance for each event loop. Each change is one script. A change that is not possible
 * fails with a {@link Problem}. The streams are checked before it: none of them can get another currency, and one that
 * goes meanwhile is a member that is gone.
 */
public final class Campaigns {
    private static final Comparator<JsonObject> NEWEST_FIRST = Comparator.comparing(
                    (JsonObject campaign) -> campaign.getLong("createdAt"))
            .reversed()
            .thenComparing(campaign -> campaign.getString("id"));

    private final RedisLink redis;
    private final CampaignDirectory directory;
    private final CampaignMembers members;
    private final InstantSource clock;
    private final WriteGate gate;
    private final BoardHints hints;

    /**
     * On the event loop of the link.
     *
     * @param gate refuses changes while it is closed
     * @param hints is told the board of each campaign that was changed here
     */
    public Campaigns(RedisLink redis, InstantSource clock, WriteGate gate, BoardHints hints) {
        this.redis = redis;
        this.directory = new CampaignDirectory(redis);
        this.members = new CampaignMembers(redis);
        this.clock = clock;
        this.gate = gate;
        this.hints = hints;
    }

    Future<JsonObject> create(String id, CampaignSettings settings) {
        RedisFailures.requireOpen(gate);
        long now = clock.millis();
        Map<String, String> stored = settings.stored();
        stored.values().removeIf(String::isEmpty);
        return members.currency(settings, stored.get("currency"))
                .compose(currency -> {
                    stored.put("currency", currency);
                    stored.put("createdAt", Long.toString(now));
                    stored.put("edition", Long.toString(now));
                    Campaign campaign = CampaignDirectory.of(id, stored);
                    stored.put("status", campaign.statusAt(now));
                    // The index has another slot in a Cluster. It is written first: an id without a campaign is skipped
                    // in lists. And once more afterwards: one with this id may have been deleted at the same time.
                    return index("SADD", id)
                            .compose(added -> run(id, CreateCampaign.call(new CampaignKeys(id), stored)))
                            .compose(created -> index("SADD", id).map(created));
                })
                .compose(hash -> whole(id, hash));
    }

    Future<JsonObject> change(String id, CampaignSettings changes) {
        RedisFailures.requireOpen(gate);
        return existing(id)
                .compose(campaign -> changes.hasMembers()
                        ? members.currency(changes, campaign.currency())
                        : Future.succeededFuture(campaign.currency()))
                .compose(currency ->
                        run(id, ChangeCampaign.call(new CampaignKeys(id), changes.stored(), clock.millis())))
                .compose(hash -> whole(id, hash));
    }

    Future<Void> delete(String id) {
        RedisFailures.requireOpen(gate);
        CampaignKeys keys = keys(id);
        return RedisFailures.orUnavailable(redis.runReplicated(DeleteCampaign.call(keys)))
                .compose(existed -> {
                    if (existed.toInteger() == 0) {
                        throw CampaignDirectory.unknown(id);
                    }
                    hints.changed(Ids.CAMPAIGN + id);
                    return index("SREM", id);
                })
                .compose(removed -> directory.settings(id))
                // One with the same id was created meanwhile.
                .compose(now -> now.isEmpty() ? Future.succeededFuture() : index("SADD", id))
                .mapEmpty();
    }

    Future<JsonObject> get(String id) {
        return directory.settings(keys(id).campaign()).compose(hash -> {
            if (hash.isEmpty()) {
                throw CampaignDirectory.unknown(id);
            }
            return whole(id, hash);
        });
    }

    /** Lists campaigns, newest first, without their streams. */
    Future<JsonObject> list() {
        return directory.ids().compose(ids -> {
            List<Future<Map<String, String>>> reads =
                    ids.stream().map(directory::settings).toList();
            return Future.all(reads).map(all -> {
                List<JsonObject> found = new ArrayList<>();
                for (int i = 0; i < ids.size(); i++) {
                    Map<String, String> hash = reads.get(i).result();
                    if (!hash.isEmpty()) {
                        found.add(settings(ids.get(i), hash));
                    }
                }
                found.sort(NEWEST_FIRST);
                return new JsonObject().put("campaigns", new JsonArray(found));
            });
        });
    }

    /** The keys of the ledgers of all members, also of those that are gone. */
    Future<List<StreamKeys>> ledgers(String id) {
        return existing(id)
                .compose(members::of)
                .map(found -> found.ids().stream().map(StreamKeys::new).toList());
    }

    private Future<Campaign> existing(String id) {
        return directory.find(keys(id).campaign()).map(campaign -> {
            if (campaign == null) {
                throw CampaignDirectory.unknown(id);
            }
            return campaign;
        });
    }

    private Future<JsonObject> whole(String id, Map<String, String> hash) {
        Campaign campaign = CampaignDirectory.of(id, hash);
        return members.of(campaign)
                .compose(found -> Backlog.count(redis, campaign, found.ids())
                        .map(behind -> CampaignJson.withMembers(settings(id, hash), found, behind)));
    }

    private JsonObject settings(String id, Map<String, String> hash) {
        return CampaignJson.settings(CampaignDirectory.of(id, hash), hash, clock.millis());
    }

    /** Runs a script that answers with the settings, or with a word for the reason why nothing was written. */
    private Future<Map<String, String>> run(String id, ScriptCall call) {
        return RedisFailures.orUnavailable(redis.runReplicated(call)).map(reply -> {
            if (reply.type() != ResponseType.MULTI) {
                throw problem(id, reply.toString());
            }
            hints.changed(Ids.CAMPAIGN + id);
            return CampaignDirectory.texts(reply);
        });
    }

    private Future<Response> index(String command, String id) {
        return RedisFailures.orUnavailable(redis.send(
                Request.cmd(Command.create(command)).arg(CampaignKeys.INDEX).arg(id)));
    }

    private static CampaignKeys keys(String id) {
        if (!Ids.isStream(id)) {
            throw CampaignDirectory.unknown(id);
        }
        return new CampaignKeys(id);
    }

    private static Problem problem(String id, String why) {
        return switch (why) {
            case "exists" -> Problem.of(409, Rule.CAMPAIGN_EXISTS.reason(id));
            case "unknown" -> CampaignDirectory.unknown(id);
            case "times" -> CampaignSettings.endsTooEarly();
            default -> throw new IllegalStateException("a script answered " + why);
        };
    }
}
