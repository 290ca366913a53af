package org.livetally.scenario;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.client.Server;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.OrderEvent.Payment;

/**
 * Stands in for a shop's payment service: two seconds after a viewer has placed an order, its payment is reported, as
 * any operator could do. It reads the ledger from its beginning, so a cashier that starts again finds the orders that
 * are still unpaid. A payment is named after the place of its order in the ledger, so a payment that was reported
 * before is a {@code duplicate}. No viewer can take that id first, since the ids of viewers' orders begin with
 * {@code live-}.
 */
public final class DemoShop extends VerticleBase {
    private static final Logger LOG = Logger.getLogger(DemoShop.class.getName());
    private static final long POLL_MS = 200;
    private static final long UNTIL_PAID = TimeUnit.SECONDS.toNanos(2);
    /** Shorter failures are not logged: they are those of a server that starts or stops. */
    private static final long WORTH_SAYING = TimeUnit.SECONDS.toNanos(5);

    private static final int CHUNK = 500;
    private static final String CHANNEL = "live";
    private static final String NOWHERE = "0-0";

    private final URI base;
    private final String stream;
    private final Deque<Unpaid> unpaid = new ArrayDeque<>();
    private @Nullable StreamApi api;
    private String readUpTo = NOWHERE;
    private @Nullable Long failingSince;
    private boolean said;

    /**
     * @param base of the server, as for {@link Player}
     * @param stream whose orders are paid; it need not exist yet
     */
    public DemoShop(URI base, String stream) {
        this.base = base;
        this.stream = stream;
    }

    /** @param seen nanoseconds of real, monotonic time: the server's clock may run faster */
    private record Unpaid(String order, String seq, long seen) {
        String payment() {
            return "cashier-" + seq; // no viewer can take this id: theirs begin with live-
        }
    }

    @Override
    public Future<?> start() {
        api = new StreamApi(new Server(vertx, base).http());
        next();
        return Future.succeededFuture();
    }

    private void next() {
        vertx.setTimer(
                POLL_MS,
                timer -> read().compose(read -> pay())
                        .onSuccess(paid -> failingSince = null)
                        .onFailure(this::failed)
                        .onComplete(done -> next()));
    }

    /**
     * Reads the orders of all channels, so each message is read once; a filter would search the same ones again each
     * time.
     */
    private Future<Void> read() {
        return api().ledger(stream, readUpTo).compose(page -> {
            for (Object message : page.getJsonArray("messages", new JsonArray())) {
                onMessage((JsonObject) message);
            }
            return page.containsKey("next") ? read() : Future.succeededFuture();
        });
    }

    private void onMessage(JsonObject message) {
        readUpTo = message.getString("seq");
        if (CHANNEL.equals(message.getString("channel")) && "placed".equals(message.getString("status"))) {
            unpaid.addLast(new Unpaid(message.getString("id"), readUpTo, System.nanoTime()));
        }
    }

    private Future<Void> pay() {
        List<Unpaid> due = new ArrayList<>();
        for (Unpaid order : unpaid) {
            if (due.size() == CHUNK || System.nanoTime() - order.seen < UNTIL_PAID) {
                break;
            }
            due.add(order);
        }
        if (due.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Payment> payments = due.stream().map(this::payment).toList();
        return api().report(payments).map(answers -> {
            settle(answers);
            return null;
        });
    }

    private Payment payment(Unpaid order) {
        return new Payment(order.payment(), stream, order.order, Message.NO_TIME);
    }

    /** Reports again what has no answer, or a temporary one; an order that somebody else paid or cancelled is done. */
    private void settle(JsonArray answers) {
        Set<String> settled = new HashSet<>();
        for (Object one : answers) {
            JsonObject answer = (JsonObject) one;
            if (!answer.getBoolean("retry", false)) {
                settled.add(answer.getString("id"));
            }
            if ("error".equals(answer.getString("type"))) {
                LOG.log(Level.INFO, "the cashier''s payment was answered {0}", answer.encode());
            }
        }
        unpaid.removeIf(order -> settled.contains(order.payment()));
    }

    private void failed(Throwable cause) {
        long now = System.nanoTime();
        if (failingSince == null) {
            failingSince = now;
            said = false;
        } else if (!said && now - failingSince > WORTH_SAYING) {
            said = true;
            LOG.log(Level.WARNING, "the cashier cannot do its work: {0}", cause.getMessage());
        }
    }

    private StreamApi api() {
        return Objects.requireNonNull(api);
    }
}
