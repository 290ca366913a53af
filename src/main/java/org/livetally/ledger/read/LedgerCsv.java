package org.livetally.ledger.read;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.OrderState;
import org.livetally.http.CsvCell;
import org.livetally.ledger.Recorded;

/** The ledger as a table: one row for each line of an order, and one for each other message. */
final class LedgerCsv {
    /** Always with milliseconds, so that times sort as text. */
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private static final List<Column> COLUMNS = List.of(
            new Column("seq", row -> row.recorded.seq().toString()),
            new Column(
                    "at", row -> TIME.format(Instant.ofEpochMilli(row.message().at()))),
            new Column("type", row -> row.message().type().wire()),
            new Column("id", row -> row.message().id()),
            ofEvent("order", OrderEvent::order),
            ofOrder("status", order -> OrderState.first(order.paid()).wire()),
            ofOrder("channel", Order::channel),
            ofBuyer("buyer", Buyer::id),
            ofBuyer("group", Buyer::group),
            ofBuyer("city", Buyer::city),
            ofLine("sku", Line::sku),
            ofLine("qty", line -> Long.toString(line.qty())),
            new Column("amount", Row::amount),
            ofEvent("reason", OrderEvent::reason),
            // A newer column comes last, for those who read the others by their places.
            ofBuyer("province", Buyer::province));

    static final String HEADER = COLUMNS.stream().map(Column::name).collect(Collectors.joining(",", "", "\r\n"));

    private LedgerCsv() {}

    /** @param cell its text in a row; null stands for an empty cell */
    private record Column(String name, Function<Row, @Nullable String> cell) {}

    /** @param line null in the row of an event */
    private record Row(Recorded recorded, @Nullable Line line) {
        Message message() {
            return recorded.message();
        }

        @Nullable
        String amount() {
            return switch (message().type()) {
                case ORDER -> Long.toString(Objects.requireNonNull(line).amount());
                case REFUND -> Long.toString(((Refund) message()).amount());
                case PAYMENT, CANCELLATION, STOCK, SHOW, CATALOGUE, GROUPS -> null;
            };
        }
    }

    private static Column ofOrder(String name, Function<Order, @Nullable String> cell) {
        return new Column(name, row -> row.message() instanceof Order order ? cell.apply(order) : null);
    }

    private static Column ofBuyer(String name, Function<Buyer, @Nullable String> cell) {
        return ofOrder(name, order -> order.buyer() == null ? null : cell.apply(order.buyer()));
    }

    private static Column ofLine(String name, Function<Line, String> cell) {
        return new Column(name, row -> row.line == null ? null : cell.apply(row.line));
    }

    private static Column ofEvent(String name, Function<OrderEvent, @Nullable String> cell) {
        return new Column(name, row -> row.message() instanceof OrderEvent event ? cell.apply(event) : null);
    }

    static void add(StringBuilder rows, Recorded recorded) {
        switch (recorded.message().type()) {
            case ORDER -> ((Order) recorded.message()).lines().forEach(line -> add(rows, new Row(recorded, line)));
            case PAYMENT, CANCELLATION, REFUND, STOCK, SHOW, CATALOGUE, GROUPS -> add(rows, new Row(recorded, null));
        }
    }

    private static void add(StringBuilder rows, Row row) {
        for (int i = 0; i < COLUMNS.size(); i++) {
            if (i > 0) {
                rows.append(',');
            }
            CsvCell.add(rows, Objects.requireNonNullElse(COLUMNS.get(i).cell.apply(row), ""));
        }
        rows.append("\r\n");
    }
}
