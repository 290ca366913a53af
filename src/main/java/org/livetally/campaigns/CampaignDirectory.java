package org.livetally.campaigns;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Ids;
import org.livetally.http.Problem;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.RedisLink;

/** The only reader of what campaigns there are. Futures fail as those of {@link RedisLink#send} do. */
public final class CampaignDirectory {
    private final RedisLink redis;

    public CampaignDirectory(RedisLink redis) {
        this.redis = redis;
    }

    /** The ids of all campaigns, sorted. */
    public Future<List<String>> ids() {
        return redis.send(Request.cmd(Command.SMEMBERS).arg(CampaignKeys.INDEX))
                .map(ids -> ids.stream()
                        .map(Response::toString)
                        .filter(Ids::isStream)
                        .sorted()
                        .toList());
    }

    /** A campaign; null if there is none with this id. */
    public Future<@Nullable Campaign> find(String id) {
        return settings(id).map(settings -> settings.isEmpty() ? null : of(id, settings));
    }

    /** The settings of a campaign as Redis has them; empty if there is none with this id. */
    Future<Map<String, String>> settings(String id) {
        return redis.send(Request.cmd(Command.HGETALL).arg(new CampaignKeys(id).settings()))
                .map(CampaignDirectory::texts);
    }

    /** The fields of a hash. By position: a look-up by name searches the whole reply each time. */
    static Map<String, String> texts(Response flat) {
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            texts.put(flat.get(i).toString(), flat.get(i + 1).toString());
        }
        return texts;
    }

    /** 404: there is no campaign with that id. */
    static Problem unknown(String id) {
        return Problem.of(404, Rule.CAMPAIGN_UNKNOWN.reason(id));
    }

    static Campaign of(String id, Map<String, String> settings) {
        List<String> streams = new ArrayList<>();
        new JsonArray(settings.getOrDefault("streams", "[]")).forEach(stream -> streams.add((String) stream));
        String problem = settings.get("problem");
        return new Campaign(
                id,
                settings.getOrDefault("title", ""),
                Objects.requireNonNull(settings.get("currency"), "a campaign has a currency"),
                settings.get("timezone"),
                streams,
                settings.get("prefix"),
                Long.parseLong(settings.getOrDefault("edition", "1")),
                number(settings.get("built")),
                settings.getOrDefault("status", ""),
                number(settings.get("startsAt")),
                number(settings.get("endsAt")),
                problem == null ? null : CampaignProblem.parse(problem));
    }

    private static @Nullable Long number(@Nullable String value) {
        return value == null ? null : Long.valueOf(value);
    }
}
