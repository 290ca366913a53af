package org.livetally.campaigns.follow;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.archive.Ledgers;
import org.livetally.campaigns.Campaign;
import org.livetally.campaigns.CampaignProblem;
import org.livetally.campaigns.CampaignProblem.Kind;
import org.livetally.campaigns.follow.FollowMembers.Answer;
import org.livetally.ledger.count.RecentBatches;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.ChangedBoards;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * One edition of a campaign, followed by this node: its tallies as they stand, or those that are built anew because its
 * members have changed.
 */
final class FollowedCampaign {
    private static final Logger LOG = Logger.getLogger(FollowedCampaign.class.getName());
    /** The members that one script counts. */
    private static final int READ_AT_ONCE = 16;
    /** The most bytes of the ledgers that one script counts: some twenty thousand orders, which move much the same tallies. */
    private static final int MOST_BYTES = 4 << 20;

    private static final int LEAST_BYTES = 128 << 10;
    /** How many tallies, buyers and orders that wait one script should move, which takes Redis a few milliseconds. */
    private static final int ENOUGH_MOVED = 5_000;

    final Campaign campaign;
    private final RedisLink redis;
    private final InstantSource clock;
    private final CampaignKeys keys;
    private final MemberReader reader;
    private final DistinctViewers viewers;
    private final Members members = new Members();
    private final boolean building;
    private final CampaignBuild build;
    private final KnownBuyers buyers = new KnownBuyers();
    private int bytesAtOnce = LEAST_BYTES;
    private boolean hasCursors;
    /** How often {@link #distrust} was called. */
    private int distrusted;
    /** How often a buyer was erased in these tallies when the cursors were read; what is read later is without. */
    private String erasures = "";

    /** Whether the cursors were read in this step. */
    private boolean hasFreshCursors;

    private boolean asksAll = true;
    private boolean waits;
    private boolean isOver;
    /** What was written of it last; null if that is unknown. */
    private @Nullable String written;

    private String toldProblem = "";
    private @Nullable CampaignProblem problem;
    /** The member that could not be counted last, and where; cursors only go on, so it holds however long ago it was. */
    private @Nullable UnreadableMember doubtful;

    FollowedCampaign(Ledgers ledgers, RecentBatches recent, InstantSource clock, Campaign campaign) {
        this.redis = ledgers.redis();
        this.clock = clock;
        this.campaign = campaign;
        this.building = !campaign.isBuilt();
        CampaignKeys used = new CampaignKeys(campaign.id());
        this.keys = building ? used.next() : used;
        this.build = new CampaignBuild(redis, campaign.id(), campaign.edition());
        this.viewers = new DistinctViewers(redis, keys, campaign.edition());
        String zone = campaign.timezone();
        this.reader = new MemberReader(
                ledgers, recent, new StoredOrders(redis, keys), buyers, zone == null ? null : ZoneId.of(zone));
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
                && Objects.equals(campaign.startsAt(), now.startsAt())
                && Objects.equals(campaign.endsAt(), now.endsAt())
                && Objects.equals(campaign.built(), now.built());
    }

    /**
     * Takes over what Redis says of it. If that is not what was written here last, another node has written, which had followed
     * it until just now; then it is written again.
     */
    void sees(Campaign stored) {
        CampaignProblem said = stored.problem();
        if (!(stored.status() + (said == null ? "" : said.text())).equals(written)) {
            written = null;
        }
    }

    /** Takes over which streams are members. */
    void add(List<String> streams) {
        members.add(streams);
    }

    /** Members with open connections, which a killed node may have left. */
    List<String> watched() {
        return members.watched();
    }

    /** Has the next round ask about idle members, too. */
    void askAll() {
        asksAll = true;
        waits = false;
    }

    /** Another Redis may have taken over, which has counted less: cursors and members are read again. */
    void distrust() {
        hasCursors = false;
        distrusted++;
    }

    /** Whether there is nothing to do before the next {@link #askAll}. */
    boolean waits() {
        return waits;
    }

    /** Whether there is more to read now. */
    boolean hasMore() {
        return canGoOn() && !members.isRead();
    }

    /** Whether what is known of the cursors holds, and they are still wanted. */
    private boolean canGoOn() {
        return !isOver && hasCursors;
    }

    /**
     * Does one step: asks which members have changed, and counts some pages of some of them. A long ledger takes many steps, so
     * that no chain of futures gets long.
     */
    Future<Void> follow() {
        hasFreshCursors = false;
        return cursors().compose(read -> isOver ? Future.succeededFuture() : step());
    }

    private Future<Void> step() {
        if (!members.isRead()) {
            return readOn();
        }
        problem = null; // what is wrong still is found again
        List<String> asked = members.asked(asksAll);
        asksAll = false;
        return changed(asked).compose(changed -> {
            members.mustRead(changed);
            return readOn();
        });
    }

    /** While it is built, every member must be read: who does not answer is not left out, or its sales would be. */
    private Future<List<String>> changed(List<String> asked) {
        return building && redis.isCluster()
                ? Future.succeededFuture(members.all())
                : ChangedBoards.among(redis, asked, stream -> new StreamKeys(stream).totals(), members::version);
    }

    /** Some members to read. Of a Redis Cluster, those of a server that is away wait, and hold up no other one. */
    private List<String> nextMembers() {
        List<String> next = members.next(READ_AT_ONCE);
        List<String> away = next.stream().filter(this::mayWait).toList();
        away.forEach(members::postpone);
        return away.isEmpty() ? next : nextMembers();
    }

    private boolean mayWait(String stream) {
        return redis.isCluster() && !building && !redis.isConnected(new StreamKeys(stream).settings());
    }

    private Future<Void> cursors() {
        return hasCursors
                ? Future.succeededFuture()
                : (building ? build.begin() : Future.succeededFuture(true))
                        .compose(begun -> begun ? readCursors() : over());
    }

    private Future<Void> over() {
        isOver = true;
        return Future.succeededFuture();
    }

    private Future<Void> readCursors() {
        int before = distrusted;
        Future<Response> erased = redis.send(
                Request.cmd(Command.HGET).arg(keys.tallies().totals()).arg("erasures"));
        return Future.all(erased, redis.send(Request.cmd(Command.HGETALL).arg(keys.cursors())))
                .map(read -> {
                    if (distrusted != before) {
                        throw new IllegalStateException("another Redis may have taken over meanwhile");
                    }
                    erasures = erased.result() == null ? "" : erased.result().toString();
                    members.follow(Cursor.all(read.resultAt(1)));
                    buyers.forget();
                    hasCursors = true;
                    hasFreshCursors = true;
                    written = null; // it may be otherwise in Redis
                    asksAll = true;
                    return null;
                });
    }

    private Future<Void> readOn() {
        List<String> next = nextMembers();
        if (next.isEmpty()) {
            return settle();
        }
        int before = distrusted;
        int bytes = bytesAtOnce / next.size();
        List<Future<MemberReading>> reads = new ArrayList<>();
        next.forEach(stream -> reads.add(reader.read(stream, members.cursor(stream), bytes)
                .recover(cause -> Future.failedFuture(named(stream, cause)))));
        return Future.all(reads).compose(all -> {
            if (distrusted != before) { // a page may be of the Redis before, and lost; the next ones are not
                throw new IllegalStateException("another Redis may have taken over meanwhile");
            }
            return count(reads.stream().map(Future::result).toList());
        });
    }

    /** A failure that is no outage concerns one member, which must be named. */
    private Throwable named(String stream, Throwable cause) {
        if (!hasFreshCursors) {
            return cause; // somebody else may have counted: read the cursors again, and then judge
        }
        return RedisFailures.isPermanent(cause) ? new UnreadableMember(stream, members.cursor(stream), cause) : cause;
    }

    /** A member whose ledger cannot be counted. */
    private static final class UnreadableMember extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String stream;
        /** From where; null from its beginning. */
        private final transient @Nullable Cursor cursor;

        UnreadableMember(String stream, @Nullable Cursor cursor, Throwable cause) {
            super("the ledger of " + stream + " cannot be counted", cause);
            this.stream = stream;
            this.cursor = cursor;
        }

        /**
         * Whether another reading failed at the same place. If the cursor has moved meanwhile, somebody else has counted, and
         * what was read of the campaign did not fit together: then nothing is wrong with the ledger.
         */
        boolean isConfirmedBy(UnreadableMember other) {
            return stream.equals(other.stream) && Objects.equals(cursor, other.cursor);
        }
    }

    private Future<Void> count(List<MemberReading> readings) {
        List<MemberReading> counted = new ArrayList<>();
        for (MemberReading reading : readings) {
            if (reading.isLossAccepted()) {
                return again("messages of " + reading.stream() + " that were counted are gone");
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
        Future<Void> wrote = counted.isEmpty() ? Future.succeededFuture() : write(counted, toldProblem);
        return wrote.compose(done -> canGoOn() && members.isRead() ? settle() : Future.succeededFuture());
    }

    /** A later stream that a prefix chose; one that is named is checked when it is. */
    private boolean isOfOtherCurrency(MemberReading reading) {
        MemberState state = reading.state();
        return state != null && !state.settings().currency().equals(campaign.currency());
    }

    /** @param told what is said of its problems; what this round has found so far may not be all */
    private Future<Void> write(List<MemberReading> counted, String told) {
        long now = clock.millis();
        String status = campaign.statusAt(now);
        FollowMembers.State state = new FollowMembers.State(now, campaign.edition(), status, told, building, erasures);
        FollowMembers plan = new FollowMembers(counted, buyers);
        return redis.run(plan.call(keys, state)).compose(reply -> switch (Answer.of(reply)) {
            case DONE -> {
                plan.wrote();
                bytesAtOnce = bytesFor(plan.moved());
                written = status + told;
                toldProblem = told;
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
            case FULL -> {
                problem = new CampaignProblem(Kind.FULL, null);
                waits = true;
                yield Future.failedFuture("campaign " + campaign.id() + " is not followed: "
                        + problem.reason().sentence());
            }
        });
    }

    /** How much is read next: so much that it moves enough, if it moves as much as that before. */
    private int bytesFor(int moved) {
        long bytes = (long) bytesAtOnce * ENOUGH_MOVED / Math.max(moved, 1);
        return (int) Math.max(LEAST_BYTES, Math.min(MOST_BYTES, bytes));
    }

    /** Everything is counted. What was built is put in place; what has changed of the campaign itself is written. */
    private Future<Void> settle() {
        String told = problem == null ? "" : problem.text();
        boolean same = (campaign.statusAt(clock.millis()) + told).equals(written);
        Future<Void> wrote = same ? Future.succeededFuture() : write(List.of(), told);
        return building && problem == null
                ? wrote.compose(done -> canGoOn() ? build.put(clock.millis()).compose(put -> over()) : wrote)
                : wrote;
    }

    private Future<Void> again(String why) {
        LOG.log(Level.WARNING, "campaign {0} is built anew: {1}", new Object[] {campaign.id(), why});
        isOver = true;
        return build.again();
    }

    /** Notes why following failed, so that the board is not shown as if it were the present, and waits for a second. */
    Future<Void> failed(Throwable cause) {
        hasCursors = false;
        bytesAtOnce = LEAST_BYTES; // what comes before an entry that cannot be read is counted
        if (cause instanceof UnreadableMember unreadable && isConfirmed(unreadable)) {
            problem = new CampaignProblem(Kind.UNREADABLE, unreadable.stream);
            waits = true;
        }
        CampaignProblem told = problem;
        return told == null || isOver ? Future.succeededFuture() : write(List.of(), told.text());
    }

    private boolean isConfirmed(UnreadableMember unreadable) {
        UnreadableMember before = doubtful;
        doubtful = unreadable;
        return before != null && before.isConfirmedBy(unreadable);
    }
}
