package org.livetally.campaigns.follow;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.livetally.archive.Ledgers;
import org.livetally.campaigns.Campaign;
import org.livetally.campaigns.CampaignDirectory;
import org.livetally.domain.board.Board;
import org.livetally.domain.stream.Ids;
import org.livetally.ledger.count.RecentBatches;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/**
 * Follows the campaigns of which this node holds the lease, on an event loop of its own, so that neither orders nor
 * screens wait for it. Each second it looks which campaigns there are and which streams are their members, and each third one while it follows none; each tick it
 * asks which members have changed, and counts what is new.
 *
 * <p>Any node can do it: the lease only saves work. Two that follow the same campaign cannot count a message twice, since
 * the tallies move together with the cursors.
 */
public final class CampaignFollower {
    private static final Logger LOG = Logger.getLogger(CampaignFollower.class.getName());
    private static final LuaScript LEASE = LuaScript.load("hold_lease");
    private static final long LOOK_MS = 1_000;
    private static final long LEASE_MS = 3_000;
    /** A node that follows none looks at every third second only: a server without campaigns costs Redis next to nothing. */
    private static final int IDLE_LOOKS = 3;

    private final Vertx vertx;
    private final Ledgers ledgers;
    private final RedisLink redis;
    private final RecentBatches recent;
    private final InstantSource clock;
    private final String node;
    private final Function<String, Future<Void>> expireViewers;
    private final CampaignDirectory directory;
    private final Map<String, FollowedCampaign> followed = new HashMap<>();
    /** Campaigns that are being followed at this moment. */
    private final Set<String> busy = new HashSet<>();

    private int seconds;
    private boolean looking;
    private boolean lookAgain;

    /**
     * @param recent what this node has recorded a moment ago
     * @param node names this node in leases
     * @param expireViewers removes viewers that a killed node left in a stream
     */
    public CampaignFollower(
            Vertx vertx,
            Ledgers ledgers,
            RecentBatches recent,
            InstantSource clock,
            String node,
            Function<String, Future<Void>> expireViewers) {
        this.vertx = vertx;
        this.ledgers = ledgers;
        this.redis = ledgers.redis();
        this.recent = recent;
        this.clock = clock;
        this.node = node;
        this.expireViewers = expireViewers;
        this.directory = new CampaignDirectory(redis);
    }

    /** Follows from now on, on this event loop. */
    public void start() {
        redis.onConnected(() -> {
            followed.values().forEach(FollowedCampaign::distrust);
            look();
        });
        vertx.setPeriodic(LOOK_MS, id -> {
            if (!followed.isEmpty() || seconds++ % IDLE_LOOKS == 0) {
                look();
            }
            tick(true);
            followed.values().forEach(campaign -> campaign.watched().forEach(this::expire));
        });
        vertx.setPeriodic(Board.TICK_MS, id -> tick(false));
    }

    private void expire(String stream) {
        expireViewers.apply(stream).onFailure(e -> LOG.log(Level.FINE, "viewers could not be expired", e));
    }

    /** Looks which campaigns there are, unless it is looking already. */
    private void look() {
        lookAgain = looking;
        if (looking || !redis.isConnected(CampaignKeys.INDEX)) {
            return;
        }
        looking = true;
        campaigns().onComplete(done -> {
            looking = false;
            if (done.failed()) {
                LOG.log(Level.FINE, "campaigns could not be read; tried again soon", done.cause());
            }
            if (lookAgain) {
                look();
            }
        });
    }

    private Future<Void> campaigns() {
        return directory.ids().compose(ids -> {
            followed.keySet().retainAll(ids);
            return ids.isEmpty()
                    ? Future.succeededFuture()
                    : streams().compose(streams -> {
                        List<Future<Void>> looks = new ArrayList<>();
                        ids.forEach(id -> looks.add(look(id, streams)));
                        return Future.all(looks).mapEmpty();
                    });
        });
    }

    private Future<List<String>> streams() {
        return redis.send(Request.cmd(Command.SMEMBERS).arg(StreamKeys.INDEX))
                .map(ids -> ids.stream()
                        .map(Response::toString)
                        .filter(Ids::isStream)
                        .sorted()
                        .toList());
    }

    private Future<Void> look(String id, List<String> streams) {
        Future<Response> lease = redis.run(new ScriptCall(LEASE)
                .key(new CampaignKeys(id).follower())
                .arg(node)
                .arg(LEASE_MS));
        return Future.all(lease, directory.find(id)).map(read -> {
            Campaign campaign = read.resultAt(1);
            if (campaign == null || lease.result().toInteger() == 0) {
                followed.remove(id);
            } else {
                follow(campaign, streams);
            }
            return null;
        });
    }

    private void follow(Campaign campaign, List<String> streams) {
        FollowedCampaign known = followed.get(campaign.id());
        FollowedCampaign now =
                known != null && known.isOf(campaign) ? known : new FollowedCampaign(ledgers, recent, clock, campaign);
        now.add(campaign.members(streams));
        now.sees(campaign);
        followed.put(campaign.id(), now);
        if (now != known) {
            tick(campaign.id(), true);
        }
    }

    private void tick(boolean all) {
        List.copyOf(followed.keySet()).forEach(campaign -> tick(campaign, all));
    }

    private void tick(String id, boolean all) {
        FollowedCampaign campaign = followed.get(id);
        if (campaign == null) {
            return;
        }
        if (all) {
            campaign.askAll();
        }
        if (!campaign.waits() && redis.isConnected(new CampaignKeys(id).follower()) && busy.add(id)) {
            step(id, campaign);
        }
    }

    private void step(String id, FollowedCampaign campaign) {
        campaign.follow()
                .recover(cause -> {
                    // The link tells of an outage itself, and once.
                    Level level = redis.isConnected() ? Level.WARNING : Level.FINE;
                    LOG.log(level, "campaign " + id + " could not be followed; tried again soon", cause);
                    return campaign.failed(cause);
                })
                .onComplete(done -> {
                    busy.remove(id);
                    if (campaign.isOver()) {
                        followed.remove(id, campaign);
                        look();
                    } else if (done.succeeded() && campaign.hasMore()) {
                        vertx.runOnContext(turn -> tick(id, false));
                    }
                });
    }
}
