package org.livetally.intake.connectors;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.OrderSink;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.intake.connectors.platform.Translation.Ignore;
import org.livetally.intake.connectors.platform.Translation.Part;
import org.livetally.intake.connectors.platform.Translation.Send;
import org.livetally.intake.likes.LikeTotal;
import org.livetally.intake.likes.LikeTotals;
import org.livetally.intake.parked.ParkedMessage;
import org.livetally.intake.parked.ParkedMessages;
import org.livetally.intake.parked.Waiting;
import org.livetally.intake.producers.FrameReader;
import org.livetally.intake.producers.FrameReader.FrameException;
import org.livetally.intake.producers.ProducerMessage;
import org.livetally.metrics.OrderCounters;

/**
 * Records the messages of a delivery, all at once: those of a stream keep their order, and share a batch.
 *
 * <p>A shop sells before the stream begins, too, and tells of such orders whenever something happens to them. A connector
 * may leave them out. Nothing counts either of what became of an order that the same delivery shows to be refused: it
 * would wait for ever.
 */
final class HookRecorder {
    private final OrderSink sink;
    private final LikeTotals likes;
    private final ParkedMessages parked;
    private final InstantSource clock;
    private final OrderCounters counters;

    HookRecorder(OrderSink sink, LikeTotals likes, ParkedMessages parked, InstantSource clock, OrderCounters counters) {
        this.sink = sink;
        this.likes = likes;
        this.parked = parked;
        this.clock = clock;
        this.counters = counters;
    }

    /** A part, and what became of it so far. @param event that may have to wait for its order; null if it is none */
    private record Asked(MessageOutcome outcome, @Nullable OrderEvent event) {
        static Asked settled(MessageOutcome outcome) {
            return new Asked(outcome, null);
        }
    }

    /** What became of each part. Never fails. */
    Future<List<MessageOutcome>> record(ShopConnector connector, List<Part> parts) {
        Map<String, Reason> before = new HashMap<>();
        List<Future<Asked>> asked = new ArrayList<>(parts.size());
        for (Part part : parts) {
            if (part instanceof Send send) {
                asked.add(ask(connector, send.message(), before));
            } else if (part instanceof Ignore ignore) {
                MessageOutcome ignored = MessageOutcome.ignored(ignore.reference(), ignore.reason());
                asked.add(Future.succeededFuture(Asked.settled(ignored)));
            }
        }
        return Future.all(asked)
                .compose(all ->
                        settle(connector, asked.stream().map(Future::result).toList()));
    }

    private Future<Asked> ask(ShopConnector connector, JsonObject json, Map<String, Reason> before) {
        ProducerMessage read;
        try {
            read = FrameReader.read(json.encode().getBytes(StandardCharsets.UTF_8), clock.millis())
                    .get(0);
        } catch (FrameException e) {
            return settled(MessageOutcome.ignored(null, e.rejection().reason()));
        }
        String stream = connector.stream();
        LikeTotal total = read.likes();
        Message message = read.order();
        if (message == null && total == null) {
            return settled(refused(read));
        }
        if (message != null && message.stream().equals(stream)) {
            return ask(connector, message, read.asSent(), before);
        }
        if (total != null && total.stream().equals(stream)) {
            return count(read.id(), total);
        }
        return settled(MessageOutcome.ignored(read.id(), Rule.HOOK_STREAM.reason(stream)));
    }

    private Future<Asked> ask(
            ShopConnector connector, Message message, @Nullable Message asSent, Map<String, Reason> before) {
        if (connector.isTooEarly(message)) {
            before.put(message.id(), Rule.HOOK_BEFORE.reason());
        }
        OrderEvent event = message instanceof OrderEvent one ? one : null;
        Reason refusal = before.get(event == null ? message.id() : event.order());
        if (refusal != null) {
            return settled(MessageOutcome.ignored(message.id(), message.type().wire(), refusal));
        }
        return ask(message, asSent).map(receipt -> new Asked(MessageOutcome.of(message, receipt), event));
    }

    private static Future<Asked> settled(MessageOutcome outcome) {
        return Future.succeededFuture(Asked.settled(outcome));
    }

    private static MessageOutcome refused(ProducerMessage read) {
        return read.rejection() == null
                ? MessageOutcome.ignored(read.id(), Rule.HOOK_NOTHING.reason())
                : new MessageOutcome(
                        read.id(),
                        read.type() == null ? null : read.type().wire(),
                        Outcome.IGNORED,
                        read.rejection(),
                        read.rejection().reason());
    }

    private Future<Receipt> ask(Message message, @Nullable Message asSent) {
        Promise<Receipt> answered = Promise.promise();
        sink.record(message, asSent, receipt -> {
            counters.answered(message.type(), receipt);
            answered.complete(receipt);
        });
        return answered.future();
    }

    private Future<Asked> count(@Nullable String id, LikeTotal total) {
        Promise<Receipt> answered = Promise.promise();
        likes.count(total, receipt -> {
            counters.likesAnswered(receipt);
            answered.complete(receipt);
        });
        return answered.future().map(receipt -> Asked.settled(MessageOutcome.of(id, MessageOutcome.LIKES, receipt)));
    }

    /** Parks what waits for an order. */
    private Future<List<MessageOutcome>> settle(ShopConnector connector, List<Asked> asked) {
        Map<String, Reason> refused = new HashMap<>();
        asked.stream()
                .map(Asked::outcome)
                .filter(one -> one.id() != null && one.outcome() == Outcome.IGNORED && one.reason() != null)
                .forEach(one -> refused.put(one.id(), one.reason()));
        List<Future<MessageOutcome>> settled = new ArrayList<>(asked.size());
        for (Asked one : asked) {
            OrderEvent event = one.event;
            Receipt receipt = one.outcome.receipt();
            if (event == null || receipt == null || !Waiting.mayWait(event, receipt)) {
                settled.add(Future.succeededFuture(one.outcome));
            } else if (refused.containsKey(event.order())) {
                settled.add(Future.succeededFuture(one.outcome.as(Outcome.IGNORED, refused.get(event.order()))));
            } else {
                settled.add(park(connector, event, one.outcome));
            }
        }
        return Future.all(settled)
                .map(all -> settled.stream().map(Future::result).toList());
    }

    /** Too many that wait are a fault that sending again does not mend: most are of orders that never come. */
    private Future<MessageOutcome> park(ShopConnector connector, OrderEvent event, MessageOutcome waits) {
        return parked.park(ParkedMessage.of(event, connector.id(), clock.millis()))
                .compose(result -> switch (result) {
                    case PARKED -> Future.succeededFuture(waits.as(Outcome.PARKED, waits.reason()));
                    case FULL -> Future.succeededFuture(waits.as(Outcome.IGNORED, Rule.PARKED_FULL.reason()));
                    case DUE -> ask(event, null).map(now -> MessageOutcome.of(event, now));
                })
                .otherwise(e -> waits.as(Outcome.UNAVAILABLE, Rule.REDIS_SILENT.reason()));
    }
}
