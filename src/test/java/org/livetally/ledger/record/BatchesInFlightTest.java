package org.livetally.ledger.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.BatchesInFlight.MOST;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.livetally.ledger.loss.AckMemory;
import org.livetally.metrics.Metrics;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.Await;
import org.livetally.testing.TestRedis;

/** Many streams of one event loop: how many batches are in flight, whose turn is next, and that no place is ever lost. */
final class BatchesInFlightTest {
    private static final int STREAMS = 5 * MOST;
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
        pause();
        ledger.turn(recorder -> streams().forEach(stream -> record(recorder, stream, "o-1")));
        ledger.turn(recorder -> streams().forEach(stream -> record(recorder, stream, "o-2")));
        resume();
        awaitRecorded(2 * STREAMS);

        assertEquals(MOST, streams().filter(stream -> batches(stream) == 3).count());
        assertEquals(
                STREAMS - MOST, streams().filter(stream -> batches(stream) == 2).count());
    }

    @Test
    void aStreamWithThousandsWaitingHoldsNoOtherUpForMoreThanABatch() {
        pause();
        ledger.turn(recorder ->
                IntStream.range(0, 3 * RecordScript.MAX_MESSAGES).forEach(i -> record(recorder, BUSY, "o-" + i)));
        ledger.turn(recorder -> streams().forEach(stream -> record(recorder, stream, "o-1")));
        resume();
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
            StreamQueue.Shared shared = shared(link);
            streams().forEach(stream -> queues.add(new StreamQueue(new StreamKeys(stream), shared, queue -> {})));
            long before = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(Recorder.TIMEOUT_MS + 1);
            add(queues, "o-1", before, receipts);
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
        for (int i = 0; i < 2 * MOST; i++) {
            String id = "o-" + i;
            ledger.turn(recorder -> {
                recorder.record(order(BUSY, "thrown-" + id), receipt -> {
                    throw new IllegalStateException("on purpose");
                });
                record(recorder, BUSY, id);
            });
        }
        awaitRecorded(2 * MOST);
    }

    private static StreamQueue.Shared shared(RedisLink link) {
        Metrics metrics = new Metrics();
        AckMemory acks = new AckMemory(InstantSource.system());
        return new StreamQueue.Shared(
                link,
                InstantSource.system(),
                acks,
                new BasisCache(link),
                new BatchesInFlight(link, Vertx.currentContext()),
                (stream, since) -> {},
                metrics.batchOrders.writer(),
                metrics.ack.writer());
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
            LedgerEntry entry = LedgerEntry.of(order("stream-" + i, id), TestOrders.MINUTE);
            queues.get(i).add(new QueuedMessage(entry, since, receipts::add));
        }
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
