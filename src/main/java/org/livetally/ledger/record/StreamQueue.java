package org.livetally.ledger.record;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.board.BoardHints;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.DealEvent;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Expectations;
import org.livetally.http.Problem;
import org.livetally.ledger.LedgerEntry;
import org.livetally.ledger.QueuedMessage;
import org.livetally.ledger.count.RecentBatches;
import org.livetally.ledger.count.RecordedBatch;
import org.livetally.ledger.loss.AckMemory;
import org.livetally.ledger.record.RecordScript.Outcome;
import org.livetally.logging.LogThrottle;
import org.livetally.metrics.Histogram;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.RedisUnavailableException;
import org.livetally.redis.client.Refusal;
import org.livetally.redis.client.StreamKeys;

/**
 * The messages of one stream on one event loop: those that wait, and the one batch in flight.
 *
 * <p>A batch stays in flight until its outcome is known. When the connection is lost, the batch may or may not have
 * run. So it is kept and sent again over the next connection. What had run then comes back as {@code duplicate} with
 * its first seq, which is as good as an ack. Having only one batch in flight also keeps the messages of a socket in
 * order.
 *
 * <p>With {@code --ack-replicas}, a batch that was recorded waits for replicas before it is acked, duplicates and conflicts, too,
 * since the first one may have failed to get there. It is in flight no more then: what waits goes on.
 *
 * <p>It is in one of four states: it has nothing; it waits in the line of {@link BatchesInFlight}; it has a batch, which
 * is one of those in flight; or it has a batch and more that waits, which gets into the line when the batch is answered.
 */
final class StreamQueue {
    /** Each time somebody else has changed the basis meanwhile; so many in a row mean that it cannot be read. */
    private static final int MAX_REBASED = 20;

    private static final Future<Void> KEPT = Future.succeededFuture();
    private static final Logger LOG = Logger.getLogger(StreamQueue.class.getName());
    /** Producers send again, so the next refusal is a moment away. */
    private static final LogThrottle THROTTLE = new LogThrottle();

    private final StreamKeys keys;
    /** Its server is that of all keys. */
    private final String key;

    private final Shared shared;
    private final Consumer<StreamQueue> drained;
    private final PendingQueue waiting = new PendingQueue();
    /** How often the batch in flight was planned anew because its basis had changed. */
    private int rebased;

    /** Where it stands in the line, or its batch has its place; kept by {@link BatchesInFlight}. */
    @Nullable
    Departures departures;

    private List<QueuedMessage> batch = List.of();
    private boolean sent;
    /** Resent messages come in swarms: after one, the next batches read Redis before they run. */
    private boolean readFirst;
    /** Whether the stream has nearly as many names as it takes: then those of the next batches are read, too. */
    private boolean crowded;

    /**
     * What the queues of one event loop share.
     *
     * @param nanos measures how long messages wait
     * @param given is run once a message has its receipt
     */
    record Shared(
            RedisLink redis,
            InstantSource clock,
            LongSupplier nanos,
            AckMemory acks,
            BasisCache bases,
            BatchesInFlight flights,
            ExpiringStreams expiring,
            BoardHints hints,
            RecentBatches recent,
            Histogram.Writer batchSize,
            Histogram.Writer ackTime,
            Runnable given) {}

    /** @param drained is told when nothing waits or is in flight any more */
    StreamQueue(StreamKeys keys, Shared shared, Consumer<StreamQueue> drained) {
        this.keys = keys;
        this.key = keys.settings();
        this.shared = shared;
        this.drained = drained;
    }

    /** The key that tells which server has the stream. */
    String key() {
        return key;
    }

    void add(QueuedMessage order) {
        boolean isFirst = waiting.isEmpty(); // otherwise it is in the line, or gets there when the batch is answered
        waiting.add(order);
        if (isFirst && batch.isEmpty()) {
            shared.flights.join(this);
        }
    }

    /** Sends what waits, now that it is its turn. Returns whether a batch is in flight now, or was and is answered. */
    boolean depart() {
        try {
            batch = waiting.takeBatch();
        } catch (RuntimeException e) { // the place is for another stream
            broken(waiting.takeAll(), e);
            return false;
        }
        begin(batch);
        return true;
    }

    /** Sends what was in flight again, if its server is connected. */
    void resend() {
        if (!batch.isEmpty() && !sent && shared.redis.isConnected(key)) {
            begin(batch);
        }
    }

    /** Answers {@code unavailable} to all messages, if the oldest has waited too long. */
    void dropImpatient() {
        if (TimeUnit.NANOSECONDS.toMillis(waited(shared.nanos.getAsLong())) > Recorder.TIMEOUT_MS) {
            List<QueuedMessage> all = new ArrayList<>(batch);
            all.addAll(waiting.takeAll());
            // The outcome of the batch no longer matters, even if it still comes: producers will send again.
            finish(all, new Rejection(Code.UNAVAILABLE, Rule.SEND_AGAIN.reason(shared.redis.brief(key))));
        }
    }

    /** How long its oldest message has waited, in ns; 0 if it has none. */
    long waited(long now) {
        QueuedMessage oldest = batch.isEmpty() ? waiting.oldest() : batch.get(0);
        return oldest == null ? 0 : now - oldest.since();
    }

    private void begin(List<QueuedMessage> messages) {
        sent = true;
        guard(() -> send(messages));
    }

    private void send(List<QueuedMessage> messages) {
        AckMemory.Asked asked = shared.acks.of(keys.stream());
        if (asked.isLost()) {
            finish(messages, AckMemory.rejection());
            return;
        }
        Basis basis = shared.bases.of(keys);
        if (readFirst || Question.isNeededFor(entries(messages), basis)) {
            read(messages, basis, asked);
        } else {
            judge(messages, KnownIds.nothing(), basis, asked);
        }
    }

    /** @param basis by which the batch is then judged, whatever the cache has meanwhile */
    private void read(List<QueuedMessage> messages, Basis basis, AckMemory.Asked asked) {
        settle(messages, BatchReading.read(shared.redis, keys, entries(messages), basis), known -> {
            if (known.isLost() || wentBack(asked, known.hasStream(), known.lastText())) {
                finish(messages, AckMemory.rejection());
            } else if (!known.hasStream()) {
                finish(messages, Admission.NO_STREAM);
            } else if (known.basis().equals(basis.newest())) {
                judge(messages, known, basis, asked);
            } else {
                rebase(messages, asked);
            }
        });
    }

    /** Reads what orders are judged by, and judges anew. */
    private void rebase(List<QueuedMessage> messages, AckMemory.Asked asked) {
        if (rebased++ == MAX_REBASED) {
            say(Level.SEVERE, "what orders are judged by cannot be read: run livetally audit", null);
            finish(messages, new Rejection(Code.UNAVAILABLE, Rule.DATA_BROKEN.reason()));
        } else {
            settle(messages, shared.bases.refresh(keys), basis -> read(messages, basis, asked));
        }
    }

    /** Whether the ledger went back; if so, this is remembered. */
    private boolean wentBack(AckMemory.Asked asked, boolean exists, String last) {
        try {
            asked.check(exists, last, shared.redis.connection(keys.ledger()));
            return false;
        } catch (Problem lacks) {
            return true;
        }
    }

    private void judge(List<QueuedMessage> messages, KnownIds known, Basis basis, AckMemory.Asked asked) {
        BatchPlan plan = BatchPlan.of(entries(messages), known, basis);
        if (crowded && !plan.entries.isEmpty()) { // what is a duplicate is one where that was read
            settle(messages, NameQuota.read(shared.redis, keys, entries(messages), basis), quota -> {
                crowded = quota.isNear();
                apply(messages, known, BatchPlan.of(entries(messages), known, basis, quota), asked);
            });
        } else {
            apply(messages, known, plan, asked);
        }
    }

    private void apply(List<QueuedMessage> all, KnownIds known, BatchPlan plan, AckMemory.Asked asked) {
        List<QueuedMessage> messages = all.subList(0, plan.judged());
        waiting.takeBack(all.subList(plan.judged(), all.size()));
        batch = messages;
        readFirst = plan.entries.size() < messages.size();
        if (plan.entries.isEmpty()) {
            finish(messages, plan.receipts(List.of()));
        } else {
            Future<?> listed = plan.orders.hasUnpaid() ? shared.expiring.list(keys.stream()) : Future.succeededFuture();
            settle(
                    messages,
                    listed.compose(done -> RecordScript.run(
                            shared.redis,
                            keys,
                            plan,
                            known,
                            shared.clock.millis(),
                            asked.required,
                            shared.recent.isWanted(keys.stream()))),
                    outcome -> applied(messages, plan, outcome, asked));
        }
    }

    private void applied(List<QueuedMessage> messages, BatchPlan plan, Outcome outcome, AckMemory.Asked asked) {
        if (outcome instanceof Outcome.Recorded recorded) {
            shared.hints.changed(keys.stream(), messages.get(0).since());
            shared.batchSize.record(messages.size());
            handOver(plan, recorded);
            if (recorded.late() && plan.orders.hasUnpaid()) {
                shared.expiring.listAgain(keys.stream()); // one that has ended may have been forgotten just before
            }
            finish(messages, plan.receipts(recorded.seqs(plan.entries.size())));
        } else if (outcome instanceof Outcome.Outdated) {
            read(messages, plan.basis(), asked);
        } else if (outcome instanceof Outcome.OtherBasis) {
            rebase(messages, asked);
        } else if (outcome instanceof Outcome.Names) {
            crowded = true;
            read(messages, plan.basis(), asked);
        } else if (outcome instanceof Outcome.Behind behind) {
            wentBack(asked, behind.exists(), behind.last());
            finish(messages, AckMemory.rejection());
        } else if (messages.size() == 1) {
            String field = messages.get(0).entry().message() instanceof DealEvent ? "amount" : "lines";
            finish(messages, Rejection.invalidOrder(field, Rule.STREAM_TOTAL.reason()));
        } else {
            oneByOne(messages);
        }
    }

    /** Tells whoever counts the ledger what was recorded: it saves them work, and must not cost an ack. */
    private void handOver(BatchPlan plan, Outcome.Recorded recorded) {
        if (recorded.before() == null) {
            return;
        }
        try {
            RecordedBatch batch = plan.batch(recorded.before(), recorded.seq(plan.entries.size() - 1));
            if (batch != null) {
                shared.recent.add(keys.stream(), batch);
            }
        } catch (RuntimeException e) {
            say(Level.WARNING, "what was recorded could not be handed over; it is counted from the ledger", e);
        }
    }

    /** Continues with Redis' answer, unless the batch was given up meanwhile. */
    private <T> void settle(List<QueuedMessage> messages, Future<T> answer, Consumer<T> then) {
        answer.onComplete(result -> {
            if (messages != batch) {
                return;
            }
            if (result.failed()) {
                failed(messages, result.cause());
                return;
            }
            guard(() -> then.accept(result.result()));
        });
    }

    private void guard(Runnable step) {
        try {
            step.run();
        } catch (RedisUnavailableException left) { // the connection was left: the answer of another one is awaited
            failed(batch, left);
        } catch (RuntimeException e) { // Redis holds invalid data; the queue must not stop because of it
            broken(batch, e);
        }
    }

    private void broken(List<QueuedMessage> messages, Throwable cause) {
        say(Level.SEVERE, "a batch cannot be judged: run livetally audit", cause);
        finish(messages, new Rejection(Code.UNAVAILABLE, Rule.DATA_BROKEN.reason()));
    }

    private void finish(List<QueuedMessage> messages, List<Receipt> receipts) {
        if (receipts.size() != messages.size()) { // thrown while the batch is in flight, so that all are answered
            throw new IllegalStateException(receipts.size() + " receipts for " + messages.size() + " messages");
        }
        Future<Void> replicated = areToBeSentAgain(receipts) ? KEPT : shared.redis.replicated(keys.ledger());
        Expectations.Connection over = shared.redis.connection(keys.ledger());
        boolean wasInFlight = land();
        try {
            if (replicated.succeeded()) {
                give(messages, receipts, over);
            } else { // the next batch does not wait for the replicas of this one
                replicated.onComplete(
                        kept -> give(messages, kept.succeeded() ? receipts : unsure(messages, kept.cause()), over));
            }
        } finally {
            goOn(wasInFlight);
        }
    }

    /** Any other answer is the last one, and rests on what Redis has: a conflict, too, must not be with what gets lost. */
    private static boolean areToBeSentAgain(List<Receipt> receipts) {
        for (Receipt receipt : receipts) {
            if (!(receipt instanceof Rejection rejection) || !rejection.code().retry()) {
                return false;
            }
        }
        return true;
    }

    /** They are recorded, but perhaps on too few replicas: sent again, they are duplicates, or recorded on a new primary. */
    private static List<Receipt> unsure(List<QueuedMessage> messages, Throwable cause) {
        Reason why = RedisFailures.brief(cause);
        return Collections.nCopies(messages.size(), new Rejection(Code.UNAVAILABLE, Rule.SEND_AGAIN.reason(why)));
    }

    private void give(List<QueuedMessage> messages, List<Receipt> receipts, Expectations.Connection over) {
        remember(messages, receipts, over);
        long now = shared.nanos.getAsLong();
        for (int i = 0; i < messages.size(); i++) {
            give(messages.get(i), receipts.get(i), now);
        }
    }

    private void remember(List<QueuedMessage> messages, List<Receipt> receipts, Expectations.Connection over) {
        try {
            shared.acks.acked(keys.stream(), messages, receipts, over);
        } catch (RuntimeException e) { // they are recorded, whether or not this node would notice their loss
            say(Level.SEVERE, "what was acked could not be remembered", e);
        }
    }

    private void give(QueuedMessage message, Receipt receipt, long now) {
        try {
            if (!(receipt instanceof Rejection)) {
                shared.ackTime.record(now - message.since());
            }
            message.done().accept(receipt);
        } catch (RuntimeException e) { // the others have receipts, too, and other streams wait for the place
            say(Level.SEVERE, "a receipt could not be passed on", e);
        } finally {
            shared.given.run();
        }
    }

    /** Ends the flight of the batch; returns whether there was one. */
    private boolean land() {
        boolean wasInFlight = !batch.isEmpty();
        batch = List.of();
        sent = false;
        rebased = 0;
        return wasInFlight;
    }

    /** What waits has its turn after the other streams, so that none waits long for a busier one. */
    private void goOn(boolean wasInFlight) {
        boolean hasMore = !waiting.isEmpty();
        if (!hasMore) {
            shared.flights.leave(this); // the messages of one in the line may have waited too long
            drained.accept(this);
        }
        if (wasInFlight) {
            shared.flights.landed(this, hasMore);
        }
    }

    private void finish(List<QueuedMessage> messages, Rejection rejection) {
        finish(messages, Collections.nCopies(messages.size(), rejection));
    }

    private static List<LedgerEntry> entries(List<QueuedMessage> messages) {
        List<LedgerEntry> entries = new ArrayList<>(messages.size());
        messages.forEach(message -> entries.add(message.entry()));
        return entries;
    }

    /** One of the messages is too much for the stream's total; the others must not fail because of it. */
    private void oneByOne(List<QueuedMessage> messages) {
        waiting.takeBackSingly(messages);
        goOn(land());
    }

    private void say(Level level, String what, @Nullable Throwable thrown) {
        THROTTLE.admit(level.getName(), System.nanoTime())
                .ifPresent(more ->
                        LOG.log(level, "stream " + keys.stream() + ": " + what + LogThrottle.others(more), thrown));
    }

    private void failed(List<QueuedMessage> messages, Throwable cause) {
        sent = false;
        if (RedisFailures.isReply(cause)) {
            say(Level.WARNING, "Redis refused a batch: " + cause.getMessage(), null);
            Refusal refusal = Refusal.of(cause);
            Reason why = refusal == null ? Rule.REDIS_NO_WRITES.reason() : refusal.brief();
            finish(messages, new Rejection(Code.UNAVAILABLE, Rule.SEND_AGAIN.reason(why)));
        } else if (RedisFailures.isPermanent(cause)) {
            broken(messages, cause);
        } else {
            resend(); // it may have run: the batch is kept, and sent again over the next connection
        }
    }
}
