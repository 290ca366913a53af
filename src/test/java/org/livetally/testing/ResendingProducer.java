package org.livetally.testing;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A producer that keeps its part of the contract: each message is sent again until it is acked, whatever happens to the
 * connection. Each sending has one answer. Has a thread of its own.
 */
public final class ResendingProducer {
    private static final long PAUSE_MS = 20;
    private static final long BACK_OFF_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /** After this silence the connection must be dead, since the server answers within 10 s. */
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

    /** A message as it is sent. */
    public record Message(String id, String json) {}

    /** What a producer has to send. Only the thread of its producer calls it. */
    public interface Script {
        /** The next message, or null if none is due now. The same message may come again, also before its ack. */
        @Nullable
        Message next();

        /** Whether no message will ever be due again. */
        boolean hasEnded();

        /** A message is acked; {@code ack} is what the producer was told. */
        default void acked(Message message, JsonObject ack) {}

        /** A message is refused for good. Returns whether that may be: otherwise the producer fails. */
        default boolean refused(Message message, JsonObject error) {
            return false;
        }
    }

    private final URI uri;
    private final Script script;
    private final int window;
    private final Receipts receipts;
    private final Unacked unacked = new Unacked();
    private final List<Integer> closeCodes = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private volatile boolean terminated;
    private @Nullable ClientSocket socket;
    private long answeredAt = System.nanoTime();
    private long pausedUntil = System.nanoTime();

    /**
     * Starts to send.
     *
     * @param window how many acks may be to come before it waits
     */
    public ResendingProducer(int port, Script script, int window, Receipts receipts) {
        this.uri = URI.create("ws://127.0.0.1:" + port + "/ws/orders");
        this.script = script;
        this.window = window;
        this.receipts = receipts;
        Thread thread = new Thread(this::run, "resending-producer");
        thread.setDaemon(true);
        thread.start();
    }

    /** The close codes of all sockets that ended, in order; 1006 of one that ended without a close frame. */
    public List<Integer> closeCodes() {
        return closeCodes;
    }

    /** Ends now: the server will not come back. */
    public void terminate() {
        terminated = true;
    }

    /**
     * Whether it was terminated, or its script has ended and everything is acked; fails if it got an answer that no producer
     * should get.
     */
    public boolean hasEnded() {
        return ended.isDone() && ended.join();
    }

    private void run() {
        try {
            while (!terminated && !(script.hasEnded() && unacked.acksToCome() == 0)) {
                turn();
            }
            ended.complete(true);
        } catch (InterruptedException | RuntimeException | Error e) {
            ended.completeExceptionally(e);
        }
        if (socket != null) {
            socket.abort();
        }
    }

    private void turn() throws InterruptedException {
        if (socket == null) {
            connect();
        }
        if (socket == null) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MS)); // it tries again later
            return;
        }
        fillWindow();
        send(socket);
        receive(socket);
        if (System.nanoTime() - answeredAt > SILENCE_NANOS && socket != null) {
            answeredAt = System.nanoTime();
            socket.abort();
        }
    }

    private void connect() {
        socket = ClientSocket.connect(uri);
        if (socket != null) {
            answeredAt = System.nanoTime();
            unacked.sendAllAgain();
        }
    }

    private void fillWindow() {
        while (unacked.acksToCome() < window) {
            Message next = script.next();
            if (next == null) {
                return;
            }
            unacked.put(next);
        }
    }

    private void send(ClientSocket to) {
        boolean sent = true;
        while (sent && unacked.hasToSend() && System.nanoTime() - pausedUntil >= 0) {
            sent = to.send(unacked.nextFrame());
        }
    }

    /** Takes everything that came, up to the end of the socket. */
    private void receive(ClientSocket from) throws InterruptedException {
        for (ClientSocket.Received next = from.poll(PAUSE_MS); next != null; next = from.poll(0)) {
            if (next.text() == null) {
                closeCodes.add(next.closeCode());
                socket = null;
                return;
            }
            Object answer = Json.decodeValue(next.text());
            if (answer instanceof JsonArray all) {
                all.forEach(each -> answered((JsonObject) each));
            } else {
                answered((JsonObject) answer);
            }
        }
    }

    private void answered(JsonObject answer) {
        Unacked.Open to = unacked.get(answer.getString("id"));
        if (to == null) {
            throw new AssertionError("an answer to nothing that was sent: " + answer.encode());
        }
        answeredAt = System.nanoTime();
        if (answer.getString("type").equals("ack")) {
            receipts.acked(answer, answeredAt - to.sinceNanos);
            unacked.settled(to);
            script.acked(to.message, answer);
        } else if (answer.getBoolean("retry")) {
            receipts.refused(answer.getString("code"));
            unacked.refused(to);
            pausedUntil = answeredAt + BACK_OFF_NANOS;
        } else if (script.refused(to.message, answer)) {
            unacked.settled(to);
        } else {
            throw new AssertionError("a good message was refused: " + answer.encode() + " of " + to.message.json());
        }
    }
}
