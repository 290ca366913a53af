package org.livetally.scenario;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.livetally.client.Server;

/** Producers and viewers of one play: at each tick, it passes them everything that is due by the script. */
final class DemoStream {
    private static final long MINUTE = 60_000;
    private final StreamScript script;
    private final DemoTotals totals;
    private final Player.Listener listener;
    private final DemoViewers viewers;
    private final Function<String, OrderProducer> opener;
    /** By channel, from its first report on. */
    private final Map<String, OrderProducer> producers = new LinkedHashMap<>();

    private final Promise<Void> empty = Promise.promise();
    private int nextReport;
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
    DemoStream(Server server, StreamScript script, long startedAt, Watch watch) {
        this.script = script;
        this.totals = watch.totals;
        this.listener = watch.listener;
        Consumer<Throwable> failed = watch.failed;
        this.viewers = new DemoViewers(script, viewer -> server.audience(script.id(), viewer), totals, failed);
        ReportJson json = new ReportJson(script.id(), startedAt);
        this.opener = channel -> new OrderProducer(server::orders, json, totals, failed);
    }

    /**
     * @param at milliseconds of the stream
     * @param elapsed real nanoseconds of a monotonic clock
     */
    void tick(long at, long elapsed) {
        while (nextReport < script.reports().size()
                && script.reports().get(nextReport).at() <= at) {
            Reported report = script.reports().get(nextReport++);
            producers.computeIfAbsent(report.channel(), opener).add(report);
        }
        producers.values().forEach(producer -> producer.tick(elapsed));
        viewers.tick(at, elapsed);
        report(at);
        if (at == script.length() && isEmpty()) {
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
