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
import org.livetally.testing.LiveServer;
import org.livetally.testing.TestRedis;

/** A baseline that counted less than the product does would flatter nobody, and say nothing. */
final class OneByOneTest {
    private static final long AT = 1_795_281_935_146L;
    private static final int COUNT = 2_500;

    @RegisterExtension
    final LiveServer server = LiveServer.with("shop");

    private final BenchOrders orders = new BenchOrders("shop", 3);

    @Test
    void itCountsEachOrderOnceInEveryTally() throws IOException {
        try (OneByOne redis = new OneByOne(socket(), "usual")) {
            redis.record(redis.prepare(orders, 0, COUNT, AT), COUNT);

            long gmv = 0;
            for (long number = 0; number < COUNT; number++) {
                gmv += orders.order(number, AT).lines().stream()
                        .mapToLong(line -> line.amount())
                        .sum();
            }
            assertEquals(COUNT, asked("HGET", "{usual}:totals", "orders"));
            assertEquals(gmv, asked("HGET", "{usual}:totals", "gmv"));
            assertEquals(COUNT, asked("XLEN", "{usual}:ledger"));
            assertEquals(2, asked("ZCARD", "{usual}:channels"));

            List<ByteBuffer> again = redis.prepare(orders, 0, 1, AT);
            IOException known = assertThrows(IOException.class, () -> redis.record(again, 1));
            assertTrue(String.valueOf(known.getMessage()).contains(":0"), known::toString);
        }
    }

    private static long asked(String command, String... arguments) {
        return Long.parseLong(String.valueOf(TestRedis.command(command, arguments)));
    }

    private static Path socket() {
        return Path.of(TestRedis.uri().replace("unix://", ""));
    }
}
