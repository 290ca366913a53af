package org.livetally.metrics.poll;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.campaigns.Backlog;
import org.livetally.campaigns.Campaign;
import org.livetally.campaigns.CampaignDirectory;
import org.livetally.domain.tally.Total;
import org.livetally.metrics.Metric;
import org.livetally.metrics.RedisStats.OfCampaign;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/** The campaigns that are running, and what is counted for them, for {@code /metrics}. */
final class LiveCampaigns {
    /** Maximum of campaigns that are shown, the first ones by id, so that all nodes show the same. */
    static final int MAX_SHOWN = 50;

    private final RedisLink redis;
    private final CampaignDirectory campaigns;

    /** To be constructed on the event loop of the link. */
    LiveCampaigns(RedisLink redis) {
        this.redis = redis;
        this.campaigns = new CampaignDirectory(redis);
    }

    Future<List<OfCampaign>> read() {
        return campaigns
                .ids()
                .compose(ids -> LiveStreams.inChunks(ids, this::running))
                .compose(running ->
                        LiveStreams.inChunks(running.subList(0, Math.min(MAX_SHOWN, running.size())), this::figures));
    }

    private Future<@Nullable Campaign> running(String id) {
        return campaigns.find(id).map(found -> found != null && found.status().equals("live") ? found : null);
    }

    private Future<@Nullable OfCampaign> figures(Campaign campaign) {
        return Backlog.ofCounted(redis, campaign).compose(backlog -> {
            Map<Metric, Long> figures = new EnumMap<>(Metric.class);
            figures.put(Metric.CAMPAIGN_STREAMS, (long) backlog.streams());
            figures.put(Metric.CAMPAIGN_BEHIND, backlog.messages());
            OfCampaign shown = new OfCampaign(campaign.id(), campaign.title(), campaign.currency(), figures);
            return campaign.isPresent()
                    ? addTotals(campaign, figures).map(added -> shown)
                    : Future.succeededFuture(shown); // no figure is better than one that is not the present
        });
    }

    private Future<Void> addTotals(Campaign campaign, Map<Metric, Long> figures) {
        StreamKeys keys = new CampaignKeys(campaign.id()).tallies();
        Future<Response> sums = redis.send(Request.cmd(Command.HMGET)
                .arg(keys.totals())
                .arg(Total.GMV.key())
                .arg(Total.ORDERS.key()));
        Future<Response> buyers = redis.send(Request.cmd(Command.SCARD).arg(keys.buyers()));
        return Future.all(sums, buyers).map(read -> {
            figures.put(Metric.CAMPAIGN_GMV, LiveStreams.number(sums.result().get(0)));
            figures.put(Metric.CAMPAIGN_ORDERS, LiveStreams.number(sums.result().get(1)));
            figures.put(Metric.CAMPAIGN_BUYERS, LiveStreams.number(buyers.result()));
            return null;
        });
    }
}
