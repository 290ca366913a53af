package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.acceptance.Program;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.TestProducer;

/** Redis' only file is torn at its end, as in a power failure, or damaged inside, as by a bad disk. */
final class AofTest {
    private static final int ORDERS = 200;
    private static final int TORN = 700;
    private static final int DAMAGE = 4_096;

    @TempDir
    Path data;

    @Test
    void tornTailCostsOnlyWhatWasInIt() throws IOException {
        List<String> acked = recordOneByOne();
        Path aof = aof();
        long before = Files.size(aof);
        try (RandomAccessFile file = new RandomAccessFile(aof.toFile(), "rw")) {
            file.setLength(before - TORN);
        }
        try (LiveServer server = LiveServer.startOn(data)) {
            LedgerView ledger = LedgerView.read(server.redisUri(), FaultRun.STREAM);
            int kept = ledger.messages.size();
            System.out.printf(
                    "FAULT torn AOF: %d of %d bytes cut off, the last %d of %d orders gone with them, %d kept%n",
                    TORN, before, ORDERS - kept, ORDERS, kept);
            ledger.assertConsistent();
            assertEquals(acked.subList(0, kept), inOrder(ledger), "what is kept is what was acked before the cut");
            assertTrue(kept < ORDERS && kept >= ORDERS - 3, "only the torn end is lost: " + kept);
            try (TestProducer producer = server.producer()) { // a producer without its ack would send it again
                JsonObject last = producer.ask(order(ORDERS - 1));
                assertEquals("recorded", last.getString("result"), last::encode);
            }
            assertEquals(List.of(), server.audit());
        }
    }

    @Test
    void damageInTheMiddleStopsTheStartAndTouchesNothing() throws IOException {
        recordOneByOne();
        Path aof = aof();
        try (RandomAccessFile file = new RandomAccessFile(aof.toFile(), "rw")) {
            byte[] damage = new byte[DAMAGE];
            Arrays.fill(damage, (byte) 'x');
            file.seek(file.length() / 2);
            file.write(damage);
        }
        byte[] before = Files.readAllBytes(aof);
        try (Program program = Program.start("serve", "--port", "0", "--data-dir", data.toString())) {
            assertEquals(1, program.exitWithin(30), program::output);
            String said = program.output();
            assertTrue(said.contains("Bad file format reading the append only file"), said);
            assertTrue(!said.contains("Livetally is ready"), said);
        }
        assertArrayEquals(before, Files.readAllBytes(aof), "the data are as they were");
        assertTrue(Program.on(data).isEmpty(), "nothing is left running");
    }

    /** Each is a batch, and an entry, of its own. */
    private List<String> recordOneByOne() {
        List<String> acked = new ArrayList<>();
        try (LiveServer server = LiveServer.startOn(data);
                TestProducer producer = server.producer()) {
            server.live(FaultRun.STREAM);
            for (int i = 0; i < ORDERS; i++) {
                JsonObject answer = producer.ask(order(i));
                assertEquals("recorded", answer.getString("result"), answer::encode);
                acked.add(answer.getString("id"));
            }
        }
        return acked;
    }

    private static String order(int number) {
        return OrderJson.order(FaultRun.STREAM, "o-%04d".formatted(number), 100 + number)
                .encode();
    }

    private static List<String> inOrder(LedgerView ledger) {
        return ledger.messages.keySet().stream().sorted().toList();
    }

    private Path aof() throws IOException {
        try (var files = Files.list(data.resolve("appendonlydir"))) {
            return files.filter(file -> file.toString().endsWith(".incr.aof"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
