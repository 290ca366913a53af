package org.livetally.client;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Sends messages over {@code /ws/orders}, each until it is answered, by the rules of the client library (docs/client.md):
 * what has no answer is sent again with the same id after a lost connection, and so is what the server is too busy for. So
 * the server counts each once. An answer that sending again cannot change is said, with the number of the line.
 *
 * <p>Works on an event loop of its own; the public methods may be called from other threads.
 */
public final class Sender {
    /** After so long without an answer a connection is given up. */
    private static final long ANSWER_TIMEOUT_S = 15;

    private static final long CHECK_MS = 1_000;

    private final Vertx vertx;
    private final Context loop;
    private final Link link;
    private final Consumer<String> say;
    private final Room room = new Room();
    private final Tally tally = new Tally();
    private final Queue<Line> offered = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final Unanswered unanswered = new Unanswered();
    private final BackOff busy = new BackOff();
    private boolean paused;
    private long answeredAt;
    private final CompletableFuture<String> failed = new CompletableFuture<>();

    /**
     * Begins to connect.
     *
     * @param say is told, as text for people, what was refused and how the connection is
     */
    public Sender(Vertx vertx, Server server, Consumer<String> say) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.say = say;
        this.link =
                new Link(vertx, server, say, new Link.Events(this::pump, this::received, unanswered::lost, this::fail));
        loop.runOnContext(turn -> {
            link.connect();
            vertx.setPeriodic(CHECK_MS, id -> giveUpSilent());
        });
    }

    /** What became of the lines so far. */
    public Tally tally() {
        return tally;
    }

    /** Lines that have no answer yet. */
    public int pending() {
        return room.messages();
    }

    /** Completes with the reason, as text for people, if the server will never take what is sent. */
    public CompletableFuture<String> failed() {
        return failed;
    }

    /** Waits for room, and takes a line; returns false if no more are taken. */
    boolean offer(Line line) throws InterruptedException {
        if (!room.enter(line.json().length)) {
            return false;
        }
        offered.add(line);
        if (draining.compareAndSet(false, true)) {
            loop.runOnContext(turn -> drain());
        }
        return true;
    }

    /** Notes a line that was refused before it was sent. */
    void refuse(long line, String why) {
        tally.refused.incrementAndGet();
        say.accept("line " + line + ": " + why);
    }

    /** Takes no more lines. */
    public void close() {
        room.close();
    }

    /** Waits until all lines have their answers, for this time at most; returns whether they have. */
    public boolean awaitAnswers(long ms) throws InterruptedException {
        return room.awaitEmpty(ms);
    }

    /** Closes the connection; to be called when all lines have their answers, or nobody waits for them. */
    public Future<Void> end() {
        Promise<Void> closed = Promise.promise();
        loop.runOnContext(turn -> link.end().onComplete(closed));
        return closed.future();
    }

    private void drain() {
        draining.set(false);
        for (Line line = offered.poll(); line != null; line = offered.poll()) {
            unanswered.add(line);
        }
        pump();
    }

    private void giveUpSilent() {
        if (unanswered.hasInFlight() && System.nanoTime() - answeredAt > TimeUnit.SECONDS.toNanos(ANSWER_TIMEOUT_S)) {
            link.giveUp("no answer for " + ANSWER_TIMEOUT_S + " s");
        }
    }

    private void pump() {
        while (!paused && link.hasRoom(this::pump)) {
            boolean first = !unanswered.hasInFlight();
            List<Line> frame = unanswered.next();
            if (frame.isEmpty()) {
                return;
            }
            if (first) {
                answeredAt = System.nanoTime();
            }
            link.send(Line.frame(frame));
        }
    }

    private void received(String text) {
        answeredAt = System.nanoTime();
        try {
            if (Json.decodeValue(text) instanceof JsonArray several) {
                several.forEach(one -> settle((JsonObject) one));
            } else {
                settle(new JsonObject(text));
            }
        } catch (DecodeException | ClassCastException e) {
            fail("what answers is no Livetally: " + text);
        }
        pump();
    }

    private void settle(JsonObject answer) {
        String id = answer.getString("id");
        Line line = id == null ? null : unanswered.answered(id);
        if (id == null) { // nothing of a frame was read, though each of its lines is JSON
            fail("the server refuses a frame: " + answer.getString("message"));
        } else if (line == null) {
            return; // answered before, on an earlier connection
        } else if ("ack".equals(answer.getString("type"))) {
            busy.reset();
            boolean fresh = "recorded".equals(answer.getString("result"));
            (fresh ? tally.recorded : tally.duplicate).incrementAndGet();
            room.leave(line.json().length);
        } else if (answer.getBoolean("retry", false) || unanswered.isEarly(line, answer.getString("code", ""))) {
            unanswered.add(line);
            pause();
        } else {
            String field = answer.getString("field");
            refuse(
                    line.number(),
                    answer.getString("code") + (field == null ? "" : " " + field) + ": " + answer.getString("message"));
            room.leave(line.json().length);
        }
    }

    /** All wait, so that the order stays. */
    private void pause() {
        if (!paused) {
            paused = true;
            vertx.setTimer(busy.next(), id -> {
                paused = false;
                pump();
            });
        }
    }

    private void fail(String why) {
        room.close();
        failed.complete(why);
    }
}
