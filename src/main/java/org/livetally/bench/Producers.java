package org.livetally.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/**
 * Sockets that send orders as fast as they are acked: each keeps a number of them under way, one order a message. Lives on the
 * client's event loop.
 */
final class Producers {
    /** Orders that a producer has sent and not got acks for. */
    private static final int WINDOW = 256;

    private static final int FRAME_BYTES = 320;
    private static final byte[] TYPE = "{\"type\":\"".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

    private final Client client;
    private final List<Link> links;
    private final IntFunction<Orders> ordersOf;
    private final Map<Link, Integer> places = new HashMap<>();
    private long next;
    private long left;
    private long owed;
    private CompletableFuture<Void> done = new CompletableFuture<>();

    /** @param ordersOf where the orders of each producer, by its place, come from */
    Producers(Client client, java.net.URI server, int count, IntFunction<Orders> ordersOf) {
        this.client = client;
        this.ordersOf = ordersOf;
        this.links = client.open(server, "/ws/orders", count, this::answered);
        for (Link link : links) {
            places.put(link, places.size());
        }
    }

    /** Sends so many new orders and waits for the last ack; how long that took, in nanoseconds. */
    long send(long orders) {
        CompletableFuture<Void> all = new CompletableFuture<>();
        long start = System.nanoTime();
        client.run(() -> {
            done = all;
            left = orders;
            owed = orders;
            links.forEach(link -> pump(link, WINDOW));
        });
        client.await(all);
        return System.nanoTime() - start;
    }

    /** Orders sent so far, all of them acked once {@link #send} has returned. */
    long sent() {
        return next;
    }

    private void pump(Link link, int most) {
        int count = (int) Math.min(most, left);
        if (count == 0) {
            return;
        }
        left -= count;
        Channel channel = link.channel();
        Orders orders = ordersOf.apply(places.getOrDefault(link, 0));
        long now = System.currentTimeMillis();
        ByteBuf frames = channel.alloc().directBuffer(count * FRAME_BYTES);
        for (int i = 0; i < count; i++) {
            orders.writeFrame(frames, next++, now);
        }
        channel.writeAndFlush(frames, channel.voidPromise());
    }

    private void answered(Link link, ByteBuf text, int length) {
        int acks = acks(text, length);
        owed -= acks;
        pump(link, acks);
        if (owed == 0) {
            done.complete(null);
        }
    }

    /** Counts the answers, objects without objects in them, and makes sure that each is an ack. */
    static int acks(ByteBuf text, int length) {
        int from = text.readerIndex();
        int end = from + length;
        int acks = 0;
        for (int at = text.indexOf(from, end, (byte) '{'); at >= 0; at = text.indexOf(at + 1, end, (byte) '{')) {
            if (text.getByte(at + TYPE.length) != 'a') {
                throw new BenchException("an order was refused: "
                        + text.toString(from, length, java.nio.charset.StandardCharsets.UTF_8));
            }
            acks++;
        }
        return acks;
    }

    void close() {
        client.close(links);
    }
}
