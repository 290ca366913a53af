package org.livetally.campaigns.follow;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.livetally.campaigns.CampaignDirectory;
import org.livetally.campaigns.follow.EraseInCampaign.Bought;
import org.livetally.campaigns.follow.EraseInCampaign.Replaced;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.tally.Tallies;
import org.livetally.ledger.count.KnownOrder;
import org.livetally.ledger.count.Steps;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.RedisLink;

/**
 * Puts a pseudonym in place of a buyer in what a campaign has counted, once the ledgers of its streams have it. Nothing is
 * counted anew, and no figure moves.
 *
 * <p>A node may have read the ledgers before, and count what it read later. So everything it had read is refused first, then
 * the orders that are open are replaced, from which later payments would bring the id back; from there on only somebody who
 * bought again can have it. Who bought again is a buyer of one of the streams by that id, and stays one here, beside the pseudonym.
 */
public final class CampaignErasure {
    private static final String BEGIN = "0";
    private static final int SLICE_ITEMS = 500;
    /** Each time, messages were counted meanwhile. */
    private static final int MAX_ATTEMPTS = 1_000;

    private final RedisLink redis;
    private final CampaignKeys keys;
    private final String buyer;
    private final EraseInCampaign script;
    private final LedgersNow ledgers;
    private final BuyersNow buyers;
    private final BuyersNow pseudonyms;
    private int attempts;

    private CampaignErasure(RedisLink redis, CampaignKeys keys, String buyer, String pseudonym) {
        this.redis = redis;
        this.keys = keys;
        this.buyer = buyer;
        this.script = new EraseInCampaign(redis, keys, buyer, pseudonym);
        this.ledgers = new LedgersNow(redis);
        this.buyers = new BuyersNow(redis, keys, buyer);
        this.pseudonyms = new BuyersNow(redis, keys, pseudonym);
    }

    /**
     * Erases a buyer in a campaign; to be called when no ledger in Redis has an older order of the buyer.
     *
     * @param archived streams whose ledgers are in files, which may have the buyer still: a campaign of one of them is counted
     *     anew, if it had the buyer
     */
    public static Future<Void> run(
            RedisLink redis, String campaign, String buyer, String pseudonym, Collection<String> archived) {
        CampaignKeys used = new CampaignKeys(campaign);
        CampaignErasure erasure = new CampaignErasure(redis, used, buyer, pseudonym);
        // What is being built first: if it is put in place meanwhile, it is among those in use.
        return erasure.isUncertain(archived)
                .compose(uncertain -> new CampaignErasure(redis, used.next(), buyer, pseudonym)
                        .run()
                        .compose(next -> erasure.run())
                        .compose(done -> uncertain ? erasure.again() : Future.succeededFuture()));
    }

    /** Whether the buyer is one of the campaign's, perhaps by a ledger that was not looked at. */
    private Future<Boolean> isUncertain(Collection<String> archived) {
        return redis.send(Request.cmd(Command.HGETALL).arg(keys.cursors()))
                .compose(cursors -> Collections.disjoint(Cursor.all(cursors).keySet(), archived)
                        ? Future.succeededFuture(false)
                        : redis.send(Request.cmd(Command.SISMEMBER)
                                        .arg(keys.tallies().buyers())
                                        .arg(buyer))
                                .map(is -> is.toInteger() == 1));
    }

    private Future<Void> again() {
        return new CampaignDirectory(redis)
                .find(keys.campaign())
                .compose(now -> now == null
                        ? Future.succeededFuture()
                        : new CampaignBuild(redis, now.id(), now.edition()).again());
    }

    private Future<Void> run() {
        return script.run("", Replaced.NOTHING)
                .compose(there -> there
                        ? open().compose(replaced -> groups()).compose(groups -> Steps.whileTrue(() -> tallies(groups)))
                        : Future.succeededFuture());
    }

    private Future<Void> open() {
        return each("HSCAN", keys.open(), slice -> {
            Map<String, List<String>> open = new TreeMap<>();
            Future<Void> done = Future.succeededFuture();
            for (int i = 0; i < slice.size(); i += 2) {
                String name = slice.get(i).toString();
                String held = slice.get(i + 1).toString();
                if (isOfBuyer(name, held)) {
                    done = done.compose(before -> ledgers.open(name, held)).map(now -> {
                        open.put(name, List.of(held, now));
                        return null;
                    });
                }
            }
            return done.compose(read -> open.isEmpty()
                    ? Future.succeededFuture()
                    : script.run("", Replaced.open(open)).mapEmpty());
        });
    }

    private boolean isOfBuyer(String name, String held) {
        String stream = name.substring(0, name.indexOf(Tallies.SEPARATOR));
        Buyer placedBy = KnownOrder.parse(stream, held).order().buyer();
        return placedBy != null && buyer.equals(placedBy.id());
    }

    private Future<Set<String>> groups() {
        Set<String> groups = new TreeSet<>();
        String end = Tallies.SEPARATOR + buyer;
        return each("SSCAN", keys.tallies().groupBuyers(), slice -> {
                    slice.forEach(pair -> {
                        if (pair.toString().endsWith(end)) {
                            groups.add(
                                    pair.toString().substring(0, pair.toString().length() - end.length()));
                        }
                    });
                    return Future.succeededFuture();
                })
                .map(groups);
    }

    /** Visits some items of a key after the others. */
    private interface Visit {
        Future<Void> visit(Response slice);
    }

    private Future<Void> each(String command, String key, Visit visit) {
        String[] cursor = {BEGIN};
        return Steps.whileTrue(() -> redis.send(Request.cmd(Command.create(command))
                        .arg(key)
                        .arg(cursor[0])
                        .arg("COUNT")
                        .arg(SLICE_ITEMS))
                .compose(reply -> {
                    cursor[0] = reply.get(0).toString();
                    return visit.visit(reply.get(1)).map(!cursor[0].equals(BEGIN));
                }));
    }

    /** Replaces the buyer, if nothing was counted since it was looked at; completes with whether it must be tried again. */
    private Future<Boolean> tallies(Set<String> groups) {
        Request version = Request.cmd(Command.HGET).arg(keys.tallies().totals()).arg("version");
        return redis.send(version)
                .compose(now ->
                        replaced(groups).compose(replaced -> script.run(now == null ? "" : now.toString(), replaced)))
                .compose(done -> done ? Future.succeededFuture(false) : isThere())
                .compose(again -> !again || ++attempts < MAX_ATTEMPTS
                        ? Future.succeededFuture(again)
                        : Future.failedFuture("campaign " + keys.campaign() + " counts all the time: try again"));
    }

    /** Reads all at the same time: what is counted meanwhile makes it be read again. */
    private Future<Replaced> replaced(Set<String> groups) {
        Future<BuyersNow.Found> buying = buyers.among(groups);
        Future<BuyersNow.Found> hidden = pseudonyms.among(groups);
        Future<Map<String, String>> recent = recent();
        return Future.all(buying, hidden, recent).map(read -> {
            Map<String, Bought> ofGroups = new TreeMap<>();
            groups.forEach(group -> ofGroups.put(
                    group, bought(buying, hidden, found -> found.groups().contains(group))));
            return new Replaced(Map.of(), bought(buying, hidden, BuyersNow.Found::anywhere), ofGroups, recent.result());
        });
    }

    private static Bought bought(
            Future<BuyersNow.Found> buying, Future<BuyersNow.Found> hidden, Predicate<BuyersNow.Found> isOne) {
        return new Bought(isOne.test(buying.result()), isOne.test(hidden.result()));
    }

    /** It may have been deleted meanwhile. */
    private Future<Boolean> isThere() {
        return redis.send(Request.cmd(Command.EXISTS).arg(keys.tallies().totals()))
                .map(is -> is.toInteger() == 1);
    }

    /** What is shown of the newest orders, where the ledgers say it otherwise now. */
    private Future<Map<String, String>> recent() {
        Request all =
                Request.cmd(Command.LRANGE).arg(keys.tallies().recent()).arg(0).arg(-1);
        return redis.send(all).compose(texts -> {
            Map<String, String> recent = new TreeMap<>();
            Future<Void> done = Future.succeededFuture();
            for (Response text : texts) {
                String held = text.toString();
                done = done.compose(before -> ledgers.recent(held)).map(now -> {
                    if (!now.equals(held)) {
                        recent.put(held, now);
                    }
                    return null;
                });
            }
            return done.map(recent);
        });
    }
}
