package org.livetally.audience;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.MessageType;
import org.livetally.metrics.Metrics;
import org.livetally.model.Code;
import org.livetally.model.Ids;
import org.livetally.model.OrderMessage;
import org.livetally.model.Problem;
import org.livetally.model.Receipt;
import org.livetally.model.Rejection;
import org.livetally.model.Rule;
import org.livetally.redis.RedisFailures;
import org.livetally.redis.RedisLink;
import org.livetally.redis.StreamKeys;
import org.livetally.settings.Limits;
import org.livetally.socket.CloseCode;
import org.livetally.socket.ConnectionGate;
import org.livetally.socket.Handshake;
import org.livetally.socket.OpenSockets;
import org.livetally.socket.Rate;
import org.livetally.socket.WebSocket;

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
    private static final int MESSAGE_LIMIT = 8 * 1024;
    /** Small, since strangers may open thousands of sockets and each may buffer one frame. */
    private static final int LARGEST_FRAME = 2 * MESSAGE_LIMIT;

    private static final int VIEWER_LIMIT = 64;
    private static final Rejection TOO_FAST = new Rejection(Code.BUSY, Rule.AUDIENCE_FAST.reason());

    private final RedisLink redis;
    private final InstantSource clock;
    private final OpenSockets sockets;
    private final Limits limits;
    private final Metrics metrics;
    private final Rooms rooms;
    private final Orders orders;
    private final OrderRates rates = new OrderRates();

    /**
     * Must be constructed on the event loop that it belongs to.
     *
     * @param counterId names this event loop in this run of the node; no other run ever uses it again
     * @param metrics shared by all event loops
     * @param changed is told the id of a stream whose version was raised from here
     * @param record records an order and calls back with its receipt, on this event loop
     */
    public Audience(
            Vertx vertx,
            RedisLink redis,
            InstantSource clock,
            String counterId,
            OpenSockets sockets,
            Limits limits,
            Metrics metrics,
            Consumer<String> changed,
            BiConsumer<OrderMessage, Consumer<Receipt>> record) {
        this.redis = redis;
        this.clock = clock;
        this.sockets = sockets;
        this.limits = limits;
        this.metrics = metrics;
        this.rooms = new Rooms(vertx, clock, new AudienceScript(redis, counterId), metrics.limits, changed);
        this.orders = new Orders(redis, record);
        redis.onConnected(rooms::renewAll);
    }

    /** Buffers likes and views instead of writing them while there is a problem. */
    public Audience holdingWhile(BooleanSupplier problem) {
        rooms.holdWhile(problem);
        return this;
    }

    /** Adds {@code /ws/streams/:stream/audience?viewer=ID}. */
    public void mount(Router router) {
        router.get("/ws/streams/:stream/audience").handler(this::handle);
    }

    private void handle(RoutingContext ctx) {
        String stream = ctx.pathParam("stream");
        String viewer = viewer(ctx);
        if (stream == null || !Ids.isStream(stream)) {
            ctx.fail(noSuchStream());
        } else if (viewer == null) {
            ctx.fail(Problem.badField("viewer", Rule.VIEWER.reason(VIEWER_LIMIT)));
        } else {
            String address = ConnectionGate.countedFor(ctx.request());
            Handshake.upgrade(
                    ctx,
                    sockets,
                    LARGEST_FRAME,
                    admitted(stream),
                    socket -> join(
                            stream,
                            new Viewer(socket::offer, viewer, address, new Rate(limits.audienceMessages())),
                            socket));
        }
    }

    /**
     * Writes what is buffered and removes this event loop's viewers from the count. {@link OpenSockets#goAway} closes
     * their sockets. Fails if Redis does not answer within 5 s.
     */
    public Future<Void> close() {
        return rooms.close();
    }

    private static @Nullable String viewer(RoutingContext ctx) {
        List<String> given = ctx.queryParam("viewer");
        String viewer = given.isEmpty() ? "" : given.get(0);
        return viewer.isEmpty() || viewer.length() > VIEWER_LIMIT ? null : viewer;
    }

    private Future<Response> admitted(String stream) {
        return redis.send(Request.cmd(Command.HGET)
                        .arg(new StreamKeys(stream).config())
                        .arg("status"))
                .recover(e -> Future.failedFuture(RedisFailures.problem(e)))
                .compose(status ->
                        status == null ? Future.failedFuture(noSuchStream()) : Future.succeededFuture(status));
    }

    private static Problem noSuchStream() {
        return Problem.of(404, Rule.NO_STREAM.reason());
    }

    private void join(String stream, Viewer viewer, WebSocket socket) {
        if (rooms.isClosing()) {
            socket.close(CloseCode.GOING_AWAY);
            return;
        }
        Room room = rooms.join(stream, viewer);
        metrics.connections.viewerOpened(stream);
        sockets.add(socket, () -> {
            metrics.connections.viewerClosed(stream);
            rooms.leave(room, viewer);
        });
        socket.read(MESSAGE_LIMIT, text -> message(room, viewer, text), broken -> violation(viewer, broken));
    }

    private void message(Room room, Viewer viewer, byte[] text) {
        if (!viewer.admits(clock.millis())) {
            metrics.limits.audienceMessages.increment();
            return;
        }
        Message message = MessageReader.read(text);
        if (message instanceof Message.Like like) {
            metrics.likes.add(like.count());
            rooms.like(room, like.count());
        } else if (message instanceof Message.Ordered ordered) {
            order(room, viewer, ordered);
        } else if (message instanceof Message.Refused refused) {
            viewer.send(AnswerFrame.of(refused.id(), refused.why()));
        }
    }

    private void order(Room room, Viewer viewer, Message.Ordered order) {
        if (viewer.mayOrder() && rates.admit(viewer.address())) {
            orders.take(room.keys(), viewer.id(), order, receipt -> answer(viewer, order, receipt));
        } else {
            metrics.limits.audienceOrders.increment();
            answer(viewer, order, TOO_FAST);
        }
    }

    private void answer(Viewer viewer, Message.Ordered order, Receipt receipt) {
        metrics.orders.answered(MessageType.ORDER, receipt);
        viewer.send(AnswerFrame.of(order.id(), receipt));
    }

    private static void violation(Viewer viewer, Rule broken) {
        Code code = broken == Rule.MESSAGE_BYTES ? Code.TOO_LARGE : Code.INVALID_JSON;
        viewer.send(AnswerFrame.of(null, new Rejection(code, broken.reason())));
    }
}
