package org.livetally.campaigns.follow;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.livetally.campaigns.MemberNames;
import org.livetally.domain.board.Board;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Tallies;
import org.livetally.ledger.count.KnownOrder;
import org.livetally.ledger.count.Moves;
import org.livetally.ledger.count.RecordedBatch;
import org.livetally.ledger.count.Refunded;
import org.livetally.wire.RecentJson;

/**
 * What some messages of one member move in its campaign. Orders have the stream before their id, since ids are unique in
 * a stream only; tallies are named by {@link MemberNames}.
 */
final class MemberMoves implements Moves {
    private final String stream;
    final Tallies tallies;
    /** The newest paid orders, oldest first: the messages come in the order of the ledger. */
    private final ArrayDeque<KnownOrder> recent = new ArrayDeque<>();

    /** By {@code <stream>\t<order>}, as Redis keeps them. */
    final Map<String, String> opened = new LinkedHashMap<>();

    final Set<String> closed = new HashSet<>();
    final Map<String, String> refunds = new TreeMap<>();
    final Map<String, String> explained = new TreeMap<>();
    /** By sku; empty JSON for a product that was removed. */
    final Map<String, String> products = new TreeMap<>();
    /** By name; empty JSON for a group that was removed. */
    final Map<String, String> groups = new TreeMap<>();

    /** Null if the tallies have all buyers. */
    private final @Nullable FreshBuyers fresh;

    MemberMoves(String stream) {
        this.stream = stream;
        this.tallies = new Tallies();
        this.fresh = null;
    }

    /** @param fresh is given the buyers, instead of the tallies */
    MemberMoves(String stream, FreshBuyers fresh) {
        this.stream = stream;
        this.tallies = new Tallies(fresh::add);
        this.fresh = fresh;
    }

    /** The name of an order of a stream in its campaign. */
    static String name(String stream, String order) {
        return stream + Tallies.SEPARATOR + order;
    }

    @Override
    public Tallies tallies() {
        return tallies;
    }

    @Override
    public void paid(Seq seq, Order order) {
        recent.add(new KnownOrder(seq, order));
        if (recent.size() > Board.MAX_RECENT) {
            recent.remove();
        }
    }

    /** The entry of a member, as it was counted when it was recorded. */
    void add(RecordedBatch batch) {
        FreshBuyers buyers = Objects.requireNonNull(fresh, "an audit counts anew");
        tallies.add(batch.tallies());
        batch.buyers().withoutGroup().forEach(buyer -> buyers.add(null, buyer));
        for (String pair : batch.buyers().newPairs()) {
            int separator = pair.indexOf(Tallies.SEPARATOR);
            buyers.add(pair.substring(0, separator), pair.substring(separator + 1));
        }
        List<Order> newest = batch.newest();
        for (int i = 0; i < newest.size(); i++) {
            paid(batch.last().minus(newest.size() - 1 - i), newest.get(i));
        }
    }

    @Override
    public void opened(Seq seq, Order order) {
        opened.put(name(stream, order.id()), new KnownOrder(seq, order).text());
    }

    @Override
    public void closed(String order) {
        if (opened.remove(name(stream, order)) == null) {
            closed.add(name(stream, order));
        }
    }

    @Override
    public void refunded(String order, Refunded now) {
        refunds.put(name(stream, order), now.text());
    }

    @Override
    public void explained(Seq seq, String json) {
        explained.put(MemberNames.explanation(stream, seq.toString()), json);
    }

    @Override
    public void product(String sku, String json) {
        products.put(sku, json);
    }

    @Override
    public void group(String name, String json) {
        groups.put(name, json);
    }

    /** Buyers that the campaign may not have yet, by group. */
    Map<String, Set<String>> freshBuyers() {
        return fresh == null ? Map.of() : fresh.all();
    }

    /** How many orders, explanations, products and groups have another state. */
    int changed() {
        return opened.size() + closed.size() + refunds.size() + explained.size() + products.size() + groups.size();
    }

    /** Visits the totals, names and minutes that moved, under the names that they have in the campaign. */
    void each(Tallies.Visitor visitor) {
        tallies.eachTotal(visitor);
        tallies.eachName((place, field, amount) -> {
            if (MemberNames.isFollowed(place)) {
                visitor.moved(place, MemberNames.field(stream, place, field), amount);
            }
        });
    }

    /** The newest paid orders as screens of the campaign get them, each with its seq before it. */
    List<String> recentTexts() {
        List<String> texts = new ArrayList<>();
        recent.forEach(paid -> {
            String json = new String(RecentJson.write(paid.order()), StandardCharsets.UTF_8);
            texts.add(paid.seq() + " {\"stream\":\"" + stream + "\"," + json.substring(1));
        });
        return texts;
    }
}
