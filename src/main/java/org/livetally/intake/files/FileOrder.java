package org.livetally.intake.files;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Cancellation;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.OrderEvent.Refund;

/** An order of a file while its rows are read. */
final class FileOrder {
    /** Stands for a value that the file does not state. */
    static final long NOT_STATED = -1;

    final String id;
    final long row;
    /** The texts of its buyer, channel and host, from the first row that has them. */
    final Map<Field, String> texts = new EnumMap<>(Field.class);
    /** The row of each line. */
    final List<Long> rows = new ArrayList<>();

    private final List<Line> lines = new ArrayList<>();
    SaleStatus status = SaleStatus.PAID;
    long at = Message.NO_TIME;
    long paidAt = Message.NO_TIME;
    long total = NOT_STATED;
    /** Whether its lines state what a unit costs by itself, so that the order may cost less than its lines. */
    boolean priced;
    /** Whether one of its rows is wrong, so that nothing of it can be recorded. */
    boolean spoiled;

    FileOrder(String id, long row) {
        this.id = id;
        this.row = row;
    }

    /** @param amount {@link #NOT_STATED} if only that of the order is */
    void add(long at, String sku, long qty, long amount) {
        rows.add(at);
        lines.add(new Line(sku, qty, amount));
    }

    int size() {
        return lines.size();
    }

    private static boolean isBlank(Line line) {
        return line.amount() == NOT_STATED;
    }

    private boolean hasBlanks() {
        return lines.stream().anyMatch(FileOrder::isBlank);
    }

    /** What the lines cost that say it, in minor units. */
    long stated() {
        return lines.stream()
                .filter(line -> !isBlank(line))
                .mapToLong(Line::amount)
                .sum();
    }

    /** Whether the value of each line is known or follows from that of the order. */
    boolean isValued() {
        return total != NOT_STATED || !hasBlanks();
    }

    /**
     * Whether the value of the order is that of its lines, as far as they state one: the blank ones have the rest. An
     * order may cost less or more than its prices.
     */
    boolean addsUp() {
        long stated = stated();
        return total == NOT_STATED || total == stated || (hasBlanks() ? stated >= 0 && stated < total : priced);
    }

    /**
     * The lines, with amounts that add up to the value of the order. The rest of it is spread over the lines that state
     * nothing, by their units; if all state a price, what the order costs less or more is spread in proportion.
     */
    private List<Line> lines() {
        long stated = stated();
        if (hasBlanks()) {
            return spread(total - stated, line -> isBlank(line) ? line.qty() : 0);
        }
        return total == NOT_STATED || total == stated ? lines : spread(total, stated > 0 ? Line::amount : Line::qty);
    }

    /** The lines with parts of a value; a line that has no weight keeps what it states. */
    private List<Line> spread(long value, ToLongFunction<Line> weight) {
        long whole = lines.stream().mapToLong(weight).sum();
        List<Line> spread = new ArrayList<>();
        long left = value;
        for (Line line : lines) {
            long own = weight.applyAsLong(line);
            long part = part(value, own, whole);
            left -= part;
            spread.add(own == 0 && !isBlank(line) ? line : new Line(line.sku(), line.qty(), part));
        }
        for (int i = 0; left > 0 && i < spread.size(); i++) {
            Line line = spread.get(i);
            if (weight.applyAsLong(lines.get(i)) != 0) { // what rounding down has left, less than a unit a line
                spread.set(i, new Line(line.sku(), line.qty(), line.amount() + 1));
                left--;
            }
        }
        return spread;
    }

    private static long part(long total, long weight, long whole) {
        return whole <= 0
                ? 0
                : BigInteger.valueOf(total)
                        .multiply(BigInteger.valueOf(weight))
                        .divide(BigInteger.valueOf(whole))
                        .longValueExact();
    }

    /**
     * The messages that say what the file says: the order, and what has become of it.
     *
     * @param channel of an order that names none; null for none
     * @param payment whether its payment is a message of its own
     */
    List<Message> messages(String stream, @Nullable String channel, boolean payment) {
        boolean paid = status == SaleStatus.PAID || status == SaleStatus.REFUNDED;
        String own = texts.get(Field.CHANNEL);
        Order order = new Order(
                id,
                stream,
                own == null ? channel : own,
                texts.get(Field.HOST),
                buyer(),
                lines(),
                paid && !payment,
                at,
                null,
                Map.of());
        List<Message> messages = new ArrayList<>(List.of(order));
        long then = paidAt == Message.NO_TIME ? at : paidAt;
        if (paid && payment) {
            messages.add(new Payment(id + "-paid", stream, id, then));
        }
        if (status == SaleStatus.REFUNDED && order.amount() > 0) {
            messages.add(new Refund(id + "-refunded", stream, id, order.amount(), then));
        }
        if (status == SaleStatus.CANCELLED) {
            messages.add(new Cancellation(id + "-cancelled", stream, id, at));
        }
        return messages;
    }

    /** The buyer; null if the file says nothing of one. */
    private @Nullable Buyer buyer() {
        Buyer buyer = new Buyer(
                texts.get(Field.BUYER), texts.get(Field.GROUP), texts.get(Field.CITY), texts.get(Field.PROVINCE));
        return buyer.equals(Buyer.UNKNOWN) ? null : buyer;
    }
}
