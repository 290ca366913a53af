package org.livetally.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One socket that sends orders when they are due, whatever their answers. A single socket, so that they are recorded in
 * order.
 */
final class ScheduledProducer {
    private static final int FRAME_BYTES = 320;

    private final LoadClient client;
    private final BenchOrders orders;
    private final BenchSocket link;
    private long next;
    private long owed;
    private long place;
    private @Nullable Schedule schedule;
    private boolean timesAcks;
    private CompletableFuture<Void> done = new CompletableFuture<>();

    ScheduledProducer(LoadClient client, URI server, BenchOrders orders) {
        this.client = client;
        this.orders = orders;
        this.link = client.open(server, "/ws/orders", 1, this::answered).get(0);
    }

    /** The number of orders that were sent. */
    long sent() {
        return next;
    }

    /** Sends by a schedule; completes when everything is acked. */
    CompletableFuture<Void> play(Schedule of) {
        return play(of, false);
    }

    /** The same, and the schedule is told of acks, as of what a screen shows. */
    CompletableFuture<Void> playToAcks(Schedule of) {
        return play(of, true);
    }

    private CompletableFuture<Void> play(Schedule of, boolean toAcks) {
        CompletableFuture<Void> all = new CompletableFuture<>();
        client.run(() -> {
            timesAcks = toAcks;
            schedule = of;
            place = 0;
            owed = of.orders();
            done = all;
            sendDue();
        });
        return all;
    }

    private void sendDue() {
        Schedule now = schedule;
        if (now == null) {
            return;
        }
        long time = System.nanoTime();
        long due = now.due(time);
        if (due > place) {
            Channel channel = link.channel();
            ByteBuf frames = channel.alloc().directBuffer((int) (due - place) * FRAME_BYTES);
            long at = System.currentTimeMillis();
            for (; place < due; place++) {
                now.sent(place, time);
                orders.writeFrame(frames, next++, at);
            }
            channel.writeAndFlush(frames, channel.voidPromise());
        }
        if (place < now.orders()) {
            client.loop().schedule(this::sendDue, 1, TimeUnit.MILLISECONDS);
        }
    }

    private void answered(BenchSocket from, ByteBuf text, int length) {
        long acks = Producers.acks(text, length);
        if (timesAcks && schedule != null) {
            long acked = schedule.before() + schedule.orders() - owed;
            schedule.shown(acked, acked + acks);
        }
        owed -= acks;
        if (owed == 0) {
            done.complete(null);
        }
    }
}
