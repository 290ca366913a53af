package org.livetally.testing;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A screen that comes back whenever its connection ends, as a page does, and that must never show less than before,
 * whichever node it comes back to. Has a thread of its own.
 */
public final class ReturningScreen implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long POLL_MS = 20;

    private final URI uri;
    private final String name;
    private final ShownBoard shown = new ShownBoard();
    private final Thread thread = new Thread(this::run, "returning-screen");
    private volatile boolean closed;
    private volatile long gmv;
    private volatile long refunded;
    private final AtomicInteger returns = new AtomicInteger(-1);
    private final AtomicInteger stale = new AtomicInteger();
    private volatile @Nullable Throwable failure;

    private ReturningScreen(URI uri, String name) {
        this.uri = uri;
        this.name = name;
        thread.setDaemon(true);
    }

    /** Opens one; returns when it shows the board's totals. */
    public static ReturningScreen open(int port, String board) {
        URI uri = URI.create("ws://127.0.0.1:" + port + "/ws/boards/" + board + "?fields=totals");
        ReturningScreen screen = new ReturningScreen(uri, board);
        screen.thread.start();
        Await.until("a screen of " + board, () -> screen.returns() >= 0);
        return screen;
    }

    /** Of totals; never falls. */
    public long gmv() {
        check();
        return gmv;
    }

    /** Of totals; never falls. */
    public long refunded() {
        check();
        return refunded;
    }

    /** How often it came back, and was shown a board again. */
    public int returns() {
        check();
        return returns.get();
    }

    /** How often it was told that its figures are old. */
    public int stale() {
        check();
        return stale.get();
    }

    private void check() {
        if (failure != null) {
            throw new AssertionError("the screen of " + name, failure);
        }
    }

    private void run() {
        try {
            while (!closed) {
                ClientSocket socket = ClientSocket.connect(uri);
                if (socket == null) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                } else {
                    stay(socket);
                }
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            failure = e;
        }
    }

    private void stay(ClientSocket socket) throws InterruptedException {
        boolean counted = false;
        while (!closed) {
            ClientSocket.Received next = socket.poll(POLL_MS);
            if (next != null && next.text() == null) {
                return;
            }
            if (next != null) {
                boolean shows = take(new JsonObject(next.text()));
                if (shows && !counted) {
                    counted = true;
                    returns.incrementAndGet();
                }
            }
        }
        socket.abort();
    }

    /** Returns whether it is a snapshot. */
    private boolean take(JsonObject message) {
        long before = shown.version();
        shown.take(message);
        if (message.getString("type").equals("stale")) {
            stale.incrementAndGet();
        }
        if (shown.version() < 0) {
            return false;
        }
        JsonObject totals = shown.section("totals");
        long gmvNow = totals.getLong("gmv");
        long refundedNow = totals.getLong("refunded");
        if (shown.gaps() > 0 || shown.version() < before || gmvNow < gmv || refundedNow < refunded) {
            throw new AssertionError(
                    "version " + before + ", gmv " + gmv + ", refunded " + refunded + ", and then " + message.encode());
        }
        gmv = gmvNow;
        refunded = refundedNow;
        return message.getString("type").equals("snapshot");
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
