package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.redis.embedded.FreshFiles;
import org.livetally.testing.Await;
import org.livetally.testing.DiskTrace;
import org.livetally.testing.LiveServer;
import org.livetally.testing.Receipts;
import org.livetally.testing.ResendingProducer;

/** The power fails at any moment: what was acked before it is there after it, once, and adds up. */
final class PowerLossTest {
    private static final int FEW_ORDERS = 150;
    private static final int FEW_FAILURES = 3;
    private static final int MANY_ORDERS = 3_000;
    private static final int MANY_FAILURES = 150;
    private static final long SEED = Long.getLong("seed", 20_261_130);
    private static final int WINDOW = 20;

    @TempDir
    Path temporary;

    private final Map<String, Long> ackedAt = new ConcurrentHashMap<>();

    @Test
    void whatWasAckedIsThereAfterIt() throws IOException {
        survive(FEW_ORDERS, FEW_FAILURES);
    }

    @Test
    @Tag("soak")
    void whatWasAckedIsThereAfterItAtManyMoments() throws IOException {
        survive(MANY_ORDERS, MANY_FAILURES);
    }

    private void survive(int orders, int failures) throws IOException {
        Path root = Files.createDirectory(temporary.resolve("data")).toRealPath();
        List<DiskTrace.Call> calls;
        try (DiskTrace trace = DiskTrace.start()) {
            try (LiveServer server = LiveServer.startOn(root)) {
                server.live(FaultRun.STREAM);
                sell(server, root, orders);
            }
            calls = trace.end(root);
        }
        List<Long> acks = ackedAt.values().stream().sorted().toList();
        failAt(root, calls, acks.get(0), null, 0); // names that nobody made durable are gone, with all that is in them
        failAt(root, calls, acks.get(acks.size() - 1), null, 1);
        List<Long> steps = calls.stream()
                .map(DiskTrace.Call::end)
                .filter(end -> end > acks.get(0))
                .toList();
        Random random = new Random(SEED);
        for (int i = 2; i < failures; i++) {
            long ack = acks.get(random.nextInt(acks.size()));
            long step = steps.get(random.nextInt(steps.size()));
            failAt(root, calls, i % 2 == 0 ? step : ack, new Random(SEED + i), i);
        }
    }

    /** Half of the orders before the AOF is written anew, half while it is and after it. */
    private void sell(LiveServer server, Path root, int orders) throws IOException {
        FaultOrders script = new FaultOrders(FaultRun.STREAM, "app", orders);
        ResendingProducer producer = new ResendingProducer(server.port(), noting(script), WINDOW, new Receipts());
        Await.until("half of the acks", () -> ackedAt.size() >= orders / 2);
        FreshFiles.write(root);
        Await.until("the acks", () -> ackedAt.size() >= orders);
        script.stopBuying();
        Await.until("the producer ends", producer::hasEnded);
    }

    private ResendingProducer.Script noting(FaultOrders script) {
        return new ResendingProducer.Script() {
            @Override
            public ResendingProducer.@Nullable Message next() {
                return script.next();
            }

            @Override
            public boolean hasEnded() {
                return script.hasEnded();
            }

            @Override
            public void acked(ResendingProducer.Message message, JsonObject ack) {
                ackedAt.putIfAbsent(message.id(), ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
                script.acked(message, ack);
            }
        };
    }

    private void failAt(Path root, List<DiskTrace.Call> calls, long moment, @Nullable Random chance, int number)
            throws IOException {
        String what = "failure " + number + " of -Dseed=" + SEED;
        Path left = Files.createDirectory(temporary.resolve("left-" + number));
        LostPages.at(root, calls, moment).writeTo(left, chance);
        Set<String> acked = ackedAt.entrySet().stream()
                .filter(ack -> ack.getValue() <= moment)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        try (LiveServer server = LiveServer.startOn(left)) {
            LedgerView ledger = LedgerView.read(server.redisUri(), FaultRun.STREAM);
            System.out.printf("FAULT power loss: %s, %d acked, %d there%n", what, acked.size(), ledger.messages.size());
            acked.removeAll(ledger.messages.keySet());
            assertEquals(Set.of(), acked, what + ": acked and gone");
            ledger.assertConsistent();
            if (!ledger.messages.isEmpty()) {
                assertEquals(ledger.gmv, server.board(FaultRun.STREAM, "totals").getLong("gmv"), what);
            }
        }
    }
}
