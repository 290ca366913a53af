package org.livetally.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Orders of many streams in bursts of one stream each, at a fixed rate. A server that is not at its limit makes a batch of
 * each burst, so that two servers which get the same bursts do the same, whatever is behind them. Lives on the client's
 * event loop.
 *
 * <p>Some streams have their bursts in turn, then the next ones. So a shard that holds those has nothing else to wait for
 * meanwhile, and works as often as the only one would: on a machine with few cores whatever runs in between costs it its
 * caches, which says nothing about shards with cores of their own.
 */
final class Bursts {
    /** Streams that have their bursts in turn. */
    static final int GROUP = 10;

    private static final int ORDERS = 64;
    private static final double PER_SECOND = 300;
    private static final int TURNS = 5;
    private static final int PRODUCERS = 16;
    private static final int FRAME_BYTES = 320;

    private final LoadClient client;
    private final List<BenchOrders> streams;
    private final List<BenchSocket> links;
    private final double intervalNs = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
    private long start;
    private long sent;
    private long most;
    private long next;
    private long owed;
    private CompletableFuture<Void> done = new CompletableFuture<>();

    /** @param streams groups of {@value #GROUP}, one after the other */
    Bursts(LoadClient client, URI server, List<BenchOrders> streams) {
        this.client = client;
        this.streams = streams;
        this.links = client.open(server, "/ws/orders", PRODUCERS, this::answered);
    }

    /** The orders of all bursts until each stream has had {@value #TURNS}. */
    long orders() {
        return (long) streams.size() * TURNS * ORDERS;
    }

    /** Sends these orders, and waits for the last ack. */
    void play() {
        CompletableFuture<Void> all = new CompletableFuture<>();
        client.run(() -> {
            done = all;
            start = System.nanoTime();
            sent = 0;
            most = orders() / ORDERS;
            owed = orders();
            sendDue();
        });
        client.await(all);
    }

    private void sendDue() {
        long due = Math.min(most, (long) ((System.nanoTime() - start) / intervalNs) + 1);
        for (; sent < due; sent++) {
            send(stream(sent));
        }
        if (sent < most) {
            client.loop().schedule(this::sendDue, 1, TimeUnit.MILLISECONDS);
        }
    }

    /** The place of the stream that has this burst. */
    static int stream(long burst) {
        return (int) (burst / (GROUP * TURNS) * GROUP + burst % GROUP);
    }

    private void send(int stream) {
        Channel channel = links.get(stream % links.size()).channel();
        ByteBuf frames = channel.alloc().directBuffer(ORDERS * FRAME_BYTES);
        long now = System.currentTimeMillis();
        for (int i = 0; i < ORDERS; i++) {
            streams.get(stream).writeFrame(frames, next++, now);
        }
        channel.writeAndFlush(frames, channel.voidPromise());
    }

    private void answered(BenchSocket from, ByteBuf text, int length) {
        owed -= Producers.acks(text, length);
        if (owed == 0) {
            done.complete(null);
        }
    }
}
