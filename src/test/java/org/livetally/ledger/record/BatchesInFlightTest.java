package org.livetally.ledger.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.BatchesInFlight.LEAST;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.ledger.LedgerEntry;
import org.livetally.ledger.QueuedMessage;
import org.livetally.ledger.count.RecentBatches;
import org.livetally.ledger.loss.AckMemory;
import org.livetally.metrics.Metrics;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.Await;
import org.livetally.testing.RedisProxy;
import org.livetally.testing.TestRedis;

/** Many streams of one event loop: how many batches are in flight, whose turn is next, and that no place is ever lost. */
final class BatchesInFlightTest {
    private static final int STREAMS = 5 * LEAST;
    private static final String BUSY = "busy";

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    /** The streams of the messages that were recorded, in the order of their receipts. */
    private final List<String> recorded = Collections.synchronizedList(new ArrayList<>());

    /** The basis of each stream is known afterwards, so that each batch is one command. */
    @BeforeEach
    void begin() {
        List<String> all = Stream.concat(streams(), Stream.of(BUSY)).toList();
        all.forEach(stream -> TestRedis.command("HSET", new StreamKeys(stream).settings(), "status", "live"));
        ledger.turn(recorder -> all.forEach(stream -> record(recorder, stream, "first")));
        awaitRecorded(all.size());
        recorded.clear();
    }

    @AfterEach
    void goOn() {
        resume();
    }

    @Test
    void messagesGatherWhileAsManyBatchesAsMayAreInFlight() {
        List<Receipt> receipts = Collections.synchronizedList(new ArrayList<>());
        List<StreamQueue> queues = new ArrayList<>();
        onTheLoop(link -> {
            queues.addAll(queues(shared(link, withoutLooks(Vertx.currentContext()), acks())));
            add(queues, "o-0", System.nanoTime(), receipts); // the basis of each stream is known then
        });
        Await.until("each basis", () -> receipts.size() == STREAMS);

        pause();
        onTheLoop(link -> {
            add(queues, "o-1", System.nanoTime(), receipts);
            // after the first batches have left
            Vertx.currentContext().runOnContext(turn -> add(queues, "o-2", System.nanoTime(), receipts));
        });
        resume();
        Await.until("all receipts", () -> receipts.size() == 3 * STREAMS);

        assertEquals(LEAST, streams().filter(stream -> batches(stream) == 4).count());
        assertEquals(
                STREAMS - LEAST,
                streams().filter(stream -> batches(stream) == 3).count());
    }

    @Test
    void aStreamWithThousandsWaitingHoldsNoOtherUpForMoreThanABatch() {
        ledger.turn(recorder -> {
            IntStream.range(0, 3 * RecordScript.MAX_MESSAGES).forEach(i -> record(recorder, BUSY, "o-" + i));
            streams().forEach(stream -> record(recorder, stream, "o-1"));
        });
        awaitRecorded(STREAMS + 3 * RecordScript.MAX_MESSAGES);

        int singles = recorded.subList(0, STREAMS + RecordScript.MAX_MESSAGES).stream()
                .mapToInt(stream -> stream.equals(BUSY) ? 0 : 1)
                .sum();
        assertEquals(STREAMS, singles, "answered after the second batch of another stream");
    }

    @Test
    void aSingleOrderDoesNotWait() {
        ledger.turn(recorder -> record(recorder, BUSY, "o-1"));
        awaitRecorded(1);
    }

    @Test
    void streamsInFlightAndInTheLineSurviveLostConnections() {
        int rounds = 20;
        for (int round = 0; round < rounds; round++) {
            String id = "o-" + round;
            ledger.turn(recorder -> streams().forEach(stream -> record(recorder, stream, id)));
            TestRedis.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
        }
        awaitRecorded(rounds * STREAMS);

        streams()
                .forEach(stream -> assertEquals(
                        Integer.toString(1 + rounds),
                        TestRedis.text("HGET", new StreamKeys(stream).totals(), "gmv"),
                        stream));
    }

    @Test
    void messagesThatAreRefusedOrWaitTooLongGiveTheirPlacesBack() {
        List<Receipt> receipts = Collections.synchronizedList(new ArrayList<>());
        List<StreamQueue> queues = new ArrayList<>();
        pause();
        onTheLoop(link -> {
            queues.addAll(queues(shared(link)));
            add(queues, "o-1", longAgo(), receipts);
        });
        onTheLoop(link -> queues.forEach(StreamQueue::dropImpatient));
        receipts.forEach(receipt -> assertInstanceOf(Rejection.class, receipt));
        assertEquals(STREAMS, receipts.size());

        onTheLoop(link -> add(queues, "o-2", System.nanoTime(), receipts));
        resume();
        Await.until("all receipts", () -> receipts.size() == 2 * STREAMS);
        receipts.subList(STREAMS, 2 * STREAMS).forEach(receipt -> assertInstanceOf(Receipt.Recorded.class, receipt));
    }

    @Test
    void aReceiverThatThrowsTakesNoReceiptAndNoPlaceFromOthers() {
        for (int i = 0; i < 2 * LEAST; i++) {
            String id = "o-" + i;
            ledger.turn(recorder -> {
                recorder.record(order(BUSY, "thrown-" + id), receipt -> {
                    throw new IllegalStateException("on purpose");
                });
                record(recorder, BUSY, id);
            });
        }
        awaitRecorded(2 * LEAST);
    }

    @Test
    void aReceiverThatThrowsDoesNotKeepTheRecorderFromDraining() {
        Promise<Void> drained = Promise.promise();
        pause();
        ledger.turn(recorder -> {
            recorder.record(order(BUSY, "thrown"), receipt -> {
                throw new IllegalStateException("on purpose");
            });
            recorder.drain().onComplete(drained);
        });
        resume();
        Await.result(drained.future());
    }

    @Test
    void whereNothingLandsMoreMayFlyUntilItDoes() {
        List<Receipt> receipts = Collections.synchronizedList(new ArrayList<>());
        pause();
        BatchesInFlight flights = ledger.ask(link -> {
            StreamQueue.Shared shared = shared(link);
            add(queues(shared), "o-1", System.nanoTime(), receipts);
            return Future.succeededFuture(shared.flights());
        });
        Await.until("more may fly", () -> bound(ledger, flights) >= STREAMS);
        resume();
        Await.until("all receipts", () -> receipts.size() == STREAMS);
        Await.until("as few as before", () -> bound(ledger, flights) == LEAST);
    }

    @Test
    void aFarRedisIsNotLimitedByTheBound() {
        try (RedisProxy proxy = RedisProxy.start(TestRedis.uri());
                TestLedger far = TestLedger.open(proxy.uri())) {
            streams().forEach(stream -> TestRedis.command("HSET", new StreamKeys(stream).settings(), "status", "live"));
            proxy.delay(10);
            AtomicBoolean enough = new AtomicBoolean();
            BatchesInFlight flights = far.ask(link -> {
                StreamQueue.Shared shared = shared(link);
                queues(shared).forEach(queue -> keepBusy(queue, 0, enough));
                return Future.succeededFuture(shared.flights());
            });
            Await.until("more may fly", () -> bound(far, flights) >= 4 * LEAST);
            enough.set(true);
            Await.until("as few as before", () -> bound(far, flights) == LEAST);
        }
    }

    @Test
    void aQueueThatGivesItsMessagesUpWithoutAConnectionIsForgotten() {
        try (RedisProxy proxy = RedisProxy.start(TestRedis.uri());
                TestLedger far = TestLedger.open(proxy.uri())) {
            proxy.cutAfter(0);
            proxy.reset();
            Await.until("no connection", () -> !far.ask(link -> Future.succeededFuture(link.isConnected())));
            List<Receipt> receipts = new ArrayList<>();
            int forgotten = far.ask(link -> {
                AtomicInteger drained = new AtomicInteger();
                StreamQueue.Shared shared = shared(link);
                List<StreamQueue> queues = streams()
                        .map(stream ->
                                new StreamQueue(new StreamKeys(stream), shared, queue -> drained.incrementAndGet()))
                        .toList();
                add(queues, "o-1", longAgo(), receipts);
                queues.forEach(StreamQueue::dropImpatient);
                return Future.succeededFuture(drained.get());
            });
            assertEquals(STREAMS, receipts.size());
            assertEquals(STREAMS, forgotten);
        }
    }

    @Test
    void aBatchAfterAnotherNeedsNoTurnOfItsOwn() {
        AtomicInteger turns = new AtomicInteger();
        List<Receipt> receipts = Collections.synchronizedList(new ArrayList<>());
        int count = 3 * RecordScript.MAX_MESSAGES;
        onTheLoop(link -> {
            StreamQueue.Shared shared = shared(link, counting(Vertx.currentContext(), turns), acks());
            StreamQueue queue = new StreamQueue(new StreamKeys(BUSY), shared, drained -> {});
            for (int i = 0; i < count; i++) {
                queue.add(message(BUSY, "o-" + i, System.nanoTime(), receipts));
            }
        });
        Await.until("all receipts", () -> receipts.size() == count);
        assertEquals(1, turns.get());
    }

    @Test
    @SuppressWarnings("NullAway")
    void whatThrowsWhileABatchIsFinishedOrTakenLosesNoReceiptAndNoPlace() {
        List<Receipt> receipts = Collections.synchronizedList(new ArrayList<>());
        BatchesInFlight flights = ledger.ask(link -> {
            StreamQueue.Shared withoutMemory = shared(link, Vertx.currentContext(), null);
            add(queues(withoutMemory), "o-1", System.nanoTime(), receipts);
            StreamQueue withoutEntry = new StreamQueue(new StreamKeys(BUSY), withoutMemory, queue -> {});
            withoutEntry.add(new QueuedMessage(null, System.nanoTime(), receipts::add));
            return Future.succeededFuture(withoutMemory.flights());
        });
        Await.until("all receipts", () -> receipts.size() == STREAMS + 1);
        receipts.forEach(receipt -> assertInstanceOf(Rejection.class, receipt));
        assertEquals(0, ledger.<Integer>ask(link -> Future.succeededFuture(flights.inFlight())));
    }

    /** Sends an order, and the next one when it is recorded. */
    private static void keepBusy(StreamQueue queue, int number, AtomicBoolean enough) {
        LedgerEntry entry = LedgerEntry.of(order("any", "o-" + number), TestOrders.MINUTE);
        queue.add(new QueuedMessage(entry, System.nanoTime(), receipt -> {
            if (!enough.get()) {
                Vertx.currentContext().runOnContext(turn -> keepBusy(queue, number + 1, enough));
            }
        }));
    }

    private static int bound(TestLedger on, BatchesInFlight flights) {
        return on.<Integer>ask(link -> Future.succeededFuture(flights.bound()));
    }

    private static List<StreamQueue> queues(StreamQueue.Shared shared) {
        return streams()
                .map(stream -> new StreamQueue(new StreamKeys(stream), shared, queue -> {}))
                .toList();
    }

    private static long longAgo() {
        return System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(Recorder.TIMEOUT_MS + 1);
    }

    /** The same context, whose turns are counted. */
    private static Context counting(Context context, AtomicInteger turns) {
        return (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, args) -> {
                    if (method.getName().equals("runOnContext")) {
                        turns.incrementAndGet();
                    }
                    return method.invoke(context, args);
                });
    }

    /** The same context before the first look is due: a look that finds nothing landed lets more batches fly. */
    private static Context withoutLooks(Context context) {
        Vertx still = (Vertx) Proxy.newProxyInstance(
                Vertx.class.getClassLoader(),
                new Class<?>[] {Vertx.class},
                (proxy, method, args) ->
                        method.getName().equals("setTimer") ? (Object) 0L : method.invoke(context.owner(), args));
        return (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, args) -> method.getName().equals("owner") ? still : method.invoke(context, args));
    }

    private static AckMemory acks() {
        return new AckMemory(InstantSource.system());
    }

    private static StreamQueue.Shared shared(RedisLink link) {
        return shared(link, Vertx.currentContext(), acks());
    }

    private static StreamQueue.Shared shared(RedisLink link, Context loop, AckMemory acks) {
        Metrics metrics = new Metrics();
        return new StreamQueue.Shared(
                link,
                InstantSource.system(),
                System::nanoTime,
                acks,
                new BasisCache(link),
                new BatchesInFlight(link, loop),
                new ExpiringStreams(link, System::nanoTime),
                (stream, since) -> {},
                new RecentBatches(),
                metrics.batchOrders.writer(),
                metrics.ack.writer(),
                () -> {});
    }

    /** Does something on the event loop, and lets what it sends leave. */
    private void onTheLoop(Consumer<RedisLink> turn) {
        ledger.ask(link -> {
            turn.accept(link);
            return Future.succeededFuture();
        });
        ledger.turn(recorder -> {});
    }

    private void record(Recorder recorder, String stream, String id) {
        recorder.record(order(stream, id), receipt -> {
            assertTrue(!(receipt instanceof Rejection), receipt::toString);
            recorded.add(stream);
        });
    }

    private static void add(List<StreamQueue> queues, String id, long since, List<Receipt> receipts) {
        for (int i = 0; i < STREAMS; i++) {
            queues.get(i).add(message("stream-" + i, id, since, receipts));
        }
    }

    private static QueuedMessage message(String stream, String id, long since, List<Receipt> receipts) {
        return new QueuedMessage(LedgerEntry.of(order(stream, id), TestOrders.MINUTE), since, receipts::add);
    }

    private static Order order(String stream, String id) {
        return new Order(id, stream, null, null, List.of(new Order.Line("tea", 1, 1)), true, Order.NO_TIME);
    }

    private void awaitRecorded(int count) {
        Await.until(count + " receipts", () -> recorded.size() == count);
    }

    private static Stream<String> streams() {
        return IntStream.range(0, STREAMS).mapToObj(i -> "stream-" + i);
    }

    private static long batches(String stream) {
        return Long.parseLong(TestRedis.text("XLEN", new StreamKeys(stream).ledger()));
    }

    /** Redis takes commands, and runs none that writes. */
    private static void pause() {
        TestRedis.command("CLIENT", "PAUSE", "30000", "WRITE");
    }

    private static void resume() {
        TestRedis.command("CLIENT", "UNPAUSE");
    }
}
