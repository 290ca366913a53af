package org.livetally.screens;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Integers;
import org.livetally.domain.board.BigOrders;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.order.Seq;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.http.QueryFields;
import org.livetally.metrics.FrameCounters;

/**
 * The screens of one event loop that announce big orders, by board and threshold.
 *
 * <p>Not "latest wins": orders that a screen had no room for, or missed while it was disconnected (for up to 5
 * minutes), are merged into one message ({@link BigOrders#plus}): the biggest five and an exact sum.
 */
public final class OrderScreens {
    private final Context loop;
    private final FrameCounters frames;
    private final Source source;
    private final Map<Watch, Group> groups = new HashMap<>();
    private final Map<Screen, Group> groupOf = new HashMap<>();
    private Future<?> lastRead = Future.succeededFuture();

    /** Where orders come from. Sinks are called on a thread of the source. */
    public record Source(Stretch between, Watcher subscribe, Watcher unsubscribe) {

        /** Sums up the orders of a stretch of a ledger. */
        @FunctionalInterface
        public interface Stretch {
            Future<BigOrders> read(String stream, Seq from, Seq to, long min);
        }

        /** Starts or stops telling a sink about the orders of a board that are worth at least {@code min}. */
        @FunctionalInterface
        public interface Watcher {
            void accept(BoardId board, long min, Consumer<BigOrders> sink);
        }
    }

    /**
     * What a screen asks for.
     *
     * @param min minor units
     * @param from the place up to which the screen was told before; null if it never was
     */
    record Wish(long min, @Nullable Seq from) {
        private static final Pattern NUMBER = Pattern.compile("\\d{1,16}");

        /**
         * Parses {@code orders} and {@code ordersFrom}; null if the screen announces no orders.
         *
         * @throws Problem 400, if it would announce those of a campaign: places in ledgers are those of one stream
         */
        static @Nullable Wish of(RoutingContext request, BoardId board) {
            String min = request.request().getParam("orders");
            if (min != null && board.isCampaign()) {
                throw Problem.invalidField("orders", Rule.ORDERS_OF_STREAM.reason());
            }
            Seq from = QueryFields.seq("ordersFrom", request.request().getParam("ordersFrom"));
            return min == null ? null : new Wish(number(min), from);
        }

        private static long number(String text) {
            long number = NUMBER.matcher(text).matches() ? Long.parseLong(text) : -1;
            if (number < 0 || number > Integers.MAX_EXACT) {
                throw Problem.invalidField("orders", Rule.BIG_ORDERS_RANGE.reason(0, Integers.MAX_EXACT));
            }
            return number;
        }
    }

    private record Watch(BoardId board, long min) {}

    private record Group(Watch watch, OrderWatchers watchers, Consumer<BigOrders> sink) {}

    OrderScreens(Context loop, FrameCounters frames, Source source) {
        this.loop = loop;
        this.frames = frames;
        this.source = source;
    }

    void join(BoardId board, Wish wish, Screen screen) {
        Group group = groups.computeIfAbsent(new Watch(board, wish.min), this::subscribe);
        groupOf.put(screen, group);
        group.watchers.add(screen, wish.from);
    }

    private Group subscribe(Watch watch) {
        OrderWatchers watchers = new OrderWatchers(frames, (from, to, wanted) -> between(watch, from, to, wanted));
        Consumer<BigOrders> sink = news -> loop.runOnContext(turn -> watchers.on(news));
        source.subscribe.accept(watch.board, watch.min, sink);
        return new Group(watch, watchers, sink);
    }

    /** Reads one stretch at a time, whoever asks: what was missed may be a long one. */
    private Future<BigOrders> between(Watch watch, Seq from, Seq to, BooleanSupplier wanted) {
        Future<BigOrders> read = lastRead.transform(before -> wanted.getAsBoolean()
                ? source.between.read(watch.board.stream(), from, to, watch.min)
                : Future.failedFuture("the screen has left"));
        lastRead = read;
        return read;
    }

    void leave(Screen screen) {
        Group group = groupOf.remove(screen);
        if (group != null && group.watchers.remove(screen)) {
            groups.remove(group.watch);
            source.unsubscribe.accept(group.watch.board, group.watch.min, group.sink);
        }
    }

    /** Tells the screens that had no room. */
    void catchUp() {
        List.copyOf(groups.values()).forEach(group -> group.watchers.catchUp());
    }

    /** Tells all screens how far the ledger was read, so that one that reconnects need not start far back. */
    void heartbeat() {
        List.copyOf(groups.values()).forEach(group -> group.watchers.heartbeat());
    }
}
