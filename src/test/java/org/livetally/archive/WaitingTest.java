package org.livetally.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.ledger.record.TestLedger;
import org.livetally.ledger.record.TestOrders;
import org.livetally.testing.TestRedis;

/** What waits when a file is begun is in the file, also if it stops waiting a moment later. */
final class WaitingTest {
    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @RegisterExtension
    final Loop loop = new Loop();

    @Test
    void whatIsRecordedMeanwhileIsStillAmongWhatWaited(@TempDir Path directory) throws IOException {
        ledger.record(TestOrders.mixed());
        TestRedis.command("HSET", KEYS.parked(), "p-1", "{}");
        TestRedis.command("HSET", KEYS.parkedOrders(), "p-1", "payment o-9");
        TestRedis.command("ZADD", KEYS.holds(), "1767225600000", "o-8");
        Path path = directory.resolve(STREAM + StreamFile.SUFFIX);

        try (StreamFileWriter to = StreamFileWriter.begin(path)) {
            loop.run(redis -> {
                var written = StreamExport.write(redis, KEYS, new ExportTarget(to, messages -> {}), "test");
                // The link keeps the order of commands: this comes after the first that the export has sent.
                return redis.send(Request.cmd(Command.DEL)
                                .arg(KEYS.parked())
                                .arg(KEYS.parkedOrders())
                                .arg(KEYS.holds()))
                        .compose(removed -> written);
            });
            to.publish();
        }

        try (StreamFile file = StreamFile.open(path)) {
            assertEquals(Map.of("p-1", "{}"), file.hash("parked.json"));
            assertEquals(Map.of("p-1", "payment o-9"), file.hash("parkedorders.json"));
            assertEquals(Map.of("o-8", "1767225600000"), file.hash("holds.json"));
        }
    }
}
