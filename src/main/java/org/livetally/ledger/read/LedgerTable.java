package org.livetally.ledger.read;

import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.DealEvent;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.OrderState;
import org.livetally.domain.order.StreamEvent.StockChange;
import org.livetally.tables.Column;

/** The columns of ledgers as tables of {@link LedgerRow}s. */
final class LedgerTable {
    /** The table of one ledger. */
    static final List<Column<LedgerRow>> OF_ONE = List.of(
            Column.of("seq", row -> row.recorded().seq().toString()),
            Column.of("at", row -> RowTimes.iso(row.message().at())),
            Column.of("type", row -> row.message().type().wire()),
            Column.of("id", row -> row.message().id()),
            Column.of("order", row -> row.message() instanceof OrderEvent event ? event.order() : null),
            ofOrder("status", order -> OrderState.first(order.paid()).wire()),
            ofOrder("channel", Order::channel),
            ofBuyer("buyer", Buyer::id),
            ofBuyer("group", Buyer::group),
            ofBuyer("city", Buyer::city),
            Column.of("sku", LedgerRow::sku),
            Column.of("qty", LedgerRow::qty),
            Column.money("amount", LedgerRow::amount),
            Column.of("reason", LedgerRow::reason),
            // A newer column comes last, for those who read the others by their places.
            ofBuyer("province", Buyer::province),
            Column.of("host", LedgerRow::host),
            Column.of("numbers", LedgerTable::numbers),
            Column.of("add", row -> row.message() instanceof StockChange change ? change.add() : null),
            Column.of("restock", row -> row.message() instanceof Refund refund ? refund.restock() : null),
            Column.of("series", row -> row.facts().series()),
            Column.of("category", row -> row.facts().category()),
            Column.of(
                    "fund",
                    row -> row.facts().levy() == null
                            ? null
                            : row.facts().levy().fund()),
            Column.money("levy", LedgerRow::levy),
            Column.of("deal", row -> row.message() instanceof Deal ? null : dealOf(row)),
            ofDeal("kind", deal -> deal.kind().wire()),
            ofDeal("counterparty", deal -> deal.terms().counterparty()),
            ofDeal("product", deal -> deal.terms().product()),
            ofDeal("unit", deal -> deal.terms().unit()),
            ofDeal("maker", deal -> deal.terms().maker()),
            ofDeal("income", deal -> deal.terms().income()).asMoney());

    /** The table of many ledgers, in which each row begins with its stream. */
    static final List<Column<LedgerRow>> OF_MANY =
            Column.join(List.of(Column.of("stream", row -> row.message().stream())), OF_ONE);

    private LedgerTable() {}

    /** The table of one ledger, with the times that people look at. */
    static List<Column<LedgerRow>> ofOne(ZoneId zone) {
        return Column.join(OF_ONE, RowTimes.columns(row -> row.message().at(), zone));
    }

    private static Column<LedgerRow> ofOrder(String name, Function<Order, @Nullable String> cell) {
        return Column.of(name, row -> row.message() instanceof Order order ? cell.apply(order) : null);
    }

    private static Column<LedgerRow> ofBuyer(String name, Function<Buyer, @Nullable String> cell) {
        return ofOrder(name, order -> order.buyer() == null ? null : cell.apply(order.buyer()));
    }

    private static Column<LedgerRow> ofDeal(String name, Function<Deal, @Nullable Object> cell) {
        return Column.of(name, row -> row.message() instanceof Deal deal ? cell.apply(deal) : null);
    }

    private static @Nullable String dealOf(LedgerRow row) {
        return row.message() instanceof DealEvent event ? event.deal() : null;
    }

    private static String numbers(LedgerRow row) {
        return row.given().stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
