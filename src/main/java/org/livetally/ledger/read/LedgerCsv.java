package org.livetally.ledger.read;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.OrderState;
import org.livetally.domain.order.StreamEvent.StockChange;
import org.livetally.http.CsvCell;
import org.livetally.ledger.Recorded;

/** Ledgers as a table of {@link LedgerRow}s. */
final class LedgerCsv {
    /** Always with milliseconds, so that times sort as text. */
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private static final List<Column> COLUMNS = List.of(
            new Column("seq", row -> row.recorded().seq().toString()),
            new Column(
                    "at", row -> TIME.format(Instant.ofEpochMilli(row.message().at()))),
            new Column("type", row -> row.message().type().wire()),
            new Column("id", row -> row.message().id()),
            new Column("order", row -> row.message() instanceof OrderEvent event ? event.order() : null),
            ofOrder("status", order -> OrderState.first(order.paid()).wire()),
            ofOrder("channel", Order::channel),
            ofBuyer("buyer", Buyer::id),
            ofBuyer("group", Buyer::group),
            ofBuyer("city", Buyer::city),
            new Column("sku", LedgerRow::sku),
            new Column("qty", row -> row.line() == null ? null : row.line().qty()),
            new Column("amount", LedgerRow::amount),
            new Column("reason", LedgerRow::reason),
            // A newer column comes last, for those who read the others by their places.
            ofBuyer("province", Buyer::province),
            new Column("host", LedgerRow::host),
            new Column("numbers", LedgerCsv::numbers),
            new Column("add", row -> row.message() instanceof StockChange change ? change.add() : null),
            new Column("restock", row -> row.message() instanceof Refund refund ? refund.restock() : null),
            new Column("series", row -> row.facts().series()),
            new Column("category", row -> row.facts().category()),
            new Column(
                    "fund",
                    row -> row.facts().levy() == null
                            ? null
                            : row.facts().levy().fund()),
            new Column("levy", LedgerRow::levy));

    private static final Column STREAM = new Column("stream", row -> row.message().stream());

    /** The table of one ledger. */
    static final LedgerCsv OF_ONE = new LedgerCsv(COLUMNS);

    /** The table of many ledgers, in which each row begins with its stream. */
    static final LedgerCsv OF_MANY =
            new LedgerCsv(Stream.concat(Stream.of(STREAM), COLUMNS.stream()).toList());

    private final List<Column> columns;

    private LedgerCsv(List<Column> columns) {
        this.columns = columns;
    }

    /** @param cell the value in a row: an integer, or what is shown as text; null stands for an empty cell */
    private record Column(String name, Function<LedgerRow, @Nullable Object> cell) {}

    private static Column ofOrder(String name, Function<Order, @Nullable String> cell) {
        return new Column(name, row -> row.message() instanceof Order order ? cell.apply(order) : null);
    }

    private static Column ofBuyer(String name, Function<Buyer, @Nullable String> cell) {
        return ofOrder(name, order -> order.buyer() == null ? null : cell.apply(order.buyer()));
    }

    private static String numbers(LedgerRow row) {
        return row.given().stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    String header() {
        return columns.stream().map(Column::name).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** @param basis of the stream, up to the message at least */
    void add(StringBuilder rows, Recorded recorded, Basis basis) {
        LedgerRow.each(recorded, basis, row -> add(rows, row));
    }

    private void add(StringBuilder rows, LedgerRow row) {
        for (int i = 0; i < columns.size(); i++) {
            if (i > 0) {
                rows.append(',');
            }
            Object cell = columns.get(i).cell.apply(row);
            if (cell instanceof Long number) {
                rows.append(number.longValue()); // not escaped: a negative number is no formula
            } else if (cell != null) {
                CsvCell.add(rows, cell.toString());
            }
        }
        rows.append("\r\n");
    }
}
