package org.livetally.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the clients of the benchmark find in the server's messages without parsing them. The buffer starts before a
 * message, and continues after it.
 */
final class MessagesTest {
    private static final String ACK =
            "{\"type\":\"ack\",\"id\":\"1\",\"result\":\"recorded\",\"seq\":\"1795281935146-0\"}";
    private static final String ERROR =
            "{\"type\":\"error\",\"id\":\"2\",\"code\":\"busy\",\"message\":\"try again\",\"retry\":true}";

    @Test
    void aSnapshotSaysHowManyOrders() {
        assertEquals(
                3_120,
                orders("{\"type\":\"snapshot\",\"version\":41,\"at\":1592208000500,\"board\":{\"totals\":{"
                        + "\"gmv\":107036800,\"orders\":3120,\"units\":9312,\"buyers\":2711},\"products\":{"
                        + "\"tea\":{\"gmv\":1,\"units\":1,\"orders\":7}}}}"));
    }

    @Test
    void anUpdateSaysHowManyOrders() {
        assertEquals(
                3_121,
                orders("{\"type\":\"update\",\"version\":42,\"from\":41,\"at\":1592208000600,\"patch\":{"
                        + "\"totals\":{\"gmv\":107039600,\"orders\":3121},\"products\":{\"tea\":{\"orders\":8}}}}"));
        assertEquals(0, orders("{\"patch\":{\"totals\":{\"orders\":0}}}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"heartbeat\",\"version\":42,\"at\":1592208005600}",
                "{\"type\":\"stale\",\"since\":1592208006000}",
                "{\"type\":\"update\",\"version\":42,\"from\":41,\"at\":1592208000600,\"patch\":{"
                        + "\"audience\":{\"likes\":87412,\"viewers\":4021}}}",
                "{\"type\":\"update\",\"version\":42,\"from\":41,\"at\":1592208000600,\"patch\":{"
                        + "\"stream\":{\"title\":\"our \\\"orders\\\":5\"}}}",
                "{}",
            })
    void otherMessagesSayNone(String message) {
        assertEquals(-1, orders(message));
    }

    @Test
    void acksAreCountedInAnObjectAndInAnArray() {
        assertEquals(1, acks(ACK));
        assertEquals(3, acks("[" + ACK + "," + ACK + "," + ACK + "]"));
        assertEquals(0, acks("[]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {ERROR, "[" + ACK + "," + ERROR + "]", "[" + ERROR + "," + ACK + "]"})
    void aRefusalIsNoAck(String message) {
        BenchException refused = assertThrows(BenchException.class, () -> acks(message));

        assertEquals("an order was refused: " + message, refused.getMessage());
    }

    private static long orders(String message) {
        ByteBuf buffer = within(message);
        return BenchScreens.orders(buffer, length(message));
    }

    private static int acks(String message) {
        return Producers.acks(within(message), length(message));
    }

    private static int length(String message) {
        return message.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Between two others, as with frames that arrive together. */
    private static ByteBuf within(String message) {
        String before = "{\"patch\":{\"totals\":{\"orders\":77}}}";
        String after = "{\"type\":\"ack\",\"totals\":{\"orders\":99}}" + ERROR;
        return Unpooled.copiedBuffer(before + message + after, StandardCharsets.UTF_8)
                .readerIndex(length(before));
    }
}
