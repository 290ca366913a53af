package org.livetally.acceptance;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import java.util.ArrayDeque;

/**
 * A lean producer: a limited number of messages in flight, many in a frame. Messages that the server was too busy for
 * are sent again. Runs on one event loop.
 */
final class LoadProducer extends VerticleBase {
    private static final int WINDOW = 1_500;
    private static final int MAX_IN_FRAME = 100;
    private static final long BACK_OFF_MS = 50;
    private static final String ID = "\"id\":\"order-";
    private static final String RECORDED = "\",\"result\":\"recorded\",\"seq\":\"";
    private static final String DUPLICATE = "\",\"result\":\"duplicate\",\"seq\":\"";
    private static final String BUSY = "\",\"code\":\"busy\"";
    private static final String UNAVAILABLE = "\",\"code\":\"unavailable\"";

    private final ClientWebSocket socket;
    private final int port;
    private final LoadOrders orders;
    private final LoadReceipts receipts;
    private final ArrayDeque<Integer> waiting;
    private final Promise<Void> done = Promise.promise();
    private final StringBuilder frame = new StringBuilder();
    private int outstanding;
    private boolean backingOff;

    /** @param script the numbers of the orders to send, in order; a repeated number is a resend */
    LoadProducer(
            WebSocketClient client, int port, LoadOrders orders, LoadReceipts receipts, ArrayDeque<Integer> script) {
        this.socket = client.webSocket();
        this.port = port;
        this.orders = orders;
        this.receipts = receipts;
        this.waiting = script;
    }

    @Override
    public Future<?> start() {
        socket.textMessageHandler(this::answered);
        socket.closeHandler(closed -> done.tryFail("an order socket was closed"));
        return socket.connect(port, "127.0.0.1", "/ws/orders");
    }

    /** Completes when every message of the script is acked. */
    Future<Void> play() {
        context.runOnContext(go -> pump());
        return done.future();
    }

    private void pump() {
        while (!waiting.isEmpty() && outstanding < WINDOW && !backingOff) {
            if (socket.writeQueueFull()) {
                socket.drainHandler(drained -> pump());
                return;
            }
            socket.writeTextMessage(nextFrame()).onFailure(done::tryFail);
        }
        if (waiting.isEmpty() && outstanding == 0) {
            done.tryComplete();
        }
    }

    private String nextFrame() {
        frame.setLength(0);
        char separator = '[';
        for (int i = 0; i < MAX_IN_FRAME && outstanding < WINDOW && !waiting.isEmpty(); i++) {
            frame.append(separator);
            orders.append(frame, waiting.removeFirst());
            outstanding++;
            separator = ',';
        }
        return frame.append(']').toString();
    }

    private void answered(String text) {
        int at = text.indexOf(ID);
        if (at < 0) {
            done.tryFail("no answer to an order: " + text);
        }
        for (; at >= 0; at = text.indexOf(ID, at)) {
            at += ID.length();
            int end = text.indexOf('"', at);
            settle(Integer.parseInt(text, at, end, 10), text, end);
            at = end;
        }
        pump();
    }

    private void settle(int number, String text, int at) {
        outstanding--;
        if (text.startsWith(RECORDED, at)) {
            receipts.recorded(number, seq(text, at + RECORDED.length()));
        } else if (text.startsWith(DUPLICATE, at)) {
            receipts.duplicate(number, seq(text, at + DUPLICATE.length()));
        } else if (text.startsWith(BUSY, at)) {
            receipts.busy();
            sendLater(number);
        } else if (text.startsWith(UNAVAILABLE, at)) {
            receipts.unavailable();
            sendLater(number);
        } else {
            done.tryFail("order " + number + " was refused: " + text);
        }
    }

    private static String seq(String text, int start) {
        return text.substring(start, text.indexOf('"', start));
    }

    private void sendLater(int number) {
        waiting.addLast(number);
        if (!backingOff) {
            backingOff = true;
            vertx.setTimer(BACK_OFF_MS, over -> {
                backingOff = false;
                pump();
            });
        }
    }
}
