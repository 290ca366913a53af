package org.livetally.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.livetally.domain.order.Order;

/**
 * The usual choice, where each order is a call of its own: a client that only pipelines such calls, without a server
 * before it. A real one also reads orders from sockets, and writes acks.
 */
final class OneByOne implements AutoCloseable {
    private static final String SCRIPT = "/bench/one_order.lua";
    private static final List<String> KEYS = List.of(
            "ids",
            "ledger",
            "totals",
            "buyers",
            "groupbuyers",
            "counts",
            "trend",
            "recent",
            "products",
            "channels",
            "groups",
            "cities",
            "days");
    /** Redis reads 16 KB of each before it waits for the disk: with one connection the disk would be all that counts. */
    private static final int CONNECTIONS = 4;
    /** Orders on the way in one connection. */
    private static final int WINDOW = 1_024;

    private static final long MINUTE_MS = 60_000;
    private static final String RECORDED = ":1\r\n";

    private final List<SocketChannel> connections = new ArrayList<>();
    private final ByteBuffer answers = ByteBuffer.allocateDirect(64 * 1024);
    private final List<String> head = new ArrayList<>();

    /** @param name begins its keys */
    OneByOne(Path socket, String name) throws IOException {
        for (int i = 0; i < CONNECTIONS; i++) {
            SocketChannel connection = SocketChannel.open(StandardProtocolFamily.UNIX);
            connections.add(connection);
            connection.connect(UnixDomainSocketAddress.of(socket));
        }
        head.addAll(List.of("EVALSHA", load(connections.get(0)), Integer.toString(KEYS.size())));
        KEYS.forEach(key -> head.add("{" + name + "}:" + key));
    }

    /** Returns the name that Redis gives the script. */
    private String load(SocketChannel connection) throws IOException {
        try (InputStream in = Objects.requireNonNull(OneByOne.class.getResourceAsStream(SCRIPT), SCRIPT)) {
            StringBuilder request = new StringBuilder();
            append(request, List.of("SCRIPT", "LOAD", new String(in.readAllBytes(), StandardCharsets.US_ASCII)));
            write(connection, StandardCharsets.US_ASCII.encode(request.toString()));
        }
        read(connection);
        return StandardCharsets.US_ASCII.decode(answers).toString().split("\r\n")[1];
    }

    /** ASCII only, so a character is a byte. */
    private static void append(StringBuilder request, List<String> parts) {
        request.append('*').append(parts.size()).append("\r\n");
        for (String part : parts) {
            request.append('$')
                    .append(part.length())
                    .append("\r\n")
                    .append(part)
                    .append("\r\n");
        }
    }

    /** The calls that record orders, as they go to Redis. */
    List<ByteBuffer> prepare(BenchOrders orders, long from, long count, long now) {
        List<ByteBuffer> all = new ArrayList<>();
        StringBuilder some = new StringBuilder();
        for (long i = 0; i < count; i++) {
            append(some, call(orders.order(from + i, now), orders.json(from + i, now)));
            if (i + 1 == count || (i + 1) % WINDOW == 0) {
                all.add(ByteBuffer.wrap(some.toString().getBytes(StandardCharsets.ISO_8859_1)));
                some.setLength(0);
            }
        }
        return all;
    }

    private List<String> call(Order order, String json) {
        List<String> call = new ArrayList<>(head);
        Order.Buyer buyer = Objects.requireNonNull(order.buyer());
        long minute = order.at() - order.at() % MINUTE_MS;
        call.add(order.id());
        call.add(json);
        call.addAll(List.of(order.channel(), buyer.id(), buyer.group(), buyer.city(), Long.toString(minute)));
        call.add(Instant.ofEpochMilli(order.at())
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .toString());
        for (Order.Line line : order.lines()) {
            call.addAll(List.of(line.sku(), Long.toString(line.qty()), Long.toString(line.amount())));
        }
        return call;
    }

    /**
     * Sends prepared calls, some through each connection at a time; returns how long it took until the last was answered,
     * in nanoseconds.
     */
    long record(List<ByteBuffer> calls, long count) throws IOException {
        long start = System.nanoTime();
        for (int i = 0; i < calls.size() + CONNECTIONS; i++) {
            if (i >= CONNECTIONS) {
                long first = (long) (i - CONNECTIONS) * WINDOW;
                awaitAnswers(connections.get(i % CONNECTIONS), Math.max(0, Math.min(WINDOW, count - first)));
            }
            if (i < calls.size()) {
                write(connections.get(i % CONNECTIONS), calls.get(i));
            }
        }
        return System.nanoTime() - start;
    }

    private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void awaitAnswers(SocketChannel channel, long count) throws IOException {
        for (long seen = 0; seen < count; ) {
            read(channel);
            while (answers.hasRemaining()) {
                byte next = answers.get();
                if (RECORDED.indexOf(next) < 0) {
                    throw new IOException("Redis answered otherwise: "
                            + StandardCharsets.UTF_8
                                    .decode(answers.rewind())
                                    .toString()
                                    .trim());
                }
                seen += next == '\n' ? 1 : 0;
            }
        }
    }

    private void read(SocketChannel channel) throws IOException {
        answers.clear();
        if (channel.read(answers) < 0) {
            throw new EOFException("Redis closed the connection");
        }
        answers.flip();
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel connection : connections) {
            connection.close();
        }
    }
}
