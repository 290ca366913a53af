package org.livetally.intake;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.livetally.intake.FrameReader.FrameException;
import org.livetally.metrics.LimitCounters;
import org.livetally.model.Code;
import org.livetally.model.OrderMessage;
import org.livetally.model.Receipt;
import org.livetally.model.Rejection;
import org.livetally.settings.Limits;
import org.livetally.socket.Handshake;
import org.livetally.socket.OpenSockets;
import org.livetally.socket.Permit;
import org.livetally.socket.WebSocket;

/** Takes orders from producers, over WebSocket and HTTP, on one event loop. */
public final class Intake {
    /** Well above the largest message, so that a producer is told what was wrong with a larger one. */
    private static final int LARGEST_FRAME = 5 * FrameReader.MAX_BYTES;

    private static final Rejection FORBIDDEN =
            new Rejection(Code.FORBIDDEN, "stream", "must be one that your token is for");

    private final Vertx vertx;
    private final InstantSource clock;
    private final OpenSockets sockets;
    private final Limits limits;
    private final LimitCounters counters;
    private final BiConsumer<OrderMessage, Consumer<Receipt>> record;

    /** @param record records an order and calls back with its receipt, on this event loop */
    public Intake(
            Vertx vertx,
            InstantSource clock,
            OpenSockets sockets,
            Limits limits,
            LimitCounters counters,
            BiConsumer<OrderMessage, Consumer<Receipt>> record) {
        this.vertx = vertx;
        this.clock = clock;
        this.sockets = sockets;
        this.limits = limits;
        this.counters = counters;
        this.record = record;
    }

    /** Adds {@code /ws/orders}, and {@code POST /api/orders} with the same messages and the same answers. */
    public void mount(Router router) {
        router.get("/ws/orders")
                .handler(request -> Handshake.upgrade(
                        request,
                        sockets,
                        LARGEST_FRAME,
                        Future.succeededFuture(),
                        socket -> open(socket, Permit.of(request))));
        router.post("/api/orders")
                .handler(BodyHandler.create(false).setBodyLimit(FrameReader.MAX_BYTES))
                .handler(this::post)
                .failureHandler(Intake::refuseTooLarge);
    }

    private void open(WebSocket socket, Permit permit) {
        OrderSocket producer = new OrderSocket(socket, this, permit, vertx.getOrCreateContext(), limits, counters);
        counters.connections.producerOpened();
        sockets.add(socket, counters.connections::producerClosed);
        socket.read(FrameReader.MAX_BYTES, producer::message, producer::violation);
    }

    private void post(RoutingContext request) {
        OrderPost post = new OrderPost(request);
        Buffer body = request.body().buffer();
        try {
            post.expect(accept(body == null ? new byte[0] : body.getBytes(), Permit.of(request), post::answer));
        } catch (FrameException e) {
            post.refuse(e.rejection());
        }
    }

    private static void refuseTooLarge(RoutingContext request) {
        if (request.statusCode() == OrderPost.PAYLOAD_TOO_LARGE) {
            new OrderPost(request).refuse(FrameReader.tooLarge());
        } else {
            request.next();
        }
    }

    /**
     * Reads a frame and records its messages; answers come one by one, some of them at once.
     *
     * @return the number of messages, each of which gets one answer
     */
    int accept(byte[] frame, Permit permit, BiConsumer<@Nullable String, Receipt> answer) throws FrameException {
        List<Message> messages = FrameReader.read(frame, clock.millis());
        for (Message message : messages) {
            if (message.order() != null && !permit.covers(message.order().stream())) {
                answer.accept(message.id(), FORBIDDEN);
            } else if (message.order() != null) {
                record.accept(message.order(), receipt -> answer.accept(message.id(), receipt));
            } else if (message.rejection() != null) {
                answer.accept(message.id(), message.rejection());
            }
        }
        return messages.size();
    }
}
