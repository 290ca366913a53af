package org.livetally.ledger.read;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.OrderMessage;
import org.livetally.domain.order.Seq;
import org.livetally.http.CsvCell;
import org.livetally.ledger.Recorded;

/** The ledger as a table: one row for each line of an order, and one for each other message. */
final class LedgerCsv {
    static final String HEADER = "seq,at,type,id,order,status,channel,buyer,group,city,sku,qty,amount,reason\r\n";
    /** Always with milliseconds, so that times sort as text. */
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private static final String NONE = "";

    private LedgerCsv() {}

    static void add(StringBuilder rows, Recorded recorded) {
        OrderMessage message = recorded.message();
        switch (message.type()) {
            case ORDER -> addOrder(rows, recorded.seq(), (Order) message);
            case PAYMENT, CANCELLATION -> addEvent(rows, recorded.seq(), (OrderEvent) message, NONE);
            case REFUND ->
                addEvent(rows, recorded.seq(), (OrderEvent) message, Long.toString(((Refund) message).amount()));
        }
    }

    private static void addOrder(StringBuilder rows, Seq seq, Order order) {
        for (Line line : order.lines()) {
            addLine(rows, seq, order, line);
        }
    }

    private static void addLine(StringBuilder rows, Seq seq, Order order, Line line) {
        Buyer buyer = Objects.requireNonNullElse(order.buyer(), Buyer.UNKNOWN);
        row(
                rows,
                seq.toString(),
                time(order.at()),
                order.type().wire(),
                order.id(),
                NONE,
                order.paid() ? "paid" : "placed",
                order.channel(),
                buyer.id(),
                buyer.group(),
                buyer.city(),
                line.sku(),
                Long.toString(line.qty()),
                Long.toString(line.amount()),
                NONE);
    }

    private static void addEvent(StringBuilder rows, Seq seq, OrderEvent event, String amount) {
        row(
                rows,
                seq.toString(),
                time(event.at()),
                event.type().wire(),
                event.id(),
                event.order(),
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                amount,
                event.reason());
    }

    private static String time(long at) {
        return TIME.format(Instant.ofEpochMilli(at));
    }

    private static void row(StringBuilder rows, @Nullable String... cells) {
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                rows.append(',');
            }
            CsvCell.add(rows, Objects.requireNonNullElse(cells[i], NONE));
        }
        rows.append("\r\n");
    }
}
