package org.livetally.ledger.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.hash;
import static org.livetally.ledger.record.TestLedger.list;
import static org.livetally.ledger.record.TestLedger.scores;

import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Tallies;
import org.livetally.ledger.Chain;
import org.livetally.ledger.Entry;
import org.livetally.ledger.read.RedisLedger;
import org.livetally.ledger.record.TestLedger;
import org.livetally.ledger.replay.SampleShow;
import org.livetally.testing.TestRedis;

/** What a ledger comes to, counted from its beginning or from a checkpoint. */
final class CutTest {
    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @BeforeEach
    void aShow() {
        SampleShow.record(ledger);
    }

    private Cut cut(Seq upTo) {
        return Objects.requireNonNull(
                ledger.ask(redis -> CutReader.of(RedisLedger.of(redis, KEYS)).at(upTo)));
    }

    private static List<Seq> entries() {
        List<Seq> ids = new ArrayList<>();
        Objects.requireNonNull(TestRedis.command("XRANGE", KEYS.ledger(), "-", "+"))
                .forEach(entry -> ids.add(Seq.parse(entry.get(0).toString())));
        return ids;
    }

    /** The tallies that moved. Redis keeps zeros of some. */
    private static Map<String, Map<String, Long>> moved(Cut cut) {
        Map<String, Map<String, Long>> moved = new TreeMap<>();
        cut.sums().forEach((place, fields) -> {
            Map<String, Long> sums = new TreeMap<>(fields);
            sums.values().removeIf(sum -> sum == 0);
            moved.put(place, sums);
        });
        moved.values().removeIf(Map::isEmpty);
        return moved;
    }

    private static Map<String, Map<String, Long>> stored() {
        Map<String, Map<String, String>> texts = new TreeMap<>();
        Map<String, String> totals = hash(KEYS.totals());
        totals.keySet().removeAll(List.of("version", "last", "basis", "tallies"));
        texts.put(Tallies.TOTALS, totals);
        texts.put(Tallies.COUNTS, hash(KEYS.counts()));
        texts.put(Tallies.TREND, hash(KEYS.trend()));
        texts.put(Tallies.DEALS, hash(KEYS.deals()));
        texts.put(Tallies.STOCK, scores(KEYS.stock()));
        for (Dimension dimension : Dimension.values()) {
            texts.put(dimension.key(), scores(KEYS.ranking(dimension)));
        }
        Map<String, Map<String, Long>> stored = new TreeMap<>();
        texts.forEach((place, fields) -> {
            Map<String, Long> sums = new TreeMap<>();
            fields.forEach((field, value) -> sums.put(field, Long.valueOf(value)));
            sums.values().removeIf(sum -> sum == 0);
            if (!sums.isEmpty()) {
                stored.put(place, sums);
            }
        });
        return stored;
    }

    @Test
    void isWhatRedisHolds() {
        Cut cut = cut(Seq.END);
        assertEquals(stored(), moved(cut));
        assertEquals(list("SMEMBERS", KEYS.buyers()).size(), cut.buyers());
        assertEquals(list("HKEYS", KEYS.ids()).size(), cut.messages());
        assertEquals(hash(KEYS.placed()).keySet(), cut.open().keySet());
        assertEquals(hash(KEYS.show()).get("sku"), cut.onAir().sku());
        List<String> recent = new ArrayList<>();
        cut.recent().descendingMap().forEach((seq, json) -> recent.add(seq + " " + json));
        assertEquals(list("LRANGE", KEYS.recent(), "0", "-1"), recent);
        Map<String, String> explained = new TreeMap<>();
        cut.explained().forEach((seq, json) -> explained.put(seq.toString(), json));
        assertEquals(hash(KEYS.explained()), explained);
    }

    @Test
    void isTheSameFromEveryCheckpointAsFromTheBeginning() {
        for (Seq from : entries()) {
            keep(cut(from).checkpoint());
            for (Seq upTo : entries()) {
                Cut counted = Objects.requireNonNull(ledger.ask(
                        redis -> CutReader.of(RedisLedger.of(redis, KEYS)).counted(upTo)));
                assertSame(counted, cut(upTo));
            }
        }
    }

    private static void assertSame(Cut expected, Cut found) {
        String where = "at " + expected.seq();
        assertEquals(expected.seq(), found.seq());
        assertEquals(moved(expected), moved(found), where);
        assertEquals(expected.messages(), found.messages(), where);
        assertEquals(expected.chain(), found.chain(), where);
        assertEquals(expected.buyers(), found.buyers(), where);
        assertEquals(expected.recent(), found.recent(), where);
        assertEquals(expected.explained(), found.explained(), where);
        assertEquals(expected.open(), found.open(), where);
        assertEquals(expected.refunds(), found.refunds(), where);
        assertEquals(expected.onAir(), found.onAir(), where);
    }

    /** Only what is new since the one before is in a checkpoint, so that all of them are as large as the ledger needs. */
    @Test
    void checkpointsOfALedgerHoldEachOrderOnce() {
        List<Seq> ids = entries();
        Cut cut = cut(ids.get(3));
        cut.checkpoint();
        Cut next = ledger.ask(redis -> CutReader.of(RedisLedger.of(redis, KEYS)).on(cut, ids.get(4)));
        assertEquals(
                next.open().size(),
                Checkpoint.unpack(next.seq(), next.checkpoint().fresh())
                        .getJsonObject("opened")
                        .size());
        assertEquals(
                0,
                Checkpoint.unpack(next.seq(), next.checkpoint().fresh())
                        .getJsonObject("opened")
                        .size());
    }

    @Test
    void hasTheChainOfTheEntries() {
        Chain chain = Chain.start();
        for (Seq id : entries()) {
            chain = chain.plus(new Entry(
                    id,
                    Objects.requireNonNull(TestRedis.command("XRANGE", KEYS.ledger(), id.toString(), id.toString()))
                            .get(0)
                            .get(1)
                            .get(1)
                            .toBytes()));
        }
        assertEquals(chain, cut(Seq.END).chain());
    }

    @Test
    void aDamagedCheckpointIsNamed() {
        Checkpoint checkpoint = cut(entries().get(2)).checkpoint();
        keep(new Checkpoint(checkpoint.seq(), "none".getBytes(StandardCharsets.UTF_8), checkpoint.fresh()));
        AssertionError failure = assertThrows(AssertionError.class, () -> cut(Seq.END));
        assertEquals(
                "the checkpoint at " + checkpoint.seq() + " cannot be read",
                Objects.requireNonNull(failure.getCause()).getMessage());
    }

    private void keep(Checkpoint checkpoint) {
        ledger.ask(redis -> redis.send(Request.cmd(Command.HSET)
                .arg(KEYS.checkpoints())
                .arg(checkpoint.seq().toString())
                .arg(Buffer.buffer(checkpoint.state()))
                .arg(checkpoint.seq() + Checkpoint.NEW)
                .arg(Buffer.buffer(checkpoint.fresh()))));
    }
}
