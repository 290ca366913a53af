package org.livetally.erasure;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.Seq;
import org.livetally.domain.order.StreamEvent.Erasure;
import org.livetally.domain.stream.Ids;
import org.livetally.erasure.Copied.Changed;
import org.livetally.ledger.Chain;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.Seal;
import org.livetally.ledger.count.LedgerSource;
import org.livetally.ledger.count.Steps;
import org.livetally.ledger.read.RedisLedger;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.wire.LedgerJson;

/**
 * Erases a buyer in a stream. An entry of a Redis Stream cannot be changed, so the ledger is copied under the pseudonym, page by
 * page beside orders that come; one script then copies the rest and puts everything in place ({@link EraseBuyer}). Until
 * that moment nothing has changed, and after it everything.
 */
final class StreamErasure {
    private static final int PAGE_BYTES = 256 << 10;
    /** An id of more orders of a stream stands for no person; all of them change in one script. */
    static final int MAX_ORDERS = 50_000;

    private static final int MAX_ATTEMPTS = 1_000;

    private final RedisLink redis;
    private final StreamKeys keys;
    private final LedgerSource ledger;
    private final Pseudonym pseudonym;
    private final InstantSource clock;
    private final Consumer<String> progress;
    private final String run = UUID.randomUUID().toString();
    private final Set<String> groups = new TreeSet<>();
    private final RecentOrders recent = new RecentOrders();
    private Seq copied = Seq.START;
    private Chain chain = Chain.start();
    private long messages;
    private long orders;
    private boolean hasUnpaid;
    private int attempts;

    StreamErasure(RedisLink redis, String stream, Pseudonym pseudonym, InstantSource clock, Consumer<String> progress) {
        this.redis = redis;
        this.keys = new StreamKeys(stream);
        this.ledger = RedisLedger.of(redis, keys);
        this.pseudonym = pseudonym;
        this.clock = clock;
        this.progress = progress;
    }

    /** Completes with the number of the buyer's orders; 0 if the stream has none, and nothing was changed. */
    Future<Long> run() {
        return new StageErasure(keys, run)
                .begin(redis)
                .compose(begun -> Steps.whileTrue(this::copyPage))
                .compose(all -> orders == 0 ? Future.succeededFuture() : Steps.whileTrue(this::finish))
                .map(done -> orders);
    }

    private Future<Boolean> copyPage() {
        return ledger.page(copied, Seq.END, PAGE_BYTES)
                .compose(page -> copy(page.entries()).map(page.more()));
    }

    private Future<Void> copy(List<Entry> entries) {
        StageErasure stage = new StageErasure(keys, run);
        List<Recorded> payments = new ArrayList<>();
        for (Entry entry : entries) {
            Copied copy = Copied.of(keys.stream(), entry, pseudonym);
            stage.add(copy);
            copy.orders().forEach(this::add);
            payments.addAll(copy.payments());
            copied = entry.id();
            chain = chain.plus(entry);
        }
        if (orders > MAX_ORDERS) {
            return Future.failedFuture("the buyer has more than " + MAX_ORDERS + " orders in " + keys.stream()
                    + ": such an id stands for no person, and is not erased");
        }
        messages += entries.size();
        progress.accept(
                String.format("%s: %,d entries copied, %,d orders of the buyer", keys.stream(), messages, orders));
        return stage.run(redis).compose(staged -> hasUnpaid ? addPaid(payments) : Future.succeededFuture());
    }

    private void add(Changed changed) {
        Order order = changed.order();
        orders++;
        if (order.paid()) {
            recent.add(changed.now().seq(), order);
        } else {
            hasUnpaid = true;
        }
        String group = order.buyer() == null ? null : order.buyer().group();
        if (group != null) {
            groups.add(group);
        }
    }

    /** Notes the payments among these that are of the buyer's orders. */
    private Future<Void> addPaid(List<Recorded> payments) {
        if (payments.isEmpty()) {
            return Future.succeededFuture();
        }
        Request names = Request.cmd(Command.HMGET).arg(keys.erasingOrders());
        payments.forEach(payment -> names.arg(((Payment) payment.message()).order()));
        return redis.send(names).map(values -> {
            for (int i = 0; i < payments.size(); i++) {
                addPaid(payments.get(i), values.get(i));
            }
            return null;
        });
    }

    private void addPaid(Recorded payment, @Nullable Response staged) {
        String json = staged == null ? "" : StageErasure.jsonOf(staged.toString());
        if (!json.isEmpty()) {
            Order order = (Order) LedgerJson.read(keys.stream(), json.getBytes(StandardCharsets.UTF_8));
            recent.add(payment.seq(), order.at(payment.message().at()));
        }
    }

    /** Completes with whether there is more to do. */
    private Future<Boolean> finish() {
        String id = Ids.ERASURE_PREFIX + UUID.randomUUID();
        Seal before = new Seal(copied, chain.hex());
        Erasure erasure = new Erasure(id, keys.stream(), pseudonym.text(), orders, before.text(), clock.millis());
        EraseBuyer script = new EraseBuyer(keys, run, pseudonym, copied);
        return script.run(redis, erasure, groups, recent).compose(answer -> switch (answer) {
            case DONE -> Future.succeededFuture(false);
            case GONE -> Future.failedFuture("stream " + keys.stream() + " is gone, or was archived meanwhile");
            case TAKEN -> Future.failedFuture("another erasure has begun in " + keys.stream() + ", or Redis was slow");
            case AGAIN ->
                ++attempts > MAX_ATTEMPTS
                        ? Future.failedFuture("messages of the buyer come into " + keys.stream() + " all the time")
                        : Steps.whileTrue(this::copyPage).map(true);
        });
    }
}
