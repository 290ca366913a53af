package org.livetally.campaigns.follow;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.Board;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.domain.tally.Tallies;
import org.livetally.domain.tally.Total;
import org.livetally.ledger.count.KnownOrder;
import org.livetally.ledger.count.OrdersSoFar;
import org.livetally.ledger.count.Refunded;
import org.livetally.ledger.count.Steps;
import org.livetally.redis.client.StreamKeys;

/**
 * A campaign's tallies by the ledgers of its members, in memory: some 200 bytes for each name and distinct buyer. It trusts
 * nothing that the campaign's follower wrote but how far it has come.
 */
final class Recount implements OrdersSoFar {
    private static final int PAGE_BYTES = 256 << 10;
    private static final String GROUP_COUNTS = Tallies.COUNTS + "/" + Dimension.GROUPS.countField(Measure.BUYERS, "");

    /** Names of the audit, for example {@code products/honey}, to what Redis should hold. */
    private final Map<String, String> expected = new HashMap<>();

    private final Set<String> moved = new HashSet<>();
    private final Map<String, Seq> counted = new HashMap<>();
    private final TreeSet<String> recent = new TreeSet<>(Recount::newestFirst);
    private long messages;

    /** The order of {@code follow_members.lua}. */
    private static int newestFirst(String one, String other) {
        int bySeq = seq(other).compareTo(seq(one));
        return bySeq == 0 ? other.compareTo(one) : bySeq;
    }

    private static Seq seq(String order) {
        return Seq.parse(order.substring(0, order.indexOf(' ')));
    }

    /**
     * Counts on in a member.
     *
     * @param upTo the newest message that is counted
     */
    Future<Void> count(MemberReader reader, MemberState state, String stream, Seq upTo) {
        return Steps.whileTrue(() -> page(reader, state, stream, upTo));
    }

    private Future<Boolean> page(MemberReader reader, MemberState state, String stream, Seq upTo) {
        Seq after = counted.getOrDefault(stream, Seq.START);
        if (!upTo.isAfter(after)) {
            return Future.succeededFuture(false);
        }
        return reader.count(new StreamKeys(stream), state, after, upTo, PAGE_BYTES)
                .map(page -> {
                    add(stream, page);
                    counted.put(stream, page.page().more() ? page.page().last() : upTo);
                    return page.page().more();
                });
    }

    private void add(String stream, MemberCount page) {
        messages += page.page().messages();
        MemberMoves moves = page.moves();
        moves.each((place, field, amount) -> move(place + "/" + field, amount));
        move("members/" + stream + ":gmv", moves.tallies.of(Total.GMV));
        move("members/" + stream + ":orders", moves.tallies.of(Total.ORDERS));
        // The reader of an audit knows nobody, so these are all.
        moves.freshBuyers()
                .forEach((group, buyers) -> buyers.forEach(buyer -> {
                    enter(Tallies.BUYERS + "/" + buyer);
                    boolean grouped = !group.equals(KnownBuyers.NO_GROUP);
                    if (grouped && enter(Tallies.GROUP_BUYERS + "/" + group + Tallies.SEPARATOR + buyer)) {
                        move(GROUP_COUNTS + group, 1);
                    }
                }));
        moves.opened.forEach((name, text) -> put("open/" + name, text));
        moves.closed.forEach(name -> put("open/" + name, null));
        moves.refunds.forEach((name, text) -> put("refunds/" + name, text));
        recent.addAll(moves.recentTexts());
        while (recent.size() > Board.MAX_RECENT) {
            recent.pollLast();
        }
    }

    private void move(String name, long amount) {
        moved.add(name);
        expected.merge(
                name, Long.toString(amount), (sum, more) -> Long.toString(Long.parseLong(sum) + Long.parseLong(more)));
    }

    private boolean enter(String member) {
        if (expected.put(member, "1") != null) {
            return false;
        }
        moved.add(member);
        return true;
    }

    private void put(String name, @Nullable String text) {
        moved.add(name);
        if (text == null) {
            expected.remove(name);
        } else {
            expected.put(name, text);
        }
    }

    /** Forgets which names have moved so far. */
    void rest() {
        moved.clear();
    }

    /** The names that have moved since {@link #rest}. */
    Set<String> moved() {
        return moved;
    }

    /** Names to what Redis should hold. */
    Map<String, String> expected() {
        return expected;
    }

    /** The newest orders, as Redis should hold them. */
    List<String> recent() {
        return new ArrayList<>(recent);
    }

    /** How many were counted. */
    long messages() {
        return messages;
    }

    @Override
    public Future<Void> open(String stream, Set<String> orders, Map<String, KnownOrder> known) {
        for (String order : orders) {
            String text = expected.get("open/" + MemberMoves.name(stream, order));
            if (text != null) {
                known.put(order, KnownOrder.parse(stream, text));
            }
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> refunds(String stream, Set<String> orders, Map<String, Refunded> known) {
        for (String order : orders) {
            String text = expected.get("refunds/" + MemberMoves.name(stream, order));
            if (text != null) {
                known.put(order, Refunded.parse(text));
            }
        }
        return Future.succeededFuture();
    }
}
