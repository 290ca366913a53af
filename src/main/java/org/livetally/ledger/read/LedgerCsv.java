package org.livetally.ledger.read;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.DealEvent;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.OrderState;
import org.livetally.domain.order.StreamEvent.StockChange;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.read.CsvColumns.Column;

/** Ledgers as a table of {@link LedgerRow}s. */
final class LedgerCsv {
    private static final CsvColumns<LedgerRow> COLUMNS = new CsvColumns<>(List.of(
            new Column<>("seq", row -> row.recorded().seq().toString()),
            new Column<>("at", row -> CsvColumns.time(row.message().at())),
            new Column<>("type", row -> row.message().type().wire()),
            new Column<>("id", row -> row.message().id()),
            new Column<>("order", row -> row.message() instanceof OrderEvent event ? event.order() : null),
            ofOrder("status", order -> OrderState.first(order.paid()).wire()),
            ofOrder("channel", Order::channel),
            ofBuyer("buyer", Buyer::id),
            ofBuyer("group", Buyer::group),
            ofBuyer("city", Buyer::city),
            new Column<>("sku", LedgerRow::sku),
            new Column<>("qty", LedgerRow::qty),
            new Column<>("amount", LedgerRow::amount),
            new Column<>("reason", LedgerRow::reason),
            // A newer column comes last, for those who read the others by their places.
            ofBuyer("province", Buyer::province),
            new Column<>("host", LedgerRow::host),
            new Column<>("numbers", LedgerCsv::numbers),
            new Column<>("add", row -> row.message() instanceof StockChange change ? change.add() : null),
            new Column<>("restock", row -> row.message() instanceof Refund refund ? refund.restock() : null),
            new Column<>("series", row -> row.facts().series()),
            new Column<>("category", row -> row.facts().category()),
            new Column<>(
                    "fund",
                    row -> row.facts().levy() == null
                            ? null
                            : row.facts().levy().fund()),
            new Column<>("levy", LedgerRow::levy),
            new Column<>("deal", row -> row.message() instanceof Deal ? null : dealOf(row)),
            ofDeal("kind", deal -> deal.kind().wire()),
            ofDeal("counterparty", deal -> deal.terms().counterparty()),
            ofDeal("product", deal -> deal.terms().product()),
            ofDeal("unit", deal -> deal.terms().unit()),
            ofDeal("maker", deal -> deal.terms().maker()),
            ofDeal("income", deal -> deal.terms().income())));

    /** The table of one ledger. */
    static final LedgerCsv OF_ONE = new LedgerCsv(COLUMNS);

    /** The table of many ledgers, in which each row begins with its stream. */
    static final LedgerCsv OF_MANY =
            new LedgerCsv(COLUMNS.after(new Column<>("stream", row -> row.message().stream())));

    private final CsvColumns<LedgerRow> columns;

    private LedgerCsv(CsvColumns<LedgerRow> columns) {
        this.columns = columns;
    }

    private static Column<LedgerRow> ofOrder(String name, Function<Order, @Nullable String> cell) {
        return new Column<>(name, row -> row.message() instanceof Order order ? cell.apply(order) : null);
    }

    private static Column<LedgerRow> ofBuyer(String name, Function<Buyer, @Nullable String> cell) {
        return ofOrder(name, order -> order.buyer() == null ? null : cell.apply(order.buyer()));
    }

    private static Column<LedgerRow> ofDeal(String name, Function<Deal, @Nullable Object> cell) {
        return new Column<>(name, row -> row.message() instanceof Deal deal ? cell.apply(deal) : null);
    }

    private static @Nullable String dealOf(LedgerRow row) {
        return row.message() instanceof DealEvent event ? event.deal() : null;
    }

    private static String numbers(LedgerRow row) {
        return row.given().stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    String header() {
        return columns.header();
    }

    /** @param basis of the stream, up to the message at least */
    void add(StringBuilder lines, Recorded recorded, Basis basis) {
        LedgerRow.each(recorded, basis, row -> columns.add(lines, row));
    }
}
