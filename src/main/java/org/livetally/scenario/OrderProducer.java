package org.livetally.scenario;

import io.vertx.core.Future;
import io.vertx.core.http.WebSocket;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.livetally.scenario.Reported.Sale;

/**
 * The producer of one channel, or of the host: opens a socket and sends the reports in its {@link Outbox} until all are
 * acked. A report for which the server is too busy is sent again a little later. One that the server rejects ends the
 * play, since the script holds no invalid ones.
 */
final class OrderProducer {
    /** Maximum of reports that are sent and not acked: enough to fill the server's batches, few enough to resend. */
    private static final int WINDOW = 256;

    private static final int MAX_IN_FRAME = 50;
    /** In nanoseconds. Longer than a slow disk takes; a later ack is a harmless duplicate. */
    private static final long ACK_TIMEOUT = 3_000_000_000L;
    /** In nanoseconds. */
    private static final long BUSY_BACK_OFF = 200_000_000L;

    private final Supplier<Future<WebSocket>> connector;
    private final ReportJson json;
    private final DemoTotals totals;
    private final Consumer<Throwable> failed;
    private final Reconnect reconnect;
    private final Outbox outbox = new Outbox(WINDOW, ACK_TIMEOUT, BUSY_BACK_OFF);
    private @Nullable WebSocket socket;
    private boolean connecting;
    private long now;

    OrderProducer(
            Supplier<Future<WebSocket>> connector, ReportJson json, DemoTotals totals, Consumer<Throwable> failed) {
        this.connector = connector;
        this.json = json;
        this.totals = totals;
        this.failed = failed;
        this.reconnect = new Reconnect(failed);
    }

    void add(Reported report) {
        outbox.add(report);
    }

    boolean isDone() {
        return outbox.isEmpty();
    }

    /** @param elapsed nanoseconds of a monotonic clock */
    void tick(long elapsed) {
        now = elapsed;
        if (socket != null) {
            send(socket);
        } else if (!connecting && !outbox.isEmpty() && reconnect.isDue(now)) {
            connect();
        }
    }

    /** To be called when everything is acked. */
    Future<Void> close() {
        return socket == null ? Future.succeededFuture() : socket.close().otherwiseEmpty();
    }

    private void connect() {
        connecting = true;
        connector
                .get()
                .onComplete(connected -> connecting = false)
                .onSuccess(this::connected)
                .onFailure(cause -> reconnect.failed(cause, now));
    }

    private void connected(WebSocket opened) {
        socket = opened;
        opened.textMessageHandler(this::answered);
        opened.exceptionHandler(cause -> lost(opened, cause));
        opened.closeHandler(closed -> lost(opened, new PlayFailed("the server closed an order socket")));
        send(opened);
    }

    private void lost(WebSocket closed, Throwable cause) {
        if (socket == closed) {
            socket = null;
            outbox.connectionLost();
            reconnect.failed(cause, now);
            closed.close().onFailure(again -> {}); // it was closed already
        }
    }

    private void send(WebSocket open) {
        while (!open.isClosed() && !open.writeQueueFull()) {
            List<Reported> batch = outbox.take(MAX_IN_FRAME, now);
            if (batch.isEmpty()) {
                return;
            }
            totals.sent += batch.size();
            open.writeTextMessage(json.frame(batch)).onFailure(cause -> lost(open, cause));
        }
    }

    private void answered(String text) {
        reconnect.succeeded(); // only now: a server that accepts sockets and drops them is unreachable, too
        try {
            Object answer = Json.decodeValue(text);
            JsonArray answers = answer instanceof JsonArray several ? several : new JsonArray().add(answer);
            answers.forEach(one -> settle((JsonObject) one));
        } catch (RuntimeException notAnAnswer) {
            failed.accept(new PlayFailed("the server answered a report with " + text, notAnAnswer));
        }
    }

    private void settle(JsonObject answer) {
        if ("ack".equals(answer.getString("type"))) {
            acked(answer);
        } else if (answer.getBoolean("retry", false)) {
            outbox.rejected(answer.getString("id"), now);
        } else {
            failed.accept(new PlayFailed("a report was refused: " + answer.encode()));
        }
    }

    private void acked(JsonObject ack) {
        if (outbox.acked(ack.getString("id")) instanceof Sale order) {
            totals.acked++;
            totals.gmv += order.amount();
            totals.duplicates += "duplicate".equals(ack.getString("result")) ? 1 : 0;
        }
    }
}
