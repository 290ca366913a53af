package org.livetally.ledger.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.livetally.ledger.record.TestLedger.KEYS;

import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.order.Seq;
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

    @Test
    void isWhatRedisHolds() {
        assertEquals(Figures.inRedis(), Figures.of(cut(Seq.END)));
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
        assertEquals(Figures.of(expected), Figures.of(found), where);
        assertEquals(expected.chain(), found.chain(), where);
        assertEquals(expected.open(), found.open(), where);
        assertEquals(expected.refunds(), found.refunds(), where);
    }

    /** Only what is new since the one before is in a checkpoint, so that all of them are as large as the ledger needs. */
    @Test
    void checkpointsOfALedgerHoldEachOrderOnce() {
        List<Seq> ids = entries();
        Cut cut = cut(ids.get(3));
        cut.checkpoint();
        Cut next = ledger.ask(redis -> CutReader.of(RedisLedger.of(redis, KEYS)).on(cut, ids.get(4)));
        assertEquals(next.open().size(), opened(next));
        assertEquals(0, opened(next));
    }

    private static int opened(Cut cut) {
        Checkpoint checkpoint = cut.checkpoint();
        return checkpoint.read(
                checkpoint.fresh(), fresh -> fresh.getJsonObject("opened").size());
    }

    @Test
    void hasTheChainOfTheEntries() {
        Chain chain = Chain.start();
        for (Seq id : entries()) {
            chain = chain.plus(Entry.of(
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
