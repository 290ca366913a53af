package org.livetally.ledger.record;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BigOrders;
import org.livetally.domain.order.OrderMessage;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Seq;
import org.livetally.domain.stream.WriteGate;
import org.livetally.ledger.loss.AckMemory;
import org.livetally.ledger.read.PaidOrders;
import org.livetally.ledger.replay.Audit;
import org.livetally.metrics.Metrics;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.ManualClock;
import org.livetally.testing.TestRedis;

/** A recorder on an event loop of its own, with one live stream in an empty Redis, and what Redis holds of it. */
public final class TestLedger implements AutoCloseable {
    public static final String STREAM = "naqu-4500m";
    public static final StreamKeys KEYS = new StreamKeys(STREAM);

    public final ManualClock clock = new ManualClock();
    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final RedisLink redis;
    private final Recorder recorder;

    private TestLedger(String uri) {
        Promise<RedisLink> link = Promise.promise();
        Promise<Recorder> made = Promise.promise();
        loop.runOnContext(go -> {
            RedisLink opened = RedisLink.open(vertx, uri);
            Recorder.Setup setup = new Recorder.Setup(opened, clock, new AckMemory(clock), new Metrics(), 10_000);
            made.complete(new Recorder(vertx, setup, WriteGate.OPEN, (stream, since) -> {}));
            opened.onConnected(() -> link.tryComplete(opened));
        });
        recorder = await(made.future());
        redis = await(link.future());
    }

    /** One more recorder on the same stream, as another event loop or another node has. */
    public static TestLedger beside() {
        return new TestLedger(TestRedis.uri());
    }

    public static TestLedger open() {
        return open(TestRedis.uri());
    }

    /** @param uri of the Redis of the tests, or of a proxy before it */
    public static TestLedger open(String uri) {
        TestRedis.flush();
        TestRedis.command("HSET", KEYS.config(), "status", "live");
        TestRedis.command("SADD", StreamKeys.INDEX, STREAM);
        return new TestLedger(uri);
    }

    /** Records messages that come in one turn of the event loop, and waits for all receipts. */
    public List<Receipt> record(OrderMessage... orders) {
        return await(later(orders));
    }

    public Future<List<Receipt>> later(OrderMessage... orders) {
        List<Promise<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i < orders.length; i++) {
            receipts.add(Promise.promise());
        }
        loop.runOnContext(go -> {
            for (int i = 0; i < orders.length; i++) {
                Consumer<Receipt> done = receipts.get(i)::complete; // fails if there is a second receipt
                recorder.record(orders[i], done);
            }
        });
        return Future.all(receipts.stream().map(Promise::future).toList()).map(all -> all.<Receipt>list());
    }

    /** Finds the big orders between two places. */
    public BigOrders bigOrders(Seq from, Seq to, long min) {
        Promise<BigOrders> found = Promise.promise();
        loop.runOnContext(go ->
                new PaidOrders(vertx, redis).between(STREAM, from, to, min).onComplete(found));
        return await(found.future());
    }

    /** Asks Redis for these orders, as a batch of payments does. */
    public KnownIds known(List<String> orders) {
        Promise<KnownIds> known = Promise.promise();
        loop.runOnContext(go -> KnownIds.read(redis, KEYS, orders, orders).onComplete(known));
        return await(known.future());
    }

    /** Audits; after tests that kill connections, over the next connection. */
    public Audit.Report audit() {
        return audit(Audit.Limits.DEFAULT);
    }

    /** The same, with less in memory. */
    public Audit.Report audit(Audit.Limits limits) {
        Promise<Audit.Report> report = Promise.promise();
        loop.runOnContext(go -> auditOnceConnected(limits)
                .recover(lost -> auditOnceConnected(limits))
                .onComplete(report));
        return await(report.future());
    }

    private Future<Audit.Report> auditOnceConnected(Audit.Limits limits) {
        Promise<Void> connected = Promise.promise();
        redis.onConnected(connected::tryComplete);
        return connected.future().compose(up -> Audit.run(redis, STREAM, limits, said -> {}));
    }

    /** A hash, sorted by field. */
    public static Map<String, String> hash(String key) {
        return pairs(TestRedis.command("HGETALL", key));
    }

    /** A sorted set, sorted by member. */
    public static Map<String, String> scores(String key) {
        return pairs(TestRedis.command("ZRANGE", key, "0", "-1", "WITHSCORES"));
    }

    public static List<String> list(String name, String... args) {
        List<String> items = new ArrayList<>();
        Objects.requireNonNull(TestRedis.command(name, args)).forEach(item -> items.add(item.toString()));
        return items;
    }

    private static Map<String, String> pairs(@Nullable Response flat) {
        Map<String, String> pairs = new TreeMap<>();
        for (int i = 0; flat != null && i < flat.size(); i += 2) {
            pairs.put(flat.get(i).toString(), flat.get(i + 1).toString());
        }
        return pairs;
    }

    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
