package org.livetally.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Sockets that send orders as fast as they are acked. Each keeps a number of orders in flight, one order a message.
 * Lives on the client's event loop.
 */
final class Producers {
    private static final int PRODUCERS = 16;
    /** Orders in flight of one producer, if nothing else is said. */
    private static final int WINDOW = 256;

    private static final int WARM_UP = 80_000;
    /** More in a round would say no more, and the audit at the end counts each of them. */
    private static final int MOST = 80_000;

    private static final int FRAME_BYTES = 320;
    private static final int QUOTED = 300;
    private static final byte[] TYPE = "{\"type\":\"".getBytes(StandardCharsets.ISO_8859_1);

    private final LoadClient client;
    private final List<BenchSocket> links;
    private final List<BenchOrders> streams;
    private final int window;
    private long next;
    private long left;
    private long owed;
    private CompletableFuture<Void> done = new CompletableFuture<>();

    /**
     * Of several streams. The orders of a stream come from as few producers as there can be, as those of a shop do.
     *
     * @param streams the orders of each
     * @param inFlight how many orders are in flight at once, of all producers
     */
    Producers(LoadClient client, URI server, List<BenchOrders> streams, int inFlight) {
        this.client = client;
        this.streams = streams;
        this.window = inFlight / PRODUCERS;
        this.links = client.open(server, "/ws/orders", PRODUCERS, this::answered);
    }

    /** Of one stream. */
    Producers(LoadClient client, URI server, BenchOrders orders) {
        this(client, server, List.of(orders), PRODUCERS * WINDOW);
    }

    /**
     * Sends orders until that takes no less time; returns how many are sent in this time from now on, or {@value #MOST} if
     * that is less.
     */
    long warmUp(double seconds) {
        return Math.min(MOST, (long) (seconds * 1e9 * WARM_UP / WarmUp.cost(() -> send(WARM_UP))));
    }

    /**
     * Warms up both sides of a comparison with as many orders: what Redis has of a longer stream is bigger, and grows at other
     * times. Returns how many orders the slower one sends in this time.
     */
    static long warmUp(Producers one, Producers other, double seconds) {
        long count = Math.min(one.warmUp(seconds), other.warmUp(seconds));
        one.catchUpWith(other);
        other.catchUpWith(one);
        return count;
    }

    private void catchUpWith(Producers other) {
        if (next < other.next) {
            send(other.next - next);
        }
    }

    /** How many orders were sent. */
    long sent() {
        return next;
    }

    /** Sends this many new orders, once no rewrite is in the way; returns how many a second. */
    double rate(long orders) {
        ChildProcess.awaitNoRewrite();
        return orders / (send(orders) / 1e9);
    }

    /** Sets the number of the next order; none may be sent twice to one stream. */
    void startAt(long number) {
        next = number;
    }

    /** Sends this many new orders and waits for the last ack; returns how long that took, in nanoseconds. */
    long send(long orders) {
        CompletableFuture<Void> all = new CompletableFuture<>();
        long start = System.nanoTime();
        client.run(() -> {
            done = all;
            left = orders;
            owed = orders;
            links.forEach(link -> pump(link, window));
        });
        client.await(all);
        return System.nanoTime() - start;
    }

    private void pump(BenchSocket link, int most) {
        int count = (int) Math.min(most, left);
        if (count == 0) {
            return;
        }
        left -= count;
        Channel channel = link.channel();
        long now = System.currentTimeMillis();
        ByteBuf frames = channel.alloc().directBuffer(count * FRAME_BYTES);
        int producer = links.indexOf(link);
        for (int i = 0; i < count; i++) {
            orders(producer, next).writeFrame(frames, next++, now);
        }
        channel.writeAndFlush(frames, channel.voidPromise());
    }

    private BenchOrders orders(int producer, long number) {
        int each = (streams.size() + PRODUCERS - 1) / PRODUCERS;
        return streams.get((int) ((producer + PRODUCERS * (number % each)) % streams.size()));
    }

    private void answered(BenchSocket link, ByteBuf text, int length) {
        int acks = acks(text, length);
        owed -= acks;
        pump(link, acks);
        if (owed == 0) {
            done.complete(null);
        }
    }

    /** Counts the answers, which are objects without nested objects, and checks that each is an ack. */
    static int acks(ByteBuf text, int length) {
        int from = text.readerIndex();
        int end = from + length;
        int acks = 0;
        for (int at = text.indexOf(from, end, (byte) '{'); at >= 0; at = text.indexOf(at + 1, end, (byte) '{')) {
            if (text.getByte(at + TYPE.length) != 'a') {
                throw new BenchException("an order was refused: "
                        + text.toString(from, Math.min(length, QUOTED), StandardCharsets.UTF_8));
            }
            acks++;
        }
        return acks;
    }
}
