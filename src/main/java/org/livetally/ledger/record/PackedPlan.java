package org.livetally.ledger.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.livetally.domain.Integers;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.board.Board;
import org.livetally.domain.order.Items;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.domain.tally.NumberNames;
import org.livetally.domain.tally.Tallies;
import org.livetally.domain.tally.Total;
import org.livetally.ledger.LedgerEntry;
import org.livetally.ledger.record.BatchPlan.Paid;
import org.livetally.redis.client.MessagePack;
import org.livetally.wire.ItemsJson;
import org.livetally.wire.RecentJson;

/**
 * The plan as {@code record.lua} takes it apart, in its order: one value, in which each tally stands beside the others of its key,
 * since the script reads and writes them together. What few batches have is nil where it is missing.
 *
 * <p>Each thread has one, whose arrays it fills again and again: with a batch of one order they were a fifth of all that an
 * order left to the collector.
 */
final class PackedPlan {
    private static final ThreadLocal<PackedPlan> OF_THREAD = ThreadLocal.withInitial(PackedPlan::new);
    private static final int TOP_LEVEL = 30;
    private static final int TYPICAL_BYTES = 2_048;
    /** What most keys need. */
    private static final int BYTES_OF_KEY = 64;
    /** Larger arrays are not used again. The plan of a thousand orders takes 100 KB, of which its fields are a part. */
    private static final int MOST_KEPT = 128 * 1_024;

    /** What is the same in all plans. */
    private static final MessagePack CONSTANTS = new MessagePack(64)
            .number(Board.TREND_MINUTES)
            .number(Board.MAX_RECENT)
            .number(Integers.MAX_EXACT)
            .number(Dimension.MAX_NAMES)
            .text(Total.PLACED.key())
            .text(Total.OF_GOAL.key())
            .text(Dimension.GROUPS.countField(Measure.BUYERS, ""));

    private static final Dimension[] DIMENSIONS = Dimension.values();

    private final MessagePack out = new MessagePack(TYPICAL_BYTES);
    private final Moves totals = new Moves();
    private final Places hashes = new Places();
    private final Places rankings = new Places();
    private final Tallies.Visitor visitor = new Tallies.Visitor() {
        @Override
        public void moved(String place, String field, long amount) {
            move(place, field, amount);
        }

        @Override
        public void counted(String prefix, String name, long amount) {
            hashes.of(Tallies.COUNTS).add(prefix, name, amount);
        }
    };

    /** By how much the tallies of one key move. */
    private static final class Moves {
        static final int UNCHECKED = -1;

        String place = Tallies.TOTALS;
        int number;
        /** Of a ranking: for how many names there must be room besides those that move. */
        int more = UNCHECKED;

        final MessagePack fields = new MessagePack(BYTES_OF_KEY);
        final MessagePack amounts = new MessagePack(BYTES_OF_KEY);

        Moves of(String key) {
            place = key;
            number = 0;
            more = UNCHECKED;
            fields.clear(MOST_KEPT);
            amounts.clear(MOST_KEPT);
            return this;
        }

        void add(String field, long amount) {
            add(field, "", amount);
        }

        void add(String prefix, String name, long amount) {
            number++;
            fields.text(prefix, name);
            amounts.number(amount);
        }

        void addTo(MessagePack out) {
            out.array(number).all(fields).array(number).all(amounts);
        }
    }

    /**
     * The keys that move, in the order of their first moves. They are few, and most moves are of the key that came last: so a
     * list is searched from its end.
     */
    private static final class Places {
        private final List<Moves> kept = new ArrayList<>();
        private int number;

        Moves of(String place) {
            for (int i = number - 1; i >= 0; i--) {
                if (kept.get(i).place.equals(place)) {
                    return kept.get(i);
                }
            }
            if (number == kept.size()) {
                kept.add(new Moves());
            }
            return kept.get(number++).of(place);
        }

        List<Moves> all() {
            return kept.subList(0, number);
        }

        void clear() {
            number = 0;
        }
    }

    private PackedPlan() {}

    /**
     * The script's argument.
     *
     * @param now epoch milliseconds
     * @param required the newest seq that the ledger must have; empty if that is unknown
     */
    static byte[] of(BatchPlan plan, KnownIds known, long now, String required) {
        return OF_THREAD.get().pack(plan, known, now, required);
    }

    private byte[] pack(BatchPlan plan, KnownIds known, long now, String required) {
        out.clear(MOST_KEPT);
        totals.of(Tallies.TOTALS);
        hashes.clear();
        rankings.clear();
        out.array(TOP_LEVEL).number(now).text(required);
        plan.orders.addTo(out);
        addBasis(plan.basis());
        out.all(CONSTANTS);
        out.array(plan.entries.size());
        plan.entries.forEach(entry -> out.text(entry.id()));
        out.array(plan.entries.size());
        for (int i = 0; i < plan.entries.size(); i++) {
            out.text(i + plan.states.get(i).rest());
        }
        addTallies(plan);
        addBuyers(plan);
        addMinutes(plan.tallies.minutes());
        addRecent(plan);
        addUnpaid(plan);
        addEarlier(plan, known);
        addGoods(plan);
        plan.deals.addTo(out);
        if (plan.show == null) {
            out.nil();
        } else {
            plan.show.addTo(out);
        }
        return out.toBytes();
    }

    private void addBasis(Basis basis) {
        out.text(basis.newest().equals(Seq.START) ? "" : basis.newest().toString());
        out.text(basis.zone().getId());
        out.text(basis.countsAll() ? Basis.ALL_TALLIES : "");
    }

    private void addTallies(BatchPlan plan) {
        plan.tallies.eachTotal((place, field, amount) -> totals.add(field, amount));
        plan.tallies.eachName(visitor);
        plan.goods.numbers().forEach((sku, numbering) -> {
            if (numbering.freshGiven() > 0) {
                move(Tallies.NUMBERS, NumberNames.fresh(sku), numbering.freshGiven());
            }
        });
        totals.addTo(out);
        out.array(hashes.all().size());
        hashes.all().forEach(moves -> {
            out.array(4).text(moves.place);
            moves.addTo(out);
            out.bool(moves.place.equals(Tallies.DEALS));
        });
        addRankings(plan);
    }

    private void move(String place, String field, long amount) {
        switch (place) {
            case Tallies.FREED -> {} // a set, which the plan keeps: see addGoods
            case Tallies.COUNTS, Tallies.TREND, Tallies.NUMBERS, Tallies.DEALS ->
                hashes.of(place).add(field, amount);
            default -> rankings.of(place).add(field, amount);
        }
    }

    private void addRankings(BatchPlan plan) {
        for (Dimension dimension : DIMENSIONS) {
            int names = plan.namesToCheck(dimension);
            if (names > 0) {
                rankings.of(dimension.key()).more = names - plan.tallies.names(dimension);
            }
        }
        out.array(rankings.all().size());
        rankings.all().forEach(moves -> {
            out.array(5);
            if (moves.more == Moves.UNCHECKED) {
                out.nil();
            } else {
                out.number(moves.more);
            }
            out.text(moves.place);
            moves.addTo(out);
            out.bool(moves.place.equals(Dimension.FUNDS.key()));
        });
    }

    private void addBuyers(BatchPlan plan) {
        Set<String> others = plan.tallies.buyersWithoutGroup();
        if (others.isEmpty()) {
            out.nil();
        } else {
            texts(others);
        }
        Map<String, Set<String>> groups = plan.tallies.buyersOfGroups();
        if (groups.isEmpty()) {
            out.nil();
            return;
        }
        out.array(2).array(2 * groups.size());
        int names = 0;
        for (Map.Entry<String, Set<String>> group : groups.entrySet()) {
            out.text(group.getKey()).number(group.getValue().size());
            names += group.getValue().size();
        }
        out.array(names);
        groups.forEach((group, buyers) -> buyers.forEach(buyer -> out.text(group + Tallies.SEPARATOR, buyer)));
    }

    private void addMinutes(Set<Long> minutes) {
        if (minutes.isEmpty()) {
            out.nil();
        } else {
            out.array(minutes.size());
            minutes.forEach(out::number);
        }
    }

    private void addRecent(BatchPlan plan) {
        List<Paid> recent = plan.paid.subList(Math.max(0, plan.paid.size() - Board.MAX_RECENT), plan.paid.size());
        pairs(recent.size());
        recent.forEach(paid -> out.number(paid.position()).text(RecentJson.write(paid.order())));
    }

    /** Begins an array of pairs; nil if there are none. */
    private void pairs(int number) {
        if (number == 0) {
            out.nil();
        } else {
            out.array(2 * number);
        }
    }

    private void addUnpaid(BatchPlan plan) {
        List<LedgerEntry> placed = plan.placed();
        pairs(placed.size());
        placed.forEach(entry -> out.text(entry.id()).text(entry.json()));
    }

    private void addEarlier(BatchPlan plan, KnownIds known) {
        Set<String> ids = plan.changed.keySet();
        if (ids.isEmpty()) {
            out.nil();
            return;
        }
        out.array(4);
        texts(ids);
        texts(ids.stream().map(known::value).toList());
        out.array(2 * ids.size());
        // In the form that it has: nodes of earlier versions look for the seq of an old value in that form.
        plan.changed.forEach((id, state) -> out.text(id).text(state.textLike(known.value(id))));
        texts(ids.stream().filter(known::isPlaced).toList());
    }

    private void addGoods(BatchPlan plan) {
        Map<String, Items> items = plan.goods.items();
        Map<String, Long> needed = plan.goods.needed();
        Map<String, Numbering> numbers = plan.goods.numbers();
        if (items.isEmpty() && needed.isEmpty() && numbers.isEmpty()) {
            out.nil();
            return;
        }
        out.array(5).array(2 * items.size());
        items.forEach((id, of) -> out.text(id).text(json(of)));
        out.array(2 * needed.size());
        needed.forEach((sku, units) -> out.text(sku).number(units));
        out.array(2 * numbers.size());
        numbers.forEach((sku, numbering) -> out.text(NumberNames.changes(sku)).text(numbering.changesBefore()));
        texts(names(numbers, Numbering::freed));
        texts(names(numbers, Numbering::givenAgain));
    }

    private static byte[] json(Items items) {
        return items.isEmpty() ? new byte[0] : ItemsJson.write(items);
    }

    private static List<String> names(Map<String, Numbering> numbers, Function<Numbering, List<Long>> moved) {
        List<String> names = new ArrayList<>();
        numbers.forEach((sku, numbering) ->
                moved.apply(numbering).forEach(number -> names.add(NumberNames.freed(sku, number))));
        return names;
    }

    private void texts(Collection<String> texts) {
        out.array(texts.size());
        texts.forEach(out::text);
    }
}
