package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.Receipts;
import org.livetally.testing.ResendingProducer;
import org.livetally.testing.SlowFsync;

/** An fsync that fails once, under load: Redis ends, and what it could not write is not taken for written afterwards. */
final class FailedFsyncTest {
    private static final int RATE = 200;
    private static final int ACKS = 50;

    @TempDir
    Path data;

    @Test
    void nothingAckedIsLostAndTheFileIsWrittenAnew() throws Exception {
        SlowFsync.assumePossible();
        Receipts receipts = new Receipts();
        try (LogLines log = new LogLines("org.livetally.redis.embedded.DurableFiles");
                LiveServer server = LiveServer.startOn(data)) {
            server.live(FaultRun.STREAM);
            FaultOrders script = new FaultOrders(FaultRun.STREAM, "app", RATE);
            ResendingProducer producer = new ResendingProducer(server.port(), script, ACKS, receipts);
            Await.until("acks", () -> receipts.acked() >= ACKS);
            Object before = file();
            long pid = Signals.redisOn(data);
            try (SlowFsync once = SlowFsync.failing(pid)) {
                Await.until("Redis has ended", () -> ProcessHandle.of(pid).isEmpty());
            }
            int then = receipts.acked();
            Await.until("acks again", () -> receipts.acked() >= then + ACKS);
            script.stopBuying();
            Await.until("the producer ends", producer::hasEnded);

            assertNotEquals(
                    before, file(), "the AOF is another file, since the kernel may take the old one for written");
            settled(server, receipts.seqs());
        }
        try (LiveServer again = LiveServer.startOn(data)) {
            settled(again, receipts.seqs());
        }
    }

    private static void settled(LiveServer server, Map<String, String> acked) {
        LedgerView ledger = LedgerView.read(server.redisUri(), FaultRun.STREAM);
        ledger.assertConsistent();
        assertEquals(acked.keySet(), ledger.messages.keySet());
        assertEquals(ledger.gmv, server.board(FaultRun.STREAM, "totals").getLong("gmv"));
    }

    /** What tells two files of one name apart. */
    private Object file() throws IOException {
        try (var files = Files.list(data.resolve("appendonlydir"))) {
            Path aof = files.filter(file -> file.toString().endsWith(".incr.aof"))
                    .findFirst()
                    .orElseThrow();
            return Files.readAttributes(aof, BasicFileAttributes.class).fileKey();
        }
    }
}
