package org.livetally.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.livetally.domain.order.Order;
import org.livetally.testing.OrderJson;
import org.livetally.wire.JsonBytes;
import org.livetally.wire.MessageJson;

final class BenchOrdersTest {
    private static final long AT = 1_795_281_935_146L;
    private static final int COUNT = 2_000;
    private final BenchOrders orders = new BenchOrders("bench-orders", 130);

    @Test
    void aServerReadsTheFramesAsTheOrdersTheyAre() {
        ByteBuf bytes = Unpooled.buffer();
        for (long number = 0; number < COUNT; number++) {
            orders.writeFrame(bytes, number, AT + number);
        }
        EmbeddedChannel server = new EmbeddedChannel(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(true)
                .allowMaskMismatch(false)
                .allowExtensions(false)
                .build()));
        server.writeInbound(bytes);

        for (long number = 0; number < COUNT; number++) {
            TextWebSocketFrame frame = server.readInbound();
            Order order = orders.order(number, AT + number);
            assertEquals(json(order), new JsonObject(frame.text()));
            assertEquals(new String(JsonBytes.of(order, MessageJson::write), StandardCharsets.UTF_8), frame.text());
            frame.release();
        }
        assertEquals(0, server.inboundMessages().size());
        server.finishAndReleaseAll();
    }

    @Test
    void everyIdIsNewAndAllTalliesMove() {
        assertEquals(COUNT, distinct(order -> order.id()).size());
        assertEquals(130, distinct(order -> order.lines().get(0).sku()).size());
        assertEquals(Set.of("tmall", "wsnb"), distinct(order -> Objects.requireNonNull(order.channel())));
        assertEquals(40, distinct(order -> buyer(order).group()).size());
        assertEquals(300, distinct(order -> buyer(order).city()).size());
        assertEquals(COUNT, distinct(order -> buyer(order).id()).size());
        assertEquals(
                COUNT / 4,
                all().filter(n -> orders.order(n, AT).lines().size() == 2).count());
    }

    private <T> Set<T> distinct(java.util.function.Function<Order, T> what) {
        return all().mapToObj(number -> what.apply(orders.order(number, AT))).collect(Collectors.toSet());
    }

    private static LongStream all() {
        return LongStream.range(0, COUNT);
    }

    private static Order.Buyer buyer(Order order) {
        return Objects.requireNonNull(order.buyer());
    }

    private static JsonObject json(Order order) {
        Order.Buyer buyer = buyer(order);
        JsonArray lines = new JsonArray();
        order.lines().forEach(line -> lines.add(OrderJson.line(line.sku(), line.qty(), line.amount())));
        return new JsonObject()
                .put("type", "order")
                .put("id", order.id())
                .put("stream", order.stream())
                .put("channel", order.channel())
                .put(
                        "buyer",
                        new JsonObject()
                                .put("id", buyer.id())
                                .put("group", buyer.group())
                                .put("city", buyer.city()))
                .put("lines", lines)
                .put("status", order.paid() ? "paid" : "placed")
                .put("at", order.at());
    }
}
