package org.livetally.boards;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BigOrders;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.board.PaidPage;
import org.livetally.domain.order.Seq;
import org.livetally.redis.client.RedisFailures;

/**
 * The big orders of one board, read from its ledger while a screen announces them. One reading serves all thresholds.
 *
 * <p>From the ledger, not from {@code recent}: that shows the newest 20 orders and forgets the 21st. The feed continues
 * where the last reading ended, page by page, so it sees what any node has recorded, at any rate, and costs nothing
 * where no screen announces orders. A rush makes it late (a page of 5,000 messages every 25 ms for each board), never
 * incomplete. Places in a ledger are times, so it also continues after Redis has lost some of its data.
 */
final class OrderFeed {
    private static final Logger LOG = Logger.getLogger(OrderFeed.class.getName());
    /** Pause between two pages, so that a rush leaves time for boards. */
    private static final long PAUSE_MS = 25;

    private static final long RETRY_MS = 250;

    private final Vertx vertx;
    private final BoardId board;
    private final OrderLedger ledger;
    private final Map<Long, Set<Consumer<BigOrders>>> sinks = new HashMap<>();
    private final List<Joining> joining = new ArrayList<>();
    /** The place up to which all sinks have been told; null until it is known. */
    private @Nullable Seq head;

    private boolean reading;
    private boolean pollAgain;
    private boolean isLogged;

    /** A sink that subscribed during a reading that did not ask for its threshold. */
    private record Joining(long min, Consumer<BigOrders> sink) {}

    OrderFeed(Vertx vertx, BoardId board, OrderLedger ledger) {
        this.vertx = vertx;
        this.board = board;
        this.ledger = ledger;
    }

    /**
     * Tells the sink where the ledger ends, once that is known, and from there on all orders worth at least
     * {@code min}.
     */
    void add(long min, Consumer<BigOrders> sink) {
        joining.add(new Joining(min, sink));
        poll();
    }

    void remove(long min, Consumer<BigOrders> sink) {
        joining.remove(new Joining(min, sink));
        sinks.computeIfPresent(min, (same, those) -> those.remove(sink) && those.isEmpty() ? null : those);
        if (isIdle()) {
            head = null; // nobody needs the orders until the next subscription
        }
    }

    boolean isIdle() {
        return sinks.isEmpty() && joining.isEmpty();
    }

    /** Reads on, since the ledger has probably grown. */
    void poll() {
        pollAgain = reading;
        if (reading || isIdle()) {
            return;
        }
        reading = true;
        Seq from = head;
        Future<Seq> read = from == null ? ledger.last().apply(board.stream()) : page(from);
        read.onComplete(result -> {
            reading = false;
            if (result.succeeded()) {
                head = isIdle() ? null : result.result();
                admit();
                pollAfter(PAUSE_MS);
            } else {
                pollAgain = true;
                complain(result.cause());
                pollAfter(RETRY_MS);
            }
        });
    }

    private Future<Seq> page(Seq from) {
        long least = sinks.keySet().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
        return ledger.after().read(board.stream(), from, Seq.END, least).map(page -> {
            pollAgain |= page.more();
            tell(from, page);
            return page.to();
        });
    }

    private void tell(Seq from, PaidPage page) {
        isLogged = false;
        if (!page.to().equals(from)) {
            sinks.forEach((min, those) -> {
                BigOrders news = BigOrders.of(from, page, min);
                those.forEach(sink -> sink.accept(news));
            });
        }
    }

    private void admit() {
        Seq at = head;
        if (at != null) {
            joining.forEach(joins -> {
                sinks.computeIfAbsent(joins.min, min -> new LinkedHashSet<>()).add(joins.sink);
                joins.sink.accept(BigOrders.none(at));
            });
            joining.clear();
        }
    }

    private void pollAfter(long delayMs) {
        if (pollAgain) {
            vertx.setTimer(delayMs, id -> poll());
        }
    }

    private void complain(Throwable cause) {
        if (!isLogged && RedisFailures.isPermanent(cause)) {
            isLogged = true;
            LOG.log(Level.WARNING, "orders of " + board + " cannot be read; none is announced until they can", cause);
        }
    }
}
