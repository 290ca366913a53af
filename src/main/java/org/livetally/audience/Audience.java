package org.livetally.audience;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Text;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Ids;
import org.livetally.http.Problem;
import org.livetally.http.guard.ConnectionLimit;
import org.livetally.intake.shop.ShopOrder;
import org.livetally.intake.shop.ShopOrders;
import org.livetally.metrics.Metrics;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.socket.Handshake;
import org.livetally.socket.OpenSockets;
import org.livetally.socket.RateLimiter;
import org.livetally.socket.SocketLoop;
import org.livetally.socket.WebSocket;
import org.livetally.streams.StreamDirectory;
import org.livetally.wire.CloseCode;
import org.livetally.wire.MessageLimits;

/**
 * The viewers' sockets of one event loop: accepts and counts their likes and orders, and shows them the stream's
 * figures.
 *
 * <p>All methods must be called on that event loop.
 *
 * <p>Time: the rate of viewers' orders runs in real time, the rate of likes on the clock of the streams, which is
 * faster in a demo.
 */
public final class Audience {
    /** Fits an order of 20 lines with the longest names. */
    private static final int MAX_MESSAGE_BYTES = 8 * 1024;
    /** Small, since strangers may open thousands of sockets and each may buffer one frame. */
    private static final int MAX_FRAME_BYTES = 2 * MAX_MESSAGE_BYTES;

    private static final Rejection TOO_FAST = new Rejection(Code.BUSY, Rule.AUDIENCE_FAST.reason());

    private final StreamDirectory streams;
    private final SocketLoop loop;
    private final Metrics metrics;
    private final AudienceHub hub;
    private final ShopOrders shop;

    /**
     * Must be constructed on the event loop that it belongs to.
     *
     * @param shop accepts the orders
     */
    public Audience(SocketLoop loop, RedisLink redis, AudienceHub.Writes writes, ShopOrders shop) {
        this.loop = loop;
        this.metrics = loop.metrics();
        this.streams = new StreamDirectory(redis);
        this.hub = new AudienceHub(loop, redis, writes);
        this.shop = shop;
        redis.onConnected(hub::renewAll);
    }

    /** Adds {@code /ws/streams/:stream/audience?viewer=ID}. */
    public void mount(Router router) {
        router.get("/ws/streams/:stream/audience").handler(this::handle);
    }

    private void handle(RoutingContext ctx) {
        String stream = ctx.pathParam("stream");
        String viewer = viewer(ctx);
        if (!Ids.isStream(stream)) {
            ctx.fail(StreamDirectory.unknown(stream));
        } else if (viewer == null) {
            ctx.fail(Problem.invalidField("viewer", Rule.VIEWER.reason(MessageLimits.MAX_NAME)));
        } else {
            String address = ConnectionLimit.countedFor(ctx.request());
            Handshake.upgrade(
                    ctx,
                    loop.sockets(),
                    MAX_FRAME_BYTES,
                    admitted(stream),
                    socket -> join(
                            stream,
                            new Viewer(
                                    socket::offer,
                                    viewer,
                                    address,
                                    new RateLimiter(loop.limits().audienceMessages())),
                            socket));
        }
    }

    /**
     * Writes what is buffered and removes this event loop's viewers from the count. {@link OpenSockets#closeAll} closes
     * their sockets. Fails if Redis does not answer within 5 s.
     */
    public Future<Void> close() {
        return hub.close();
    }

    private static @Nullable String viewer(RoutingContext ctx) {
        List<String> given = ctx.queryParam("viewer");
        String viewer = given.isEmpty() ? "" : Text.normal(given.get(0));
        return viewer.isEmpty() || viewer.length() > MessageLimits.MAX_NAME ? null : viewer;
    }

    private Future<Void> admitted(String stream) {
        return streams.require(new StreamKeys(stream)).recover(e -> Future.failedFuture(RedisFailures.problem(e)));
    }

    private void join(String stream, Viewer viewer, WebSocket socket) {
        if (hub.isClosing()) {
            socket.close(CloseCode.GOING_AWAY);
            return;
        }
        StreamAudience audience = hub.join(stream, viewer);
        metrics.connections.viewerOpened(stream);
        loop.sockets().add(socket, () -> {
            metrics.connections.viewerClosed(stream);
            hub.leave(audience, viewer);
        });
        socket.read(MAX_MESSAGE_BYTES, text -> message(audience, viewer, text), broken -> violation(viewer, broken));
    }

    private void message(StreamAudience audience, Viewer viewer, byte[] text) {
        if (!viewer.admits(loop.clock().millis())) {
            metrics.limits.audienceMessages.increment();
            return;
        }
        ViewerMessage message = ViewerMessageReader.read(text);
        if (message instanceof ViewerMessage.Like like) {
            metrics.likes.add(like.count());
            hub.like(audience, viewer, like);
        } else if (message instanceof ViewerMessage.Ordered ordered) {
            order(audience, viewer, ordered.order());
        } else if (message instanceof ViewerMessage.Rejected rejected) {
            viewer.send(AnswerFrame.of(rejected.id(), rejected.rejection()));
        }
    }

    private void order(StreamAudience audience, Viewer viewer, ShopOrder order) {
        if (viewer.mayOrder() && shop.admits(viewer.address())) {
            shop.take(audience.keys(), viewer.id(), order, receipt -> answer(viewer, order, receipt));
        } else {
            metrics.limits.audienceOrders.increment();
            answer(viewer, order, TOO_FAST);
        }
    }

    private void answer(Viewer viewer, ShopOrder order, Receipt receipt) {
        metrics.orders.answered(MessageType.ORDER, receipt);
        viewer.send(AnswerFrame.of(order.echo(), receipt));
    }

    private static void violation(Viewer viewer, Rule broken) {
        Code code = broken == Rule.MESSAGE_BYTES ? Code.TOO_LARGE : Code.INVALID_JSON;
        viewer.send(AnswerFrame.of(null, new Rejection(code, broken.reason())));
    }
}
