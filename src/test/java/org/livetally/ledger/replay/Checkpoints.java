package org.livetally.ledger.replay;

import static org.livetally.ledger.record.TestLedger.KEYS;

import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.Objects;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.count.Checkpoint;
import org.livetally.ledger.count.CutReader;
import org.livetally.ledger.read.RedisLedger;
import org.livetally.ledger.record.TestLedger;

/** Checkpoints as the continuous audit keeps them, though closer to each other. */
final class Checkpoints {
    private Checkpoints() {}

    /** @param places ids of entries, the earliest first */
    static void keep(TestLedger ledger, List<Seq> places) {
        for (Seq place : places) {
            Checkpoint checkpoint = Objects.requireNonNull(ledger.ask(
                            redis -> CutReader.of(RedisLedger.of(redis, KEYS)).at(place)))
                    .checkpoint();
            ledger.ask(redis -> redis.send(Request.cmd(Command.HSET)
                    .arg(KEYS.checkpoints())
                    .arg(place.toString())
                    .arg(Buffer.buffer(checkpoint.state()))
                    .arg(place + Checkpoint.NEW)
                    .arg(Buffer.buffer(checkpoint.fresh()))));
        }
    }
}
