package org.livetally.bench;

import io.netty.buffer.ByteBuf;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Screens that count their messages, and look for the number of orders in them. Lives on the client's event loop. */
final class BenchScreens {
    private static final byte[] ORDERS = "\"orders\":".getBytes(StandardCharsets.ISO_8859_1);
    /** The totals come first, in snapshots and in updates. */
    private static final int LOOKED_AT = 256;

    private final LoadClient client;
    private final List<BenchSocket> links;
    private final Map<BenchSocket, long[]> shown = new IdentityHashMap<>();
    private @Nullable Schedule schedule;
    private CompletableFuture<Void> complete = new CompletableFuture<>();
    private long waitingFor;
    private long frames;
    private long bytes;

    /** Opens the screens; {@code #} in the path is replaced by each one's number. */
    BenchScreens(LoadClient client, URI server, String path, int count) {
        this.client = client;
        this.links = client.open(server, path, count, this::message);
    }

    /**
     * From now on tells a schedule which orders appear, or only counts frames if there is none; completes when all
     * screens have shown all orders.
     */
    CompletableFuture<Void> follow(@Nullable Schedule next) {
        CompletableFuture<Void> all = new CompletableFuture<>();
        client.run(() -> {
            schedule = next;
            complete = all;
            waitingFor = links.size();
            for (BenchSocket link : links) {
                shown.put(link, new long[] {next == null ? 0 : next.before()});
            }
        });
        return all;
    }

    private void message(BenchSocket link, ByteBuf text, int length) {
        frames++;
        bytes += length;
        Schedule now = schedule;
        if (now == null) {
            return;
        }
        long orders = orders(text, length);
        long[] before = shown.get(link);
        if (before != null && orders > before[0]) {
            now.shown(before[0], orders);
            long last = now.before() + now.orders();
            if (before[0] < last && orders >= last && --waitingFor == 0) {
                complete.complete(null);
            }
            before[0] = orders;
        }
    }

    /** The number of orders in a message; -1 if it has none. */
    static long orders(ByteBuf text, int length) {
        int end = text.readerIndex() + Math.min(length, LOOKED_AT);
        int at = text.readerIndex();
        while ((at = text.indexOf(at, end, (byte) 'o')) >= 0) {
            if (at + ORDERS.length < end && isOrders(text, at - 1)) {
                return number(text, at - 1 + ORDERS.length);
            }
            at++;
        }
        return -1;
    }

    private static boolean isOrders(ByteBuf text, int at) {
        for (int i = 0; i < ORDERS.length; i++) {
            if (text.getByte(at + i) != ORDERS[i]) {
                return false;
            }
        }
        return true;
    }

    private static long number(ByteBuf text, int start) {
        long number = 0;
        int at = start;
        for (byte digit = text.getByte(at); digit >= '0' && digit <= '9'; digit = text.getByte(++at)) {
            number = number * 10 + digit - '0';
        }
        return number;
    }

    /** Frames and bytes of messages since the screens were opened. */
    Traffic traffic() {
        Traffic[] now = new Traffic[1];
        client.run(() -> now[0] = new Traffic(frames, bytes));
        return now[0];
    }

    /** Frames and bytes that arrived. */
    record Traffic(long frames, long bytes) {
        Traffic since(Traffic earlier) {
            return new Traffic(frames - earlier.frames, bytes - earlier.bytes);
        }

        int frameBytes() {
            return frames == 0 ? 0 : (int) (bytes / frames);
        }
    }
}
