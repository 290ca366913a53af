package org.livetally.screens;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BigOrders;
import org.livetally.domain.board.PaidOrder;
import org.livetally.metrics.FrameCounters.Kind;
import org.livetally.socket.TextFrame;

/** One message to many screens, encoded once for each transport in use. */
final class ScreenMessage {
    private static final Buffer EVENT_START = Buffer.buffer("data: ");
    private static final Buffer EVENT_END = Buffer.buffer("\n\n");

    /** What the message is about. */
    final Kind kind;

    private final byte[] json;
    private @Nullable TextFrame frame;
    private @Nullable Buffer event;

    /** @param json UTF-8, without line breaks */
    ScreenMessage(Kind kind, byte[] json) {
        this.kind = kind;
        this.json = json;
    }

    static ScreenMessage heartbeat(long version, long at) {
        String json = "{\"type\":\"heartbeat\",\"version\":" + version + ",\"at\":" + at + "}";
        return new ScreenMessage(Kind.HEARTBEAT, json.getBytes(StandardCharsets.UTF_8));
    }

    /** That a replay goes on, while nothing changes. */
    static ScreenMessage beat(long version, long at) {
        String json = "{\"type\":\"heartbeat\",\"version\":" + version + ",\"replay\":true,\"at\":" + at + "}";
        return new ScreenMessage(Kind.HEARTBEAT, json.getBytes(StandardCharsets.UTF_8));
    }

    static ScreenMessage end(long at) {
        String json = "{\"type\":\"end\",\"replay\":true,\"at\":" + at + "}";
        return new ScreenMessage(Kind.END, json.getBytes(StandardCharsets.UTF_8));
    }

    static ScreenMessage orders(BigOrders news) {
        StringBuilder json = new StringBuilder("{\"type\":\"orders\",\"from\":\"");
        json.append(news.from()).append("\",\"to\":\"").append(news.to()).append("\",\"orders\":[");
        String separator = "";
        for (PaidOrder order : news.shown()) {
            json.append(separator).append(order.json());
            separator = ",";
        }
        json.append("],\"more\":{\"count\":").append(news.moreCount());
        json.append(",\"amount\":").append(news.moreAmount()).append('}');
        String placed = news.shown().stream()
                .filter(order -> !order.placed().equals(order.seq()))
                .map(order -> "\"" + order.seq() + "\":\"" + order.placed() + "\"")
                .collect(Collectors.joining(","));
        if (!placed.isEmpty()) {
            json.append(",\"placed\":{").append(placed).append('}');
        }
        if (!news.refunded().isEmpty()) {
            String refunded =
                    news.refunded().stream().map(seq -> "\"" + seq + "\"").collect(Collectors.joining(","));
            json.append(",\"refunded\":[").append(refunded).append(']');
        }
        json.append('}');
        return new ScreenMessage(Kind.ORDERS, json.toString().getBytes(StandardCharsets.UTF_8));
    }

    TextFrame frame() {
        if (frame == null) {
            frame = new TextFrame(json);
        }
        return frame;
    }

    /** The message as a Server-Sent Event. */
    Buffer event() {
        if (event == null) {
            event = Buffer.buffer(json.length + 8)
                    .appendBuffer(EVENT_START)
                    .appendBytes(json)
                    .appendBuffer(EVENT_END);
        }
        return event;
    }
}
