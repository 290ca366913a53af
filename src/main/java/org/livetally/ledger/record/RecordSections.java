package org.livetally.ledger.record;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.livetally.domain.board.Board;
import org.livetally.domain.order.Items;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.NumberNames;
import org.livetally.domain.tally.Tallies;
import org.livetally.ledger.LedgerEntry;
import org.livetally.ledger.RecentJson;
import org.livetally.ledger.record.BatchPlan.Paid;
import org.livetally.redis.client.ScriptCall;
import org.livetally.wire.ItemsJson;

/** The sections of the arguments of {@code record.lua}, each with the number of its rows before them, in its order. */
final class RecordSections {
    private final ScriptCall call;
    private final BatchPlan plan;
    private final KnownIds known;
    private final List<byte[]> increments = new ArrayList<>();
    private final List<byte[]> bounded = new ArrayList<>();
    private final List<String> freed = new ArrayList<>();
    private final List<String> givenAgain = new ArrayList<>();

    RecordSections(ScriptCall call, BatchPlan plan, KnownIds known) {
        this.call = call;
        this.plan = plan;
        this.known = known;
        plan.tallies.eachTotal(this::increment);
        plan.tallies.eachName(this::increment);
        plan.goods.numbers().forEach(this::number);
    }

    private void increment(String place, String field, long amount) {
        if (place.equals(Tallies.FREED)) {
            return; // a set, which the plan keeps: see number
        }
        add(increments, place, field, amount);
        if (amount > 0 && (place.equals(Dimension.FUNDS.key()) || place.equals(Tallies.DEALS))) {
            add(bounded, place, field, amount);
        }
    }

    private static void add(List<byte[]> rows, String place, String field, long amount) {
        rows.add(bytes(place));
        rows.add(bytes(field));
        rows.add(bytes(Long.toString(amount)));
    }

    private void number(String sku, Numbering numbering) {
        if (numbering.freshGiven() > 0) {
            increment(Tallies.NUMBERS, NumberNames.fresh(sku), numbering.freshGiven());
        }
        numbering.freed().forEach(number -> freed.add(NumberNames.freed(sku, number)));
        numbering.givenAgain().forEach(number -> givenAgain.add(NumberNames.freed(sku, number)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    void add() {
        rows(plan.entries.size());
        plan.entries.forEach(entry -> call.arg(entry.id()));
        rows(plan.entries.size());
        plan.entries.forEach(entry -> call.arg(plan.stateOf(entry).rest()));
        rows(increments.size() / 3);
        increments.forEach(call::arg);
        texts(plan.tallies.buyers());
        rows(plan.tallies.groupBuyers().size());
        plan.tallies.groupBuyers().forEach(this::pair);
        rows(plan.tallies.minutes().size());
        plan.tallies.minutes().forEach(call::arg);
        addRecent();
        addChanged();
        addGoods();
        plan.deals.addTo(call);
        if (plan.show == null) {
            rows(0);
        } else {
            rows(1);
            plan.show.addTo(call);
        }
    }

    private void addRecent() {
        List<Paid> recent = plan.paid.subList(Math.max(0, plan.paid.size() - Board.MAX_RECENT), plan.paid.size());
        rows(recent.size());
        recent.forEach(paid -> call.arg(paid.position()).arg(RecentJson.write(paid.order())));
    }

    private void addChanged() {
        texts(plan.changed.keySet());
        rows(plan.changed.size());
        plan.changed.keySet().forEach(id -> call.arg(known.value(id)));
        rows(plan.changed.size());
        plan.changed.forEach((id, state) -> call.arg(id).arg(state.text()));
        List<LedgerEntry> placed =
                plan.entries.stream().filter(plan::staysPlaced).toList();
        rows(placed.size());
        placed.forEach(entry -> call.arg(entry.id()).arg(entry.json()));
        texts(plan.changed.keySet().stream().filter(known::isPlaced).toList());
        rows(plan.goods.items().size());
        plan.goods.items().forEach((id, items) -> call.arg(id).arg(json(items)));
    }

    private static byte[] json(Items items) {
        return items.isEmpty() ? new byte[0] : ItemsJson.write(items);
    }

    private void addGoods() {
        rows(plan.goods.needed().size());
        plan.goods.needed().forEach((sku, units) -> call.arg(sku).arg(units));
        Map<String, Numbering> numbers = plan.goods.numbers();
        rows(numbers.size());
        numbers.forEach((sku, numbering) -> call.arg(NumberNames.changes(sku)).arg(numbering.changesBefore()));
        texts(freed);
        texts(givenAgain);
        rows(bounded.size() / 3);
        bounded.forEach(call::arg);
    }

    private void pair(String groupAndBuyer) {
        int separator = groupAndBuyer.indexOf(Tallies.SEPARATOR);
        call.arg(groupAndBuyer.substring(0, separator)).arg(groupAndBuyer.substring(separator + 1));
    }

    private void texts(Collection<String> texts) {
        rows(texts.size());
        texts.forEach(call::arg);
    }

    private void rows(int number) {
        call.arg(number);
    }
}
