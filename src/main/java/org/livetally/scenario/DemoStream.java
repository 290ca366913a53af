package org.livetally.scenario;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.livetally.scenario.Scenario.Sale;

/** Producers and viewers of one play: at each tick, it passes them everything that is due by the script. */
final class DemoStream {
    private static final long NANOS_IN_MILLI = 1_000_000;
    private static final long MINUTE = 60_000;
    /** No channel: it is no text that an order could have. */
    private static final String HOST = "";

    private final Scenario scenario;
    private final DemoTotals totals;
    private final Player.Listener listener;
    private final DemoViewers viewers;
    private final Function<String, OrderProducer> opener;
    /** By channel, from its first order on, and that of the host. */
    private final Map<String, OrderProducer> producers = new LinkedHashMap<>();

    private final Promise<Void> empty = Promise.promise();
    private int nextPresentation;
    private int nextOrder;
    private int minutesOver;

    /**
     * The observers of a play.
     *
     * @param failed is told why the play cannot go on
     */
    record Watch(DemoTotals totals, Player.Listener listener, Consumer<Throwable> failed) {}

    /**
     * @param startedAt in epoch milliseconds of the server's clock
     */
    DemoStream(DemoServer server, Scenario scenario, long startedAt, Watch watch) {
        this.scenario = scenario;
        this.totals = watch.totals;
        this.listener = watch.listener;
        Consumer<Throwable> failed = watch.failed;
        this.viewers = new DemoViewers(scenario, viewer -> server.audience(scenario.id(), viewer), totals, failed);
        ReportJson json = new ReportJson(scenario.id(), startedAt);
        this.opener = channel -> new OrderProducer(server::orders, json, totals, failed);
    }

    /** @param elapsed real nanoseconds since the start */
    void tick(long elapsed, double speed) {
        long at = Math.min(scenario.length(), (long) (elapsed * speed / NANOS_IN_MILLI));
        while (nextPresentation < scenario.presentations().size()
                && scenario.presentations().get(nextPresentation).at() <= at) {
            producers.computeIfAbsent(HOST, opener).add(scenario.presentations().get(nextPresentation++));
        }
        while (nextOrder < scenario.orders().size()
                && scenario.orders().get(nextOrder).at() <= at) {
            Sale order = scenario.orders().get(nextOrder++);
            producers.computeIfAbsent(order.channel(), opener).add(order);
        }
        producers.values().forEach(producer -> producer.tick(elapsed));
        viewers.tick(at, elapsed);
        report(at);
        if (at == scenario.length() && isEmpty()) {
            empty.tryComplete();
        }
    }

    /** Succeeds when the time is over, every report is acked and every viewer has left. */
    Future<Void> empty() {
        return empty.future();
    }

    boolean isEmpty() {
        return viewers.isGone() && producers.values().stream().allMatch(OrderProducer::isDone);
    }

    /** Sends likes again that were lost with their connection. */
    void makeUp(int likes) {
        totals.likesMadeUp += likes;
        viewers.makeUp(likes);
    }

    /** Closes the producers' sockets. */
    Future<Void> close() {
        return Future.join(producers.values().stream().map(OrderProducer::close).toList())
                .mapEmpty();
    }

    private void report(long at) {
        int minutes = (int) (at / MINUTE);
        if (minutes > minutesOver) {
            minutesOver = minutes;
            listener.progress(new Progress(minutes, totals.acked, totals.gmv, totals.likes, viewers.connected()));
        }
    }
}
