package org.livetally.campaigns.follow;

import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
import org.livetally.domain.tally.Tallies;
import org.livetally.domain.tally.Total;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/**
 * Adds what some members move to a campaign's tallies, and moves its cursors. Hides the order of the keys and arguments
 * of {@code follow_members.lua}.
 */
final class FollowMembers {
    private static final LuaScript SCRIPT = LuaScript.load("follow_members");
    private static final String GONE = "gone";

    private final List<MemberReading> members;
    private final Map<String, Map<String, Long>> increments = new TreeMap<>();
    private final Set<Long> minutes = new TreeSet<>();

    /** What the script says. */
    enum Answer {
        DONE,
        /** There is no such campaign. */
        GONE,
        /** The members of the campaign have changed. */
        EDITION,
        /** A cursor is not where it was: somebody else has followed; or a buyer was erased meanwhile. */
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

    /** @param members what was read of them; those that lost messages must not be among them */
    FollowMembers(List<MemberReading> members) {
        this.members = members;
        for (MemberReading member : members) {
            member.moves()
                    .each((place, field, amount) -> increments
                            .computeIfAbsent(place, any -> new HashMap<>())
                            .merge(field, amount, Long::sum));
            minutes.addAll(member.moves().tallies.minutes());
        }
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
                .arg(state.erasures());
        for (Dimension dimension : Dimension.values()) {
            call.arg(dimension.key());
        }
        addCursors(call);
        addTallies(call);
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

    private void addTallies(ScriptCall call) {
        call.arg(increments.values().stream().mapToInt(Map::size).sum());
        increments.forEach((place, fields) ->
                fields.forEach((field, amount) -> call.arg(place).arg(field).arg(amount)));
        call.arg(members.size());
        members.forEach(member -> addMember(call, member));
        call.arg(members.stream()
                .mapToInt(member -> audience(member).sources().size())
                .sum());
        members.forEach(member -> addSources(call, member));
        addBuyers(call);
        call.arg(minutes.size());
        minutes.forEach(call::arg);
    }

    /** One who bought in several groups or members comes several times: both sets take everybody once. */
    private void addBuyers(ScriptCall call) {
        List<Tallies> all =
                members.stream().map(member -> member.moves().tallies).toList();
        List<Map.Entry<String, Set<String>>> groups = all.stream()
                .flatMap(tallies -> tallies.buyersOfGroups().entrySet().stream())
                .toList();
        int pairs = groups.stream().mapToInt(group -> group.getValue().size()).sum();
        call.arg(pairs
                + all.stream()
                        .mapToInt(tallies -> tallies.buyersWithoutGroup().size())
                        .sum());
        all.forEach(tallies -> tallies.buyersWithoutGroup().forEach(call::arg));
        groups.forEach(group -> group.getValue().forEach(call::arg));
        call.arg(groups.size());
        groups.forEach(group -> call.arg(group.getKey()).arg(group.getValue().size()));
        call.arg(pairs);
        groups.forEach(
                group -> group.getValue().forEach(buyer -> call.arg(group.getKey() + Tallies.SEPARATOR + buyer)));
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
