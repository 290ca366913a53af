package org.livetally.intake.producers;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.livetally.access.Permit;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.OrderSink;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Rule;
import org.livetally.intake.likes.LikeTotal;
import org.livetally.intake.likes.LikeTotals;
import org.livetally.intake.producers.FrameReader.FrameException;
import org.livetally.metrics.Metrics;
import org.livetally.socket.Handshake;
import org.livetally.socket.SocketLoop;
import org.livetally.socket.WebSocket;
import org.livetally.wire.MessageLimits;

/** Accepts orders and totals of likes from producers, over WebSocket and HTTP, on one event loop. */
public final class Intake {
    /** Well above the largest message, so that a producer learns what is wrong with a larger one. */
    private static final int MAX_FRAME_BYTES = 5 * MessageLimits.MAX_FRAME_BYTES;

    private static final Rejection FORBIDDEN = new Rejection(Code.FORBIDDEN, "stream", Rule.TOKEN_STREAM.reason());

    private final SocketLoop loop;
    private final Metrics metrics;
    private final OrderSink sink;
    private final LikeTotals likes;

    public Intake(SocketLoop loop, OrderSink sink, LikeTotals likes) {
        this.loop = loop;
        this.metrics = loop.metrics();
        this.sink = sink;
        this.likes = likes;
    }

    /** Adds {@code /ws/orders} and {@code POST /api/orders}, which take the same messages and give the same answers. */
    public void mount(Router router) {
        router.get("/ws/orders")
                .handler(request -> Handshake.upgrade(
                        request,
                        loop.sockets(),
                        MAX_FRAME_BYTES,
                        Future.succeededFuture(),
                        socket -> open(socket, Permit.of(request))));
        router.post("/api/orders")
                .handler(BodyHandler.create(false).setBodyLimit(MessageLimits.MAX_FRAME_BYTES))
                .handler(this::post)
                .failureHandler(this::refuseTooLarge);
    }

    private void open(WebSocket socket, Permit permit) {
        OrderSocket producer = new OrderSocket(socket, this, permit, loop);
        metrics.connections.producerOpened();
        loop.sockets().add(socket, metrics.connections::producerClosed);
        socket.read(MessageLimits.MAX_FRAME_BYTES, producer::message, producer::violation);
    }

    private void post(RoutingContext request) {
        OrderPost post = new OrderPost(request);
        Buffer body = request.body().buffer();
        byte[] frame = body == null ? new byte[0] : body.getBytes();
        try {
            FrameReader.requireUtf8(frame); // of a socket's frame, the socket has made sure
            post.expect(accept(frame, Permit.of(request), post::answer));
        } catch (FrameException e) {
            metrics.orders.answered(null, e.rejection());
            post.refuse(e.rejection());
        }
    }

    private void refuseTooLarge(RoutingContext request) {
        if (request.statusCode() == OrderPost.PAYLOAD_TOO_LARGE) {
            Rejection rejection = FrameReader.tooLarge();
            metrics.orders.answered(null, rejection);
            new OrderPost(request).refuse(rejection);
        } else {
            request.next();
        }
    }

    /**
     * Reads a frame and records its messages. Answers come one by one, some of them before this returns.
     *
     * @return the number of messages, each of which gets one answer
     */
    int accept(byte[] frame, Permit permit, BiConsumer<ProducerMessage, Receipt> answer) throws FrameException {
        List<ProducerMessage> messages = FrameReader.read(frame, loop.clock().millis());
        for (ProducerMessage message : messages) {
            Message order = message.order();
            if (order != null && !permit.covers(order.stream())) {
                metrics.orders.answered(order.type(), FORBIDDEN);
                answer.accept(message, FORBIDDEN);
            } else if (order != null) {
                sink.record(order, message.asSent(), receipt -> {
                    metrics.orders.answered(message.type(), receipt);
                    answer.accept(message, receipt);
                });
            } else if (message.likes() != null) {
                count(message.likes(), permit, receipt -> answer.accept(message, receipt));
            } else if (message.rejection() != null) {
                metrics.orders.answered(message.type(), message.rejection());
                answer.accept(message, message.rejection());
            }
        }
        return messages.size();
    }

    private void count(LikeTotal total, Permit permit, Consumer<Receipt> answer) {
        Consumer<Receipt> done = receipt -> {
            metrics.orders.likesAnswered(receipt);
            answer.accept(receipt);
        };
        if (permit.covers(total.stream())) {
            likes.count(total, done);
        } else {
            done.accept(FORBIDDEN);
        }
    }
}
