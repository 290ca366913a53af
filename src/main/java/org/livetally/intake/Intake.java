package org.livetally.intake;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.livetally.intake.FrameReader.FrameException;
import org.livetally.model.Order;
import org.livetally.model.Receipt;
import org.livetally.socket.OpenSockets;
import org.livetally.socket.TextMessages;

/** Takes orders from producers, over WebSocket and HTTP, on one event loop. */
public final class Intake {
    /** Bytes of a frame, and of the body of a POST. */
    public static final int MAX_FRAME_BYTES = FrameReader.MAX_BYTES;

    private final Vertx vertx;
    private final InstantSource clock;
    private final OpenSockets sockets;
    private final BiConsumer<Order, Consumer<Receipt>> record;

    /** @param record records an order and calls back with its receipt, on this event loop */
    public Intake(Vertx vertx, InstantSource clock, OpenSockets sockets, BiConsumer<Order, Consumer<Receipt>> record) {
        this.vertx = vertx;
        this.clock = clock;
        this.sockets = sockets;
        this.record = record;
    }

    /** {@code /ws/orders}. */
    public void socket(RoutingContext request) {
        request.request().toWebSocket().onSuccess(this::open).onFailure(request::fail);
    }

    private void open(ServerWebSocket socket) {
        OrderSocket producer = new OrderSocket(socket, this, vertx.getOrCreateContext());
        sockets.add(socket, () -> {});
        TextMessages.read(socket, FrameReader.MAX_BYTES, producer::message, producer::violation);
    }

    /** {@code POST /api/orders}, with the body read: the same messages and the same answers as on the socket. */
    public void post(RoutingContext request) {
        OrderPost post = new OrderPost(request);
        Buffer body = request.body().buffer();
        try {
            post.expect(accept(body == null ? new byte[0] : body.getBytes(), post::answer));
        } catch (FrameException e) {
            post.refuse(e.rejection());
        }
    }

    /**
     * Reads a frame and records its messages; answers come one by one, some of them at once.
     *
     * @return the number of messages, each of which gets one answer
     */
    int accept(byte[] frame, BiConsumer<@Nullable String, Receipt> answer) throws FrameException {
        List<Message> messages = FrameReader.read(frame, clock.millis());
        for (Message message : messages) {
            if (message.order() != null) {
                record.accept(message.order(), receipt -> answer.accept(message.id(), receipt));
            } else if (message.rejection() != null) {
                answer.accept(message.id(), message.rejection());
            }
        }
        return messages.size();
    }
}
