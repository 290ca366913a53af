package org.livetally.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.ledger.record.RecordRequest;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.LiveServer;
import org.livetally.testing.TestRedis;

final class BareRedisTest {
    private static final String STREAM = "shop";

    @RegisterExtension
    final LiveServer server = LiveServer.with(STREAM);

    private static List<ByteBuffer> batch(String stream) {
        BenchOrders orders = new BenchOrders(stream, 3);
        long now = System.currentTimeMillis();
        return List.of(
                ByteBuffer.wrap(RecordRequest.of(stream, List.of(orders.order(1, now), orders.order(2, now)), now)));
    }

    /** Otherwise the figure that the product's orders are compared with ends the benchmark. */
    @Test
    void itKnowsTheAnswersOfTheScriptThatRecords() throws IOException {
        TestRedis.command("SCRIPT", "LOAD", LuaScript.load("record").source());
        try (BareRedis redis = new BareRedis(Path.of(TestRedis.uri().replace("unix://", "")))) {
            redis.record(batch(STREAM));

            assertEquals(1, redis.integer("XLEN", new StreamKeys(STREAM).ledger()));
            IOException refused = assertThrows(IOException.class, () -> redis.record(batch("none")));
            assertTrue(String.valueOf(refused.getMessage()).startsWith("Redis answered "), refused::toString);
        }
    }
}
