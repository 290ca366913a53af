package org.livetally.bench;

import io.netty.buffer.ByteBuf;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Screens that count their messages, and look for the number of orders in them. Lives on the client's event loop. */
final class BenchScreens {
    private static final byte[] ORDERS = "\"orders\":".getBytes(StandardCharsets.ISO_8859_1);
    /** The totals come first, in snapshots and in updates. */
    private static final int LOOKED_AT = 256;

    private final LoadClient client;
    private final List<BenchSocket> links;
    private @Nullable Schedule schedule;
    private CompletableFuture<Void> complete = new CompletableFuture<>();
    private long waitingFor;
    private long frames;
    private long bytes;
    /** Where the number was in the last message: it is there in the next one, mostly. */
    private int place;

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
                link.shown = next == null ? 0 : next.before();
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
        int found = placeOfOrders(text, length, place);
        long orders = orders(text, found);
        place = Math.max(0, found);
        long before = link.shown;
        if (orders > before) {
            now.shown(before, orders);
            long last = now.before() + now.orders();
            if (before < last && orders >= last && --waitingFor == 0) {
                complete.complete(null);
            }
            link.shown = orders;
        }
    }

    /** Where the number of orders stands in a message, from its start; -1 if it has none. */
    static int placeOfOrders(ByteBuf text, int length, int guess) {
        int start = text.readerIndex();
        int end = start + Math.min(length, LOOKED_AT);
        if (isOrders(text, start + guess, end)) {
            return guess;
        }
        int at = start;
        while ((at = text.indexOf(at, end, (byte) '"')) >= 0) {
            if (isOrders(text, at, end)) {
                return at - start;
            }
            at++;
        }
        return -1;
    }

    private static boolean isOrders(ByteBuf text, int at, int end) {
        if (at + ORDERS.length >= end) {
            return false;
        }
        for (int i = 0; i < ORDERS.length; i++) {
            if (text.getByte(at + i) != ORDERS[i]) {
                return false;
            }
        }
        return true;
    }

    /** The number of orders in a message where it stands at this place; -1 if that is -1. */
    static long orders(ByteBuf text, int place) {
        if (place < 0) {
            return -1;
        }
        long number = 0;
        int at = text.readerIndex() + place + ORDERS.length;
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
