package org.livetally.ledger.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestOrders.paid;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.cli.CommandOutcome;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.tally.Dimension;
import org.livetally.ledger.Seal;
import org.livetally.ledger.count.Checkpoint;
import org.livetally.ledger.record.TestLedger;
import org.livetally.ledger.record.TestOrders;
import org.livetally.ledger.replay.Audit.Difference;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.Await;
import org.livetally.testing.TamperedLedger;
import org.livetally.testing.TestRedis;

/** The continuous audit finds what differs, seals what does not, and goes on where another one stopped. */
final class SealerTest {
    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    private @Nullable TestSealer sealer;

    @BeforeEach
    void live() {
        TestRedis.command("SADD", StreamKeys.LIVE, TestLedger.STREAM);
    }

    @AfterEach
    void stop() {
        if (sealer != null) {
            sealer.kill();
        }
    }

    @Test
    void whatIsRightIsSealedAndAWrongFigureIsNamedUntilItIsRightAgain() {
        ledger.record(TestOrders.mixed());
        sealer = new TestSealer("one");
        sealed("0", "[]");
        Seal audited = Objects.requireNonNull(ledger.audit().seal());
        assertEquals(audited.sha256(), seal("sha256"));
        assertEquals(audited.seq().toString(), seal("seq"));
        assertEquals("6", seal("messages"));
        Await.until("all figures are compared", () -> "1".equals(seal("whole")));
        long version = Long.parseLong(Objects.requireNonNull(TestRedis.text("HGET", KEYS.totals(), "version")));

        String products = KEYS.ranking(Dimension.PRODUCTS);
        TestRedis.command("ZINCRBY", products, "1", "tea");
        sealed("1", "[\"products/tea\"]");
        assertEquals("0", seal("whole"), "so that whoever audits next does not rest");
        TestRedis.command("ZADD", products, "5", "nobody sold this");
        TestRedis.command("HINCRBY", KEYS.totals(), "gmv", "1");
        TestRedis.command("HDEL", KEYS.counts(), "products:units:milk");
        TestRedis.command("SADD", KEYS.buyers(), "u-eve");
        sealed(
                "5",
                "[\"buyers\",\"counts/products:units:milk\",\"gmv\",\"products/nobody sold this\",\"products/tea\"]");
        TestRedis.command("ZREM", products, "nobody sold this");
        TestRedis.command("HINCRBY", KEYS.totals(), "gmv", "-1");
        TestRedis.command("HSET", KEYS.counts(), "products:units:milk", "2");
        TestRedis.command("SREM", KEYS.buyers(), "u-eve");
        sealed("1", "[\"products/tea\"]");
        TestRedis.command("ZINCRBY", products, "-1", "tea");
        sealed("0", "[]");

        assertEquals(audited.sha256(), seal("sha256"), "the ledger is the same");
        assertTrue(Long.parseLong(TestRedis.text("HGET", KEYS.totals(), "version")) > version, "boards are told");
        assertTrue(sealer.told.contains(0L) && sealer.told.contains(1L) && sealer.told.contains(5L));
    }

    @Test
    void aLedgerFromWhichABuyerWasErasedIsSealedAnew() {
        for (int batch = 0; batch < 30; batch++) { // more than a checkpoint
            String of = "o-" + batch + "-";
            ledger.record(IntStream.range(0, 1_000)
                    .mapToObj(i -> TestOrders.order(
                            of + i,
                            true,
                            null,
                            new Buyer("u-" + i % 7, "g", null),
                            Order.NO_TIME,
                            new Line("tea", 1, 1)))
                    .toArray(Order[]::new));
        }
        sealer = new TestSealer("one");
        sealed("0", "[]");
        String before = seal("sha256");
        Await.until(
                "a checkpoint",
                () -> !TestRedis.text("HLEN", KEYS.checkpoints()).equals("0"));

        CommandOutcome done = CommandOutcome.run("erase", "--yes", "--buyer", "u-3", "--redis-uri", TestRedis.uri());
        assertEquals(0, done.exit(), done::toString);

        Seal audited = Objects.requireNonNull(ledger.audit().seal());
        Await.until("the seal of the new ledger", () -> audited.sha256().equals(seal("sha256")));
        sealed("0", "[]");
        assertNotEquals(before, seal("sha256"));
        assertEquals(List.of(), ledger.audit().differences());
        assertEquals("7", TestRedis.text("SCARD", KEYS.buyers()));
    }

    @Test
    void whenANodeIsKilledAnotherOneGoesOn() {
        ledger.record(paid("o-1", 10));
        TestSealer killed = new TestSealer("killed");
        Await.until("it holds the lease", () -> "killed".equals(TestRedis.text("GET", StreamKeys.SEALER)));
        sealer = new TestSealer("heir");
        sealed("0", "[]");
        String before = seal("seq");
        assertEquals("killed", TestRedis.text("GET", StreamKeys.SEALER));

        killed.kill();
        ledger.record(paid("o-2", 20));
        long since = System.nanoTime();
        Await.until("the other one seals", () -> !Objects.equals(before, seal("seq")));

        assertEquals("heir", TestRedis.text("GET", StreamKeys.SEALER));
        assertTrue(System.nanoTime() - since < 20_000_000_000L, "within ten seconds, on a machine that is not busy");
        assertEquals("2", seal("messages"));
    }

    @Test
    void whatAKilledNodeDidAfterTheEndOfAllStreamsGoesOnElsewhere() {
        ledger.record(paid("o-1", 10));
        TestSealer killed = new TestSealer("killed");
        sealed("0", "[]");
        String before = seal("seq");
        TestRedis.command("DEL", StreamKeys.LIVE);
        killed.kill();
        ledger.record(paid("o-2", 20));
        TestRedis.command("SET", StreamKeys.SEALER, "killed"); // it lasts until the test ends it
        TestSealer heir = TestSealer.byHand("heir");
        sealer = heir;
        heir.turn();
        assertEquals("killed", TestRedis.text("GET", StreamKeys.SEALER));
        TestRedis.command("DEL", StreamKeys.SEALER);

        Await.until("the other one seals", () -> {
            heir.turn();
            return !Objects.equals(before, seal("seq"));
        });
        assertEquals("2", seal("messages"));
        Await.until("it has nothing to do, and gives the lease back", () -> {
            heir.turn();
            return TestRedis.text("GET", StreamKeys.SEALER).isEmpty();
        });
    }

    @Test
    void aRestartGoesOnFromTheNewestCheckpoint() {
        for (int batch = 0; batch < 21; batch++) {
            int first = 1_000 * batch;
            ledger.record(IntStream.range(first, first + 1_000)
                    .mapToObj(i -> paid("o-" + i, 1))
                    .toArray(Order[]::new));
        }
        sealer = new TestSealer("first");
        Await.until("all are sealed", () -> "21000".equals(seal("messages")));
        Map<String, String> checkpoints = TestLedger.hash(KEYS.checkpoints());
        assertEquals(2, checkpoints.size(), "one, of two parts");
        assertTrue(checkpoints.keySet().stream().anyMatch(name -> name.endsWith(Checkpoint.NEW)));
        sealer.kill();
        assertEquals("0", seal("differences"));

        // What is before the checkpoint is not read again, so that a restart takes no time: only a whole audit sees it.
        TamperedLedger.change(KEYS, 0, "\"o-7\"", "\"o=7\"");
        ledger.record(paid("late", 5));
        TestRedis.command("DEL", StreamKeys.SEALER);
        sealer = new TestSealer("second");
        Await.until("the new one is sealed", () -> "21001".equals(seal("messages")));

        assertEquals("0", seal("differences"));
        String checkpoint = checkpoints.keySet().stream()
                .filter(name -> !name.endsWith(Checkpoint.NEW))
                .findFirst()
                .orElseThrow();
        List<String> found = ledger.audit().differences().stream()
                .map(Difference::sentence)
                .filter(said -> said.contains(" seal "))
                .toList();
        assertEquals(1, found.size(), "the seal is broken");
        assertTrue(
                found.get(0).endsWith("; the first change lies after the beginning, up to entry " + checkpoint),
                found::toString);
    }

    @Test
    void aLedgerThatLacksWhatWasSealedIsNotSealedAgain() {
        ledger.record(paid("o-1", 10));
        ledger.record(paid("o-2", 10));
        sealer = new TestSealer("first");
        sealed("0", "[]");
        String proof = seal("sha256");
        sealer.kill();
        TestRedis.command("DEL", StreamKeys.SEALER);

        TamperedLedger.change(KEYS, 0, "\"status\":\"paid\"", "\"status\": \"paid\"");
        ledger.record(paid("o-3", 10));
        sealer = new TestSealer("second");
        sealed("1", "[\"ledger\"]");

        assertEquals(proof, seal("sha256"));
        TestRedis.command("DEL", KEYS.seal());
        sealed("0", "[]");
        assertNotEquals(proof, seal("sha256"));
        assertEquals("3", seal("messages"));
    }

    @Test
    void aLedgerThatCannotBeReadDiffersFromItsSealUntilItCan() {
        ledger.record(paid("o-1", 10));
        ledger.record(paid("o-2", 10));
        sealer = new TestSealer("first");
        sealed("0", "[]");
        String proof = seal("sha256");
        sealer.kill();
        TestRedis.command("DEL", StreamKeys.SEALER);

        TamperedLedger.change(KEYS, 1, "[{", "[{{");
        ledger.record(paid("o-3", 10));
        sealer = new TestSealer("second");
        sealed("1", "[\"ledger\"]");
        assertEquals(proof, seal("sha256"), "what was sealed stays sealed");
        TestSealer second = sealer;
        Await.until("it is told", () -> second.told.contains(1L));

        TamperedLedger.change(KEYS, 1, "[{{", "[{");
        sealed("0", "[]");
        assertEquals("3", seal("messages"));
    }

    @Test
    void aLedgerThatWentBackIsCountedAnew() {
        ledger.record(paid("o-1", 10));
        sealer = new TestSealer("one");
        sealed("0", "[]");
        List<String> keys = TestLedger.list("KEYS", "livetally:{*");
        keys.forEach(key -> TestRedis.command("COPY", key, "kept:" + key));
        ledger.record(paid("o-2", 20), paid("o-3", 30));
        Await.until("all are sealed", () -> "3".equals(seal("messages")));
        String lost = seal("sha256");

        // As after a failover to a replica that lacked the later orders, and then went on.
        TestLedger.list("KEYS", "livetally:{*").forEach(key -> TestRedis.command("DEL", key));
        keys.forEach(key -> TestRedis.command("COPY", "kept:" + key, key));
        TestLedger other = TestLedger.beside(); // a node that has not acked what is lost
        other.record(paid("o-9", 90));
        other.close();
        Await.until("the other ledger is sealed", () -> "2".equals(seal("messages")));

        assertEquals("0", seal("differences"));
        assertNotEquals(lost, seal("sha256"));
        assertEquals(Objects.requireNonNull(ledger.audit().seal()).sha256(), seal("sha256"));
    }

    private static void sealed(String differences, String names) {
        Await.until(
                differences + " differences: " + names,
                () -> differences.equals(seal("differences")) && names.equals(seal("names")));
    }

    private static @Nullable String seal(String field) {
        return TestRedis.text("HGET", KEYS.seal(), field);
    }
}
