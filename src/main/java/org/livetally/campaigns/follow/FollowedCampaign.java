package org.livetally.campaigns.follow;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.campaigns.Campaign;
import org.livetally.campaigns.CampaignProblem;
import org.livetally.campaigns.CampaignProblem.Kind;
import org.livetally.campaigns.follow.FollowMembers.Answer;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/**
 * One edition of a campaign, followed by this node: its tallies as they stand, or those that are built anew because its
 * members have changed.
 */
final class FollowedCampaign {
    private static final Logger LOG = Logger.getLogger(FollowedCampaign.class.getName());
    private static final LuaScript CHANGED = LuaScript.load("changed_boards");
    private static final LuaScript SWITCH = LuaScript.load("switch_campaign");
    /** The members of one question. */
    private static final int ASKED_AT_ONCE = 1_000;
    /** The members that one script counts. */
    private static final int READ_AT_ONCE = 16;
    /** The bytes of the ledgers that one script counts: some thousand orders, a few milliseconds. */
    private static final int BYTES_AT_ONCE = 256 << 10;

    final Campaign campaign;
    private final RedisLink redis;
    private final InstantSource clock;
    private final CampaignKeys keys;
    private final MemberReader reader;
    private final DistinctViewers viewers;
    private final Members members = new Members();
    private final boolean building;
    private boolean hasCursors;
    private boolean isOver;
    /** What was written of it last; null if that is unknown. */
    private @Nullable String written;

    private @Nullable CampaignProblem problem;

    FollowedCampaign(RedisLink redis, InstantSource clock, Campaign campaign) {
        this.redis = redis;
        this.clock = clock;
        this.campaign = campaign;
        this.building = !Objects.equals(campaign.built(), campaign.edition());
        CampaignKeys used = new CampaignKeys(campaign.id());
        this.keys = building ? used.next() : used;
        this.viewers = new DistinctViewers(redis, keys, campaign.edition());
        String zone = campaign.timezone();
        this.reader = new MemberReader(redis, new StoredOrders(redis, keys), zone == null ? null : ZoneId.of(zone));
    }

    /** Whether it must be begun anew: it was built, or is another campaign now. */
    boolean isOver() {
        return isOver;
    }

    /** Whether this follows the campaign as it is now. */
    boolean isOf(Campaign now) {
        return !isOver
                && campaign.edition() == now.edition()
                && Objects.equals(campaign.timezone(), now.timezone())
                && Objects.equals(campaign.built(), now.built());
    }

    /** Takes over which streams are members. */
    void add(List<String> streams) {
        members.add(streams);
    }

    /** Members with open connections, which a killed node may have left. */
    List<String> watched() {
        return members.watched();
    }

    /**
     * Counts what is new, until nothing is.
     *
     * @param all whether to ask about idle members, too
     */
    Future<Void> follow(boolean all) {
        problem = null; // what is wrong still is found again
        return cursors().compose(read -> changed(members.asked(all), 0)).compose(asked -> readOn());
    }

    private Future<Void> cursors() {
        if (hasCursors) {
            return Future.succeededFuture();
        }
        return redis.send(Request.cmd(Command.HGETALL).arg(keys.cursors())).map(reply -> {
            Map<String, Cursor> cursors = new HashMap<>();
            for (String stream : reply.getKeys()) {
                Cursor cursor = Cursor.parse(reply.get(stream).toString());
                if (cursor != null) {
                    cursors.put(stream, cursor);
                }
            }
            members.follow(cursors);
            hasCursors = true;
            return null;
        });
    }

    private Future<Void> changed(List<String> asked, int from) {
        if (from >= asked.size()) {
            return Future.succeededFuture();
        }
        List<String> some = asked.subList(from, Math.min(from + ASKED_AT_ONCE, asked.size()));
        ScriptCall call = new ScriptCall(CHANGED);
        some.forEach(stream -> call.key(new StreamKeys(stream).totals()));
        some.forEach(stream -> call.arg(members.version(stream)));
        return redis.run(call).compose(places -> {
            members.mustRead(
                    places.stream().map(place -> some.get(place.toInteger())).toList());
            return changed(asked, from + ASKED_AT_ONCE);
        });
    }

    private Future<Void> readOn() {
        List<String> next = members.next(READ_AT_ONCE);
        if (next.isEmpty()) {
            return settle();
        }
        int bytes = BYTES_AT_ONCE / next.size();
        List<Future<MemberReading>> reads = new ArrayList<>();
        next.forEach(stream -> reads.add(reader.read(stream, members.cursor(stream), bytes)
                .recover(cause -> Future.failedFuture(named(stream, cause)))));
        return Future.all(reads)
                .compose(all -> count(reads.stream().map(Future::result).toList()));
    }

    /** A failure that is no outage concerns one member, which must be named. */
    private static Throwable named(String stream, Throwable cause) {
        return RedisFailures.isPermanent(cause) ? new UnreadableMember(stream, cause) : cause;
    }

    /** A member whose ledger cannot be counted. */
    private static final class UnreadableMember extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String stream;

        UnreadableMember(String stream, Throwable cause) {
            super("the ledger of " + stream + " cannot be counted", cause);
            this.stream = stream;
        }
    }

    private Future<Void> count(List<MemberReading> readings) {
        List<MemberReading> counted = new ArrayList<>();
        for (MemberReading reading : readings) {
            if (reading.isLossAccepted()) {
                return begin("messages of " + reading.stream() + " that were counted are gone");
            }
            if (reading.isBehind()) {
                problem = new CampaignProblem(Kind.WENT_BACK, reading.stream());
                members.postpone(reading.stream());
            } else if (isOfOtherCurrency(reading)) {
                members.skip(reading);
            } else {
                counted.add(reading);
            }
        }
        return counted.isEmpty()
                ? readOn()
                : write(counted).compose(done -> isOver || !hasCursors ? Future.succeededFuture() : readOn());
    }

    /** A later stream that a prefix chose; one that is named is checked when it is. */
    private boolean isOfOtherCurrency(MemberReading reading) {
        MemberState state = reading.state();
        return state != null && !state.settings().currency().equals(campaign.currency());
    }

    private Future<Void> write(List<MemberReading> counted) {
        long now = clock.millis();
        String status = campaign.statusAt(now);
        String text = problem == null ? "" : problem.text();
        FollowMembers.State state = new FollowMembers.State(now, campaign.edition(), status, text);
        return redis.run(new FollowMembers(counted).call(keys, state)).compose(reply -> switch (Answer.of(reply)) {
            case DONE -> {
                written = status + text;
                counted.forEach(members::followed);
                yield viewers.follow(counted);
            }
            case GONE, EDITION -> {
                isOver = true;
                yield Future.succeededFuture();
            }
            case MOVED -> {
                hasCursors = false;
                yield Future.succeededFuture();
            }
            case FULL -> stop(new CampaignProblem(Kind.FULL, null));
        });
    }

    private Future<Void> stop(CampaignProblem found) {
        problem = found;
        hasCursors = false;
        return Future.failedFuture("campaign " + campaign.id() + " is not followed: "
                + found.reason().sentence());
    }

    /** Everything is counted. What was built is put in place; what has changed of the campaign itself is written. */
    private Future<Void> settle() {
        String status = campaign.statusAt(clock.millis());
        String text = problem == null ? "" : problem.text();
        if (building && problem == null && written != null) {
            return put();
        }
        if (building && problem == null) {
            return write(List.of()).compose(done -> isOver || !hasCursors ? Future.succeededFuture() : put());
        }
        return (status + text).equals(written) ? Future.succeededFuture() : write(List.of());
    }

    private Future<Void> put() {
        CampaignKeys used = new CampaignKeys(campaign.id());
        List<String> inUse = used.built();
        List<String> built = keys.built();
        ScriptCall call = new ScriptCall(SWITCH).key(keys.settings());
        for (int i = 0; i < inUse.size(); i++) {
            call.key(inUse.get(i)).key(built.get(i));
        }
        return redis.run(call.arg(campaign.edition())).map(done -> {
            isOver = true;
            return null;
        });
    }

    /** Raises the edition, so that the tallies are built anew. */
    private Future<Void> begin(String why) {
        LOG.log(Level.WARNING, "campaign {0} is built anew: {1}", new Object[] {campaign.id(), why});
        isOver = true;
        return redis.send(Request.cmd(Command.HINCRBY)
                        .arg(keys.settings())
                        .arg("edition")
                        .arg(1))
                .mapEmpty();
    }

    /** Notes why following failed, so that the board is not shown as if it were the present. */
    Future<Void> failed(Throwable cause) {
        hasCursors = false;
        if (cause instanceof UnreadableMember unreadable) {
            problem = new CampaignProblem(Kind.UNREADABLE, unreadable.stream);
        }
        return problem == null || isOver ? Future.succeededFuture() : settle();
    }
}
