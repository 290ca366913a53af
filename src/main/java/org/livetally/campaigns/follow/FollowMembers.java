package org.livetally.campaigns.follow;

import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.livetally.domain.Integers;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.board.Board;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.domain.tally.Total;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.MessagePack;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/**
 * Adds what some members move to a campaign's tallies, and moves its cursors. Hides the order of the keys and arguments
 * of {@code follow_members.lua}.
 */
final class FollowMembers {
    private static final LuaScript SCRIPT = LuaScript.load("follow_members");
    private static final String GONE = "gone";
    private static final int BYTES_A_MOVE = 32;

    private final List<MemberReading> members;
    private final KnownBuyers known;
    private final String mark;
    private final Map<String, Map<String, Long>> increments = new TreeMap<>();
    /** By group. */
    private final Map<String, Set<String>> buyers = new HashMap<>();

    private final Set<Long> minutes = new TreeSet<>();

    /** What the script says. */
    enum Answer {
        DONE,
        /** There is no such campaign. */
        GONE,
        /** The members of the campaign have changed. */
        EDITION,
        /** A cursor or the mark of the last write is not as it was: somebody else has followed; or a buyer was erased meanwhile. */
        MOVED,
        /** A total would pass its maximum. */
        FULL;

        static Answer of(Response reply) {
            return switch (reply.toString()) {
                case "gone" -> GONE;
                case "edition" -> EDITION;
                case "moved" -> MOVED;
                case "full" -> FULL;
                default -> DONE;
            };
        }
    }

    /**
     * What is written of the campaign besides its tallies.
     *
     * @param problem what keeps it from being followed, see {@code CampaignProblem}; empty if nothing does
     * @param building whether the tallies are being built, beside those in use
     * @param erasures how often a buyer was erased in them before the members were read; empty for never
     */
    record State(long now, long edition, String status, String problem, boolean building, String erasures) {}

    /**
     * @param members what was read of them; those that lost messages must not be among them
     * @param known those buyers that the campaign has, which were left out of the readings
     */
    FollowMembers(List<MemberReading> members, KnownBuyers known) {
        this.members = members;
        this.known = known;
        this.mark = known.nextMark();
        for (MemberReading member : members) {
            member.moves()
                    .each((place, field, amount) -> increments
                            .computeIfAbsent(place, any -> new HashMap<>())
                            .merge(field, amount, Long::sum));
            member.moves()
                    .freshBuyers()
                    .forEach((group, ids) -> buyers.computeIfAbsent(group, any -> new HashSet<>())
                            .addAll(ids));
            minutes.addAll(member.moves().tallies.minutes());
        }
    }

    /** How many tallies, buyers and orders that wait it writes: what the time of the script depends on. */
    int moved() {
        return members.stream().mapToInt(member -> member.moves().changed()).sum()
                + increments.values().stream().mapToInt(Map::size).sum()
                + buyers.values().stream().mapToInt(Set::size).sum();
    }

    /** To be called once it is written. */
    void wrote() {
        known.wrote(mark, buyers);
    }

    ScriptCall call(CampaignKeys keys, State state) {
        ScriptCall call = keys(keys)
                .arg(state.now())
                .arg(state.edition())
                .arg(state.status())
                .arg(Board.TREND_MINUTES)
                .arg(Board.MAX_RECENT)
                .arg(Integers.MAX_EXACT)
                .arg(Total.OF_GOAL.key())
                .arg(Dimension.GROUPS.countField(Measure.BUYERS, ""))
                .arg(Basis.ALL_TALLIES)
                .arg(state.problem())
                .arg(state.building() ? 1 : 0)
                .arg(state.erasures())
                .arg(known.mark())
                .arg(mark)
                .arg(tallies());
        for (Dimension dimension : Dimension.values()) {
            call.arg(dimension.key());
        }
        addCursors(call);
        addMembers(call);
        addOrders(call);
        return call;
    }

    private static ScriptCall keys(CampaignKeys keys) {
        StreamKeys tallies = keys.tallies();
        ScriptCall call = new ScriptCall(SCRIPT)
                .key(keys.settings())
                .key(tallies.totals())
                .key(keys.cursors())
                .key(tallies.members())
                .key(tallies.changes())
                .key(keys.open())
                .key(keys.refunds())
                .key(tallies.buyers())
                .key(tallies.groupBuyers())
                .key(tallies.counts())
                .key(tallies.trend())
                .key(tallies.minutes())
                .key(tallies.newest())
                .key(tallies.recent())
                .key(tallies.explained())
                .key(tallies.catalogue())
                .key(tallies.groupTree())
                .key(tallies.audience())
                .key(tallies.presence())
                .key(tallies.deals())
                .key(tallies.likeSources())
                .key(tallies.likesHeard());
        for (Dimension dimension : Dimension.values()) {
            call.key(tallies.ranking(dimension));
        }
        return call;
    }

    private void addCursors(ScriptCall call) {
        List<MemberReading> there =
                members.stream().filter(member -> member.state() != null).toList();
        call.arg(there.size());
        there.forEach(member -> call.arg(member.stream())
                .arg(member.from() == null ? "" : member.from().text())
                .arg(member.to().text()));
    }

    /** What most orders move, in one value: one packed argument costs Redis less than thousands of arguments do. */
    private byte[] tallies() {
        MessagePack out = new MessagePack(BYTES_A_MOVE * moved());
        out.array(2).array(increments.size());
        increments.forEach((place, fields) -> {
            out.array(3).text(place).array(fields.size());
            fields.keySet().forEach(out::text);
            out.array(fields.size());
            fields.values().forEach(out::number);
        });
        out.array(buyers.size());
        buyers.forEach((group, ids) -> {
            out.array(2).text(group).array(ids.size());
            ids.forEach(out::text);
        });
        return out.toBytes();
    }

    private void addMembers(ScriptCall call) {
        call.arg(members.size());
        members.forEach(member -> addMember(call, member));
        call.arg(members.stream()
                .mapToInt(member -> audience(member).sources().size())
                .sum());
        members.forEach(member -> addSources(call, member));
        call.arg(minutes.size());
        minutes.forEach(call::arg);
    }

    /** A stream that is gone keeps the title and the figures that it had. */
    private static void addMember(ScriptCall call, MemberReading member) {
        MemberState state = member.state();
        MemberState.Audience audience = audience(member);
        call.arg(member.stream())
                .arg(state == null ? "" : state.settings().title())
                .arg(state == null ? GONE : state.settings().status())
                .arg(member.moves().tallies.of(Total.GMV))
                .arg(member.moves().tallies.of(Total.ORDERS))
                .arg(audience.likes())
                .arg(audience.views())
                .arg(audience.viewers());
    }

    private static void addSources(ScriptCall call, MemberReading member) {
        audience(member)
                .sources()
                .forEach((name, source) ->
                        call.arg(member.stream()).arg(name).arg(source.likes()).arg(source.at()));
    }

    private static MemberState.Audience audience(MemberReading member) {
        MemberState state = member.state();
        return state == null ? MemberState.Audience.NONE : state.audience();
    }

    private void addOrders(ScriptCall call) {
        List<String> recent = new ArrayList<>();
        Map<String, String> opened = new TreeMap<>();
        List<String> closed = new ArrayList<>();
        Map<String, String> refunds = new TreeMap<>();
        Map<String, String> explained = new TreeMap<>();
        Map<String, String> products = new TreeMap<>();
        Map<String, String> groups = new TreeMap<>();
        for (MemberReading member : members) {
            member.moves().recentTexts().forEach(recent::add);
            opened.putAll(member.moves().opened);
            closed.addAll(member.moves().closed);
            refunds.putAll(member.moves().refunds);
            explained.putAll(member.moves().explained);
            products.putAll(member.moves().products);
            groups.putAll(member.moves().groups);
        }
        texts(call, recent);
        pairs(call, opened);
        texts(call, closed);
        pairs(call, refunds);
        pairs(call, explained);
        pairs(call, products);
        pairs(call, groups);
    }

    private static void texts(ScriptCall call, Collection<String> texts) {
        call.arg(texts.size());
        texts.forEach(call::arg);
    }

    private static void pairs(ScriptCall call, Map<String, String> pairs) {
        call.arg(pairs.size());
        pairs.forEach((name, value) -> call.arg(name).arg(value));
    }
}
