package org.livetally.acceptance.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random lives of streams on two nodes: every answer, every figure of the board, and the audit are the model's. One seed, of
 * a life that failed: {@code -Dlivetally.seed=…}. For hours, with other seeds each time: {@code -Dlivetally.fuzz=true}.
 */
final class EverythingOrdersMoveTest {
    private static final boolean LONG = Boolean.getBoolean("livetally.fuzz");
    private static final long ONE = Long.getLong("livetally.seed", -1);
    private static final long FIRST = ONE >= 0 ? ONE : LONG ? System.currentTimeMillis() : 1;
    private static final int LIVES = ONE >= 0 ? 1 : LONG ? 20_000 : 250;
    /** Lives that share servers, and the time of day. */
    private static final int TOGETHER = 100;

    private static final int THREADS = 4;
    /** After some orders have expired, but not all. */
    private static final long LATER_MS = TimeUnit.MINUTES.toMillis(6);

    private static final long MUCH_LATER_MS = TimeUnit.MINUTES.toMillis(40);

    /** Answers, and types of messages that took effect. */
    private static final Set<String> EVERYTHING = Set.of(
            "recorded",
            "duplicate",
            "conflict",
            "invalid_order",
            "unknown_order",
            "not_payable",
            "not_cancellable",
            "not_refundable",
            "unknown_deal",
            "not_deliverable",
            "sold_out",
            "unknown_stream",
            "stream_ended",
            "order",
            "late order",
            "payment",
            "cancellation",
            "refund",
            "stock",
            "show",
            "deal",
            "delivery",
            "deal_cancellation",
            "catalogue",
            "groups",
            "expiry cancellation",
            "end",
            "close");

    private final Map<String, Integer> seen = new TreeMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.HOURS)
    void everyAnswerAndEveryFigureIsTheModels() throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        for (int done = 0; done < LIVES; done += TOGETHER) {
            long first = FIRST + done;
            live(LongStream.range(first, first + Math.min(TOGETHER, LIVES - done))
                    .boxed()
                    .toList());
        }
        System.out.printf(
                "MODEL: %d lives from seed %d in %d ms: %s%n",
                LIVES, FIRST, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start), seen);
        if (ONE < 0) {
            assertEquals(EVERYTHING, seen.keySet(), "what a life must have");
        }
    }

    private void live(List<Long> seeds) throws InterruptedException, ExecutionException {
        try (Nodes nodes = new Nodes()) {
            CampaignSums campaign = new CampaignSums(nodes);
            List<List<StreamLife>> lives = begin(nodes, seeds);
            inParallel(lives, StreamLife::start);
            inParallel(lives, StreamLife::goOn);
            nodes.clock.advance(LATER_MS);
            inParallel(lives, StreamLife::expire);
            inParallel(lives, StreamLife::goOn);
            inParallel(lives, StreamLife::end);
            inParallel(lives, StreamLife::close);
            nodes.clock.advance(MUCH_LATER_MS);
            inParallel(lives, StreamLife::expire);
            inParallel(lives, StreamLife::check);
            assertEquals(List.of(), nodes.servers().get(0).audit());
            List<String> streams = seeds.stream().map(seed -> "s" + seed).toList();
            campaign.check(streams);
            List<String> some = streams.subList(0, (streams.size() + 1) / 2);
            campaign.become(some);
            campaign.check(some);
            nodes.seen().forEach((what, times) -> seen.merge(what, times, Integer::sum));
        }
    }

    /** The lives of each thread, which share its sockets. */
    private static List<List<StreamLife>> begin(Nodes nodes, List<Long> seeds) {
        List<List<StreamLife>> lives = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            List<StreamLife> its = new ArrayList<>();
            Producers producers = nodes.producers();
            for (int i = thread; i < seeds.size(); i += THREADS) {
                its.add(new StreamLife(nodes, producers, seeds.get(i)));
            }
            lives.add(its);
        }
        return lives;
    }

    private void inParallel(List<List<StreamLife>> lives, Consumer<StreamLife> step)
            throws InterruptedException, ExecutionException {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (List<StreamLife> its : lives) {
            tasks.add(() -> {
                its.forEach(life -> life.during(step));
                return null;
            });
        }
        for (Future<Void> done : threads.invokeAll(tasks)) {
            done.get();
        }
    }
}
