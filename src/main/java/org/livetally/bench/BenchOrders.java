package org.livetally.bench;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.livetally.domain.order.Order;

/**
 * The numbered orders of one stream: a quarter has two lines, and all tallies move. Both sides of a comparison get the
 * same orders.
 */
final class BenchOrders {
    /**
     * First byte of a client's frame: text, final. It is masked with a key of zeros, which does not change the text.
     */
    private static final int FINAL_TEXT = 0x81;

    private static final int MASKED = 0x80;
    private static final int LENGTH_16 = 126;
    private static final int CITIES = 300;
    private static final int GROUPS = 40;
    private static final int BUYERS = 50_000;
    static final int PRODUCTS = 130;
    /** Coprime to the counts above, so that neighbours differ in all of them. */
    private static final int SCATTER = 7_919;

    private final String stream;
    private final int products;
    private final int buyers;
    private final byte[] start;
    private final StringBuilder text = new StringBuilder(512);

    /** With as many products as an ordinary stream has. */
    BenchOrders(String stream) {
        this(stream, PRODUCTS);
    }

    BenchOrders(String stream, int products) {
        this(stream, products, BUYERS);
    }

    BenchOrders(String stream, int products, int buyers) {
        this.stream = stream;
        this.products = products;
        this.buyers = buyers;
        this.start = "{\"type\":\"order\",\"id\":\"".getBytes(StandardCharsets.ISO_8859_1);
    }

    String stream() {
        return stream;
    }

    /** Writes the frame of one message with the order of this number. ASCII only, so a character is a byte. */
    void writeFrame(ByteBuf out, long number, long at) {
        int head = out.writerIndex();
        out.writeByte(FINAL_TEXT).writeByte(MASKED | LENGTH_16).writeShort(0).writeInt(0);
        int from = out.writerIndex();
        out.writeBytes(start);
        out.writeCharSequence(rest(number, at), StandardCharsets.ISO_8859_1);
        out.setShort(head + 2, out.writerIndex() - from);
    }

    /** The same message as text. */
    String json(long number, long at) {
        return new String(start, StandardCharsets.ISO_8859_1) + rest(number, at);
    }

    private StringBuilder rest(long number, long at) {
        long n = number * SCATTER;
        text.setLength(0);
        text.append(number).append("\",\"stream\":\"").append(stream).append("\",\"channel\":\"");
        text.append(channel(n)).append("\",\"buyer\":{\"id\":\"u-").append(n % buyers);
        text.append("\",\"group\":\"group-").append(n % GROUPS);
        text.append("\",\"city\":\"city-").append(n % CITIES).append("\"},\"lines\":[");
        line(n);
        if (number % 4 == 0) {
            text.append(',');
            line(n + 1);
        }
        return text.append("],\"status\":\"paid\",\"at\":").append(at).append('}');
    }

    private void line(long n) {
        text.append("{\"sku\":\"product-")
                .append(n % products)
                .append("\",\"qty\":")
                .append(quantity(n));
        text.append(",\"amount\":").append(amount(n)).append('}');
    }

    /** The same order as a value. */
    Order order(long number, long at) {
        long n = number * SCATTER;
        List<Order.Line> lines = new ArrayList<>(2);
        lines.add(orderLine(n));
        if (number % 4 == 0) {
            lines.add(orderLine(n + 1));
        }
        Order.Buyer buyer = new Order.Buyer("u-" + n % buyers, "group-" + n % GROUPS, "city-" + n % CITIES);
        return new Order(Long.toString(number), stream, channel(n), buyer, lines, true, at);
    }

    private Order.Line orderLine(long n) {
        return new Order.Line("product-" + n % products, quantity(n), amount(n));
    }

    private static String channel(long n) {
        return n % 3 == 0 ? "tmall" : "wsnb";
    }

    private static long quantity(long n) {
        return n % 3 + 1;
    }

    private static long amount(long n) {
        return n % 500 * 100 + 990;
    }
}
