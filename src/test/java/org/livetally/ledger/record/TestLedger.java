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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BigOrders;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Seq;
import org.livetally.domain.stream.WriteGate;
import org.livetally.ledger.Seal;
import org.livetally.ledger.count.RecentBatches;
import org.livetally.ledger.loss.AckMemory;
import org.livetally.ledger.read.PaidOrders;
import org.livetally.ledger.replay.Audit;
import org.livetally.metrics.Metrics;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.Await;
import org.livetally.testing.ManualClock;
import org.livetally.testing.TestRedis;
import org.livetally.testing.TestResource;

/** A recorder on an event loop of its own, with one live stream in an empty Redis, and what Redis holds of it. */
public final class TestLedger implements TestResource {
    public static final String STREAM = "naqu-4500m";
    public static final StreamKeys KEYS = new StreamKeys(STREAM);

    public final ManualClock clock = new ManualClock();
    public final RecentBatches recent = new RecentBatches();
    private final Supplier<String> uri;
    private @Nullable Node node;

    private record Node(Vertx vertx, Context loop, RedisLink redis, Recorder recorder) {}

    private TestLedger(Supplier<String> uri) {
        this.uri = uri;
    }

    /** An extension on the Redis of the tests. */
    public static TestLedger empty() {
        return new TestLedger(TestRedis::uri);
    }

    /** @param proxy before the Redis of the tests, asked when the ledger begins */
    static TestLedger behind(Supplier<String> proxy) {
        return new TestLedger(proxy);
    }

    /** One more recorder on the same stream, as another event loop or another node has. */
    public static TestLedger beside() {
        TestLedger ledger = empty();
        ledger.connect();
        return ledger;
    }

    /** For a try block. */
    static TestLedger open(String uri) {
        TestLedger ledger = behind(() -> uri);
        ledger.begin();
        return ledger;
    }

    @Override
    public void begin() {
        TestRedis.flush();
        TestRedis.command("HSET", KEYS.settings(), "status", "live");
        TestRedis.command("SADD", StreamKeys.INDEX, STREAM);
        connect();
    }

    private void connect() {
        Vertx vertx = Vertx.vertx();
        Context loop = vertx.getOrCreateContext();
        Promise<Node> connected = Promise.promise();
        loop.runOnContext(go -> {
            RedisLink link = RedisLink.open(vertx, uri.get());
            Recorder.Setup setup = new Recorder.Setup(link, clock, new AckMemory(clock), recent, new Metrics(), 10_000);
            Recorder recorder = new Recorder(vertx, setup, WriteGate.OPEN, (stream, since) -> {});
            link.onConnected(() -> connected.tryComplete(new Node(vertx, loop, link, recorder)));
        });
        node = Await.result(connected.future());
    }

    private Node node() {
        return Objects.requireNonNull(node, "not begun, or closed");
    }

    /** Records messages that come in one turn of the event loop, and waits for all receipts. */
    public List<Receipt> record(Message... orders) {
        return Await.result(later(orders));
    }

    /** Records a message, and waits for its receipt. @param asSent with its texts as they were sent; null if they are the same */
    Receipt recordSent(Message message, @Nullable Message asSent) {
        Promise<Receipt> receipt = Promise.promise();
        node().loop.runOnContext(go -> node().recorder.record(message, asSent, receipt::complete));
        return Await.result(receipt.future());
    }

    public Future<List<Receipt>> later(Message... orders) {
        List<Promise<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i < orders.length; i++) {
            receipts.add(Promise.promise());
        }
        node().loop.runOnContext(go -> {
            for (int i = 0; i < orders.length; i++) {
                Consumer<Receipt> done = receipts.get(i)::complete; // fails if there is a second receipt
                node().recorder.record(orders[i], done);
            }
        });
        return Future.all(receipts.stream().map(Promise::future).toList()).map(all -> all.<Receipt>list());
    }

    /** Does something in one turn of the event loop, and waits until the next turn has begun, so that what it sends has left. */
    void turn(Consumer<Recorder> turn) {
        Promise<Void> next = Promise.promise();
        Node on = node();
        on.loop.runOnContext(go -> {
            turn.accept(on.recorder);
            on.loop.runOnContext(then -> next.complete());
        });
        Await.result(next.future());
    }

    /** Looks for unpaid orders once, as a server does from time to time. */
    void cancelUnpaid() {
        Promise<Void> looked = Promise.promise();
        Node on = node();
        on.loop.runOnContext(
                go -> new UnpaidOrders(on.redis, clock, on.recorder).check().onComplete(looked));
        Await.result(looked.future());
    }

    /** Finds the big orders between two places. */
    public BigOrders bigOrders(Seq from, Seq to, long min) {
        Promise<BigOrders> found = Promise.promise();
        Node on = node();
        on.loop.runOnContext(go -> new PaidOrders(on.vertx, on.redis)
                .between(STREAM, from, to, min)
                .onComplete(found));
        return Await.result(found.future());
    }

    /** Asks Redis for these orders, as a batch of payments does. */
    public KnownIds known(List<String> orders) {
        Promise<KnownIds> known = Promise.promise();
        node().loop
                .runOnContext(
                        go -> KnownIds.read(node().redis, KEYS, orders, orders).onComplete(known));
        return Await.result(known.future());
    }

    /** Asks Redis on the event loop of the recorder. */
    public <T> T ask(Function<RedisLink, Future<T>> question) {
        Promise<T> answer = Promise.promise();
        Node on = node();
        on.loop.runOnContext(go -> question.apply(on.redis).onComplete(answer));
        return Await.result(answer.future());
    }

    /** Audits; after tests that kill connections, over the next connection. */
    public Audit.Report audit() {
        return audit(Audit.Limits.DEFAULT);
    }

    /** The same, with less in memory. */
    public Audit.Report audit(Audit.Limits limits) {
        return audit(null, limits);
    }

    /** The same, and looks whether the ledger begins with a seal. */
    public Audit.Report audit(Seal given) {
        return audit(given, Audit.Limits.DEFAULT);
    }

    private Audit.Report audit(@Nullable Seal given, Audit.Limits limits) {
        Promise<Audit.Report> report = Promise.promise();
        node().loop
                .runOnContext(go -> auditOnceConnected(given, limits)
                        .recover(lost -> auditOnceConnected(given, limits))
                        .onComplete(report));
        return Await.result(report.future());
    }

    private Future<Audit.Report> auditOnceConnected(@Nullable Seal given, Audit.Limits limits) {
        Promise<Void> connected = Promise.promise();
        node().redis.onConnected(connected::tryComplete);
        return connected.future().compose(up -> Audit.run(node().redis, STREAM, given, limits, said -> {}));
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

    @Override
    public void close() {
        if (node != null) {
            Await.result(node.vertx.close());
            node = null;
        }
    }
}
