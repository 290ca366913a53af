package org.livetally.campaigns;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Currencies;
import org.livetally.http.Problem;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.RedisLink;
import org.livetally.streams.StreamDirectory;
import org.livetally.streams.StreamDirectory.Brief;

/** The streams of campaigns: which may be members, and which are. */
final class CampaignMembers {
    private final RedisLink redis;
    private final StreamDirectory streams;

    CampaignMembers(RedisLink redis) {
        this.redis = redis;
        this.streams = new StreamDirectory(redis);
    }

    /**
     * A member.
     *
     * @param status scheduled, live, ended or gone
     * @param gmv as far as the campaign has counted it, in minor units
     */
    record Member(String id, String title, String status, long gmv, long orders) {}

    /** A stream that the prefix names, but that counts in another currency than the campaign. */
    record Refused(String stream, String currency) {}

    /** The members of a campaign at one moment. */
    record Members(List<Member> members, List<Refused> refused) {
        List<String> ids() {
            return members.stream().map(Member::id).toList();
        }
    }

    /**
     * The currency of a campaign of these streams: the one that is wanted, otherwise that of the first stream.
     *
     * @return fails with a {@link Problem} that names the first stream that cannot be a member
     */
    Future<String> currency(CampaignSettings settings, @Nullable String wanted) {
        boolean named = settings.prefix().isEmpty();
        Future<List<String>> asked = named
                ? Future.succeededFuture(settings.streams())
                : streams.ids().map(all -> beginningWith(settings.prefix(), all));
        return asked.compose(ids -> {
            if (ids.size() > Campaign.MAX_STREAMS) {
                throw Problem.invalidField("prefix", Rule.CAMPAIGN_LIMIT.reason(Campaign.MAX_STREAMS, ids.size()));
            }
            return streams.briefly(ids).map(found -> currency(named, ids, found, wanted));
        });
    }

    private static String currency(boolean named, List<String> ids, Map<String, Brief> found, @Nullable String wanted) {
        String currency = wanted;
        for (String id : ids) {
            Brief stream = found.get(id);
            if (stream == null && named) {
                throw Problem.invalidField("streams", Rule.STREAM_UNKNOWN.reason(id));
            } else if (stream != null && currency == null) {
                currency = stream.currency();
            } else if (stream != null && !stream.currency().equals(currency)) {
                throw Problem.invalidField(
                        named ? "streams" : "prefix",
                        Rule.CAMPAIGN_CURRENCY.reason(String.valueOf(currency), id, stream.currency()));
            }
        }
        return currency == null ? Currencies.DEFAULT : currency;
    }

    private static List<String> beginningWith(String prefix, List<String> all) {
        return all.stream().filter(id -> id.startsWith(prefix)).toList();
    }

    /** The members of a campaign now, with those that were counted and are gone. */
    Future<Members> of(Campaign campaign) {
        Future<List<String>> all = campaign.prefix() == null ? Future.succeededFuture(List.of()) : streams.ids();
        Future<Map<String, String>> counted = redis.send(Request.cmd(Command.HGETALL)
                        .arg(new CampaignKeys(campaign.id()).tallies().members()))
                .map(CampaignDirectory::texts);
        return Future.all(all, counted).compose(both -> {
            Set<String> ids = new LinkedHashSet<>(campaign.members(all.result()));
            if (campaign.prefix() != null) {
                counted.result().keySet().stream()
                        .filter(field -> field.endsWith(":status"))
                        .map(field -> field.substring(0, field.indexOf(':')))
                        .sorted()
                        .forEach(ids::add);
            }
            return streams.briefly(ids).map(found -> members(campaign, ids, found, counted.result()));
        });
    }

    private static Members members(
            Campaign campaign, Set<String> ids, Map<String, Brief> found, Map<String, String> counted) {
        List<Member> members = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        for (String id : ids) {
            Brief stream = found.get(id);
            String title = counted.get(id + ":title");
            if (stream != null && !stream.currency().equals(campaign.currency())) {
                refused.add(new Refused(id, stream.currency()));
            } else if (stream != null || title != null || campaign.prefix() == null) {
                members.add(new Member(
                        id,
                        stream != null ? stream.title() : title != null ? title : id,
                        stream != null ? stream.status() : "gone",
                        Long.parseLong(counted.getOrDefault(id + ":gmv", "0")),
                        Long.parseLong(counted.getOrDefault(id + ":orders", "0"))));
            }
        }
        return new Members(members, refused);
    }
}
