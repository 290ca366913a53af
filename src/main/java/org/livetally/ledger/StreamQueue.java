package org.livetally.ledger;

import io.vertx.core.Context;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.ledger.RecordScript.Outcome;
import org.livetally.model.Code;
import org.livetally.model.Receipt;
import org.livetally.model.Rejection;
import org.livetally.redis.RedisLink;
import org.livetally.redis.StreamKeys;

/**
 * The orders of one stream on one event loop: those that wait, and the one batch in flight.
 *
 * <p>A batch stays in flight until its outcome is known. When the connection is lost it may or may not have run, so the very
 * same orders are sent again over the next one: what had run is then found as {@code known}, with its first seq. One
 * batch at a time also keeps the orders of a socket in their order.
 */
final class StreamQueue {
    private static final Logger LOG = Logger.getLogger(StreamQueue.class.getName());
    private static final int MAX_BATCH_BYTES = 512 * 1024;
    private static final long MAX_BATCH_VALUE = 1L << 53;

    private final StreamKeys keys;
    private final RedisLink redis;
    private final InstantSource clock;
    private final Context loop;
    private final Runnable changed;
    private final Consumer<StreamQueue> drained;
    private final ArrayDeque<Pending> waiting = new ArrayDeque<>();
    private List<Pending> batch = List.of();
    private int singly;
    private boolean sent;
    private boolean scheduled;

    StreamQueue(
            StreamKeys keys,
            RedisLink redis,
            InstantSource clock,
            Context loop,
            Runnable changed,
            Consumer<StreamQueue> drained) {
        this.keys = keys;
        this.redis = redis;
        this.clock = clock;
        this.loop = loop;
        this.changed = changed;
        this.drained = drained;
    }

    void add(Pending order) {
        waiting.add(order);
        if (!scheduled && batch.isEmpty()) {
            scheduled = true;
            loop.runOnContext(turn -> {
                scheduled = false;
                next();
            });
        }
    }

    /** There is a connection again: what was in flight goes out once more, then what waited. */
    void connected() {
        next();
    }

    /** Answers {@code unavailable} to all, if the oldest has waited too long. */
    void dropImpatient() {
        Pending oldest = batch.isEmpty() ? waiting.peek() : batch.get(0);
        if (oldest != null && waitedMs(oldest) > Recorder.PATIENCE_MS) {
            List<Pending> all = new ArrayList<>(batch);
            all.addAll(waiting);
            waiting.clear();
            batch = List.of(); // its outcome, should it still come, concerns nobody: they will send again
            sent = false;
            reject(all, new Rejection(Code.UNAVAILABLE, null, "Redis does not answer: send it again"));
            drained.accept(this);
        }
    }

    private static long waitedMs(Pending order) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - order.since());
    }

    private void next() {
        if (sent || !redis.isConnected()) {
            return;
        }
        if (batch.isEmpty()) {
            batch = takeBatch();
        }
        if (batch.isEmpty()) {
            drained.accept(this);
        } else {
            send(batch);
        }
    }

    /** As many as one script takes. Ends before an id that is in the batch already: the next batch finds it known. */
    private List<Pending> takeBatch() {
        int most = singly > 0 ? 1 : RecordScript.MAX_ORDERS;
        singly = Math.max(0, singly - 1);
        List<Pending> taken = new ArrayList<>(Math.min(most, waiting.size()));
        Set<String> ids = new HashSet<>();
        int bytes = 0;
        long value = 0;
        while (taken.size() < most) {
            Pending order = waiting.peek();
            if (order == null || !ids.add(order.entry().order().id())) {
                break;
            }
            bytes += order.entry().json().length;
            value += order.entry().order().amount();
            if (!taken.isEmpty() && (bytes > MAX_BATCH_BYTES || value > MAX_BATCH_VALUE)) {
                break;
            }
            taken.add(waiting.remove());
        }
        return taken;
    }

    private void send(List<Pending> orders) {
        sent = true;
        List<LedgerEntry> entries = orders.stream().map(Pending::entry).toList();
        RecordScript.run(redis, keys, entries, clock.millis()).onComplete(result -> {
            if (orders != batch) {
                return; // given up meanwhile
            }
            sent = false;
            if (result.succeeded()) {
                settle(orders, result.result());
            } else {
                failed(orders, result.cause());
            }
        });
    }

    private void settle(List<Pending> orders, Outcome outcome) {
        batch = List.of();
        if (outcome instanceof Outcome.Recorded recorded) {
            recorded(orders, recorded);
        } else if (outcome instanceof Outcome.Known known) {
            batch = answerKnown(orders, known.values());
        } else if (outcome instanceof Outcome.NotLive notLive) {
            reject(orders, notLive(notLive.status()));
        } else if (orders.size() == 1) {
            reject(orders, Rejection.invalidOrder("lines", "the stream's total would pass 2^53 - 1"));
        } else {
            oneByOne(orders);
        }
        next();
    }

    private void recorded(List<Pending> orders, Outcome.Recorded recorded) {
        changed.run();
        for (int i = 0; i < orders.size(); i++) {
            orders.get(i).done().accept(new Receipt.Recorded(recorded.prefix() + (recorded.first() + i)));
        }
    }

    /** Answers what was known; the rest is the batch to send again, still before all that waits. */
    private static List<Pending> answerKnown(List<Pending> orders, List<@Nullable String> values) {
        List<Pending> unknown = new ArrayList<>(orders.size());
        for (int i = 0; i < orders.size(); i++) {
            String value = values.get(i);
            if (value == null) {
                unknown.add(orders.get(i));
            } else {
                orders.get(i).done().accept(knownReceipt(orders.get(i).entry(), value));
            }
        }
        return unknown;
    }

    private static Receipt knownReceipt(LedgerEntry entry, String value) {
        String[] parts = value.split(" ", 3);
        return parts[1].equals(entry.fingerprint())
                ? new Receipt.Duplicate(parts[0])
                : new Rejection(Code.CONFLICT, "id", "was recorded before, with other content");
    }

    private static Rejection notLive(String status) {
        return switch (status) {
            case "ended" -> new Rejection(Code.STREAM_ENDED, "stream", "has ended");
            case "scheduled" -> Recorder.unknownStream("has not started: it takes orders once it is live");
            default -> Recorder.unknownStream("there is no such stream");
        };
    }

    /** One of them is too much for the stream's total; the others must not suffer for it. */
    private void oneByOne(List<Pending> orders) {
        for (int i = orders.size() - 1; i >= 0; i--) {
            waiting.addFirst(orders.get(i));
        }
        singly = orders.size();
    }

    private void failed(List<Pending> orders, Throwable cause) {
        if (RedisLink.isReply(cause)) {
            LOG.log(Level.WARNING, "Redis refused a batch of {0}: {1}", new Object[] {keys.stream(), cause.getMessage()
            });
            batch = List.of();
            reject(orders, new Rejection(Code.UNAVAILABLE, null, "Redis refuses writes: send it again"));
        }
        next(); // where the outcome is unknown the batch was kept: it goes out again once there is a connection
    }

    private static void reject(List<Pending> orders, Rejection rejection) {
        orders.forEach(order -> order.done().accept(rejection));
    }
}
