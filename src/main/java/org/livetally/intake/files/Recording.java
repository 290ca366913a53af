package org.livetally.intake.files;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.OrderSink;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.http.Problem;
import org.livetally.ledger.IdState;
import org.livetally.metrics.OrderCounters;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * Records the entries of a file, on one event loop. Messages are recorded concurrently, but those of an entry one after
 * another, and none overtakes one that must be sent again: a payment may stand in a line of its own.
 */
final class Recording {
    private static final long AGAIN_MS = 200;
    /** As long as nothing at all can be recorded. */
    private static final long PATIENCE_MS = 60_000;

    private final Vertx vertx;
    private final Means means;
    private final Outcome outcome;
    /** Told of each entry that is done. */
    private final Runnable settled;

    private final Queue<Item> waiting = new ArrayDeque<>();
    private final List<Item> again = new ArrayList<>();
    private final Promise<Void> failed = Promise.promise();
    private long number;
    private int underway;
    private boolean timed;
    private long progressAt = System.nanoTime();

    /** What it works with. */
    record Means(RedisLink redis, OrderSink sink, OrderCounters counters, StreamKeys keys) {}

    private static final class Item {
        final FileEntry entry;
        final long number;
        int next;

        Item(FileEntry entry, long number) {
            this.entry = entry;
            this.number = number;
        }

        Message message() {
            return entry.messages().get(next);
        }

        /** As the file has it; null if its texts have their normal form there. */
        @Nullable
        Message asSent() {
            return entry.asSent().get(message().id());
        }
    }

    Recording(Vertx vertx, Means means, Outcome outcome, Runnable settled) {
        this.vertx = vertx;
        this.means = means;
        this.outcome = outcome;
        this.settled = settled;
    }

    void add(List<FileEntry> entries) {
        entries.forEach(entry -> waiting.add(new Item(entry, number++)));
        sendWaiting();
    }

    /** Fails once nothing could be recorded for a minute; never completes otherwise. */
    Future<Void> failed() {
        return failed.future();
    }

    private void sendWaiting() {
        while (again.isEmpty() && !waiting.isEmpty() && !failed.future().isComplete()) {
            send(waiting.remove());
        }
    }

    private void send(Item item) {
        underway++;
        means.sink.record(item.message(), item.asSent(), receipt -> {
            underway--;
            means.counters.answered(item.message().type(), receipt);
            take(item, receipt);
        });
    }

    private void take(Item item, Receipt receipt) {
        if (receipt instanceof Rejection rejection) {
            if (rejection.code().retry() || isOvertaken(item, rejection)) {
                sendAgain(item, rejection);
            } else if (rejection.code() == Code.CONFLICT && item.message() instanceof Order order) {
                compare(item, order);
            } else if (Known.isSoAlready(item.message(), rejection)) {
                outcome.duplicate++;
                goOn(item);
            } else {
                outcome.refuse(item.entry.row(), item.message(), rejection);
                stop(item);
            }
        } else {
            outcome.recorded += receipt instanceof Receipt.Recorded ? 1 : 0;
            outcome.duplicate += receipt instanceof Receipt.Duplicate ? 1 : 0;
            goOn(item);
        }
    }

    /** Whether it may be refused only since what comes before it could not be recorded yet. */
    private boolean isOvertaken(Item item, Rejection rejection) {
        boolean about = rejection.code() == Code.UNKNOWN_ORDER
                || rejection.code() == Code.UNKNOWN_DEAL
                || rejection.code() == Code.NOT_REFUNDABLE;
        return about && again.stream().anyMatch(before -> before.number < item.number);
    }

    /** Of an order that is known with other content, the first one stands; only its value is compared. */
    private void compare(Item item, Order order) {
        underway++;
        Message asSent = item.asSent();
        means.redis
                .send(Request.cmd(Command.HMGET)
                        .arg(means.keys.ids())
                        .arg(order.id())
                        .arg(asSent == null ? order.id() : asSent.id()))
                .onComplete(read -> {
                    underway--;
                    IdState known = read.failed() ? null : known(read.result());
                    if (known == null) {
                        sendAgain(item, new Rejection(Code.UNAVAILABLE, means.redis.brief()));
                    } else if (known.order() != null && known.amount() == order.amount()) {
                        outcome.duplicate++;
                        goOn(item);
                    } else {
                        outcome.conflict(item.entry.row(), order, known.order() == null ? null : known.amount());
                        stop(item);
                    }
                });
    }

    /** The first state that is known. */
    private static @Nullable IdState known(Response states) {
        for (Response state : states) {
            if (state != null) {
                return IdState.parse(state.toString());
            }
        }
        return null;
    }

    private void goOn(Item item) {
        progressAt = System.nanoTime();
        outcome.done++;
        if (++item.next < item.entry.messages().size()) {
            send(item);
        } else {
            settled.run();
        }
    }

    /** What would follow rests on what was refused. */
    private void stop(Item item) {
        progressAt = System.nanoTime();
        int rest = item.entry.messages().size() - item.next - 1;
        outcome.refused += rest;
        outcome.done += 1L + rest;
        settled.run();
    }

    private void sendAgain(Item item, Rejection rejection) {
        again.add(item);
        if (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - progressAt) > PATIENCE_MS) {
            failed.tryFail(Problem.of(503, rejection.reason()));
        } else if (!timed) {
            timed = true;
            vertx.setTimer(AGAIN_MS, id -> sendAgain());
        }
    }

    private void sendAgain() {
        timed = false;
        if (underway > 0) {
            timed = true;
            vertx.setTimer(AGAIN_MS, id -> sendAgain());
            return;
        }
        List<Item> all = new ArrayList<>(again);
        again.clear();
        all.sort(Comparator.comparingLong(item -> item.number));
        all.forEach(this::send);
        sendWaiting();
    }
}
