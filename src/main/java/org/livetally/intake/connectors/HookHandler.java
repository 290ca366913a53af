package org.livetally.intake.connectors;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
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
import org.livetally.domain.rule.Rule;
import org.livetally.http.ReasonFields;
import org.livetally.intake.connectors.Delivery.Arrival;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.platform.Translation;
import org.livetally.intake.connectors.platform.Translation.Ignore;
import org.livetally.intake.connectors.platform.Translation.Part;
import org.livetally.intake.connectors.platform.Translation.Send;
import org.livetally.intake.connectors.platform.UnreadableException;
import org.livetally.intake.connectors.platform.Verified;
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
 * One delivery from verification to its outcome: verified over the bytes, then translated, then recorded, and answered
 * only then. What the ledger refuses for good is no fault of the platform, which would send it again for hours.
 */
final class HookHandler {
    private final OrderSink sink;
    private final ParkedMessages parked;
    private final InstantSource clock;
    private final OrderCounters counters;
    private final LikeTotals likes;

    HookHandler(OrderSink sink, LikeTotals likes, ParkedMessages parked, InstantSource clock, OrderCounters counters) {
        this.sink = sink;
        this.likes = likes;
        this.parked = parked;
        this.clock = clock;
        this.counters = counters;
    }

    /** Never fails. */
    Future<Delivery> handle(ShopConnector connector, Hook hook, Arrival arrival) {
        Verified verified = Unpacked.verify(connector, hook, clock.millis());
        Long skewMs = verified.skewMs();
        if (verified.reason() != null) {
            Outcome outcome = verified.result() == Verified.Result.FORGED ? Outcome.BAD_SIGNATURE : Outcome.IGNORED;
            return Future.succeededFuture(Delivery.refused(arrival, outcome, verified.reason(), skewMs));
        }
        if (connector.paused()) {
            return Future.succeededFuture(
                    Delivery.refused(arrival, Outcome.IGNORED, Rule.HOOK_PAUSED.reason(), skewMs));
        }
        Translation read;
        try {
            read = connector.platform().translate(Unpacked.of(hook), connector.shop());
        } catch (UnreadableException e) {
            return Future.succeededFuture(Delivery.refused(arrival, Outcome.IGNORED, e.reason(), skewMs));
        }
        return record(connector, read.parts()).map(outcomes -> Delivery.of(arrival, read, outcomes, skewMs));
    }

    /** All at once: the messages of a stream keep their order, and share a batch. */
    private Future<List<MessageOutcome>> record(ShopConnector connector, List<Part> parts) {
        List<Future<MessageOutcome>> outcomes = new ArrayList<>(parts.size());
        Map<String, Future<MessageOutcome>> sent = new HashMap<>();
        for (Part part : parts) {
            if (part instanceof Send send) {
                Future<MessageOutcome> outcome = record(connector, send.message(), sent);
                sent.put(String.valueOf(send.message().getValue("id")), outcome);
                outcomes.add(outcome);
            } else if (part instanceof Ignore ignore) {
                outcomes.add(Future.succeededFuture(MessageOutcome.ignored(ignore.reference(), ignore.reason())));
            }
        }
        return Future.all(outcomes)
                .map(all -> outcomes.stream().map(Future::result).toList());
    }

    /** @param sent what the delivery says before it, by the ids of the messages */
    private Future<MessageOutcome> record(
            ShopConnector connector, JsonObject json, Map<String, Future<MessageOutcome>> sent) {
        ProducerMessage read;
        try {
            read = FrameReader.read(json.encode().getBytes(StandardCharsets.UTF_8), clock.millis())
                    .get(0);
        } catch (FrameException e) {
            return Future.succeededFuture(
                    MessageOutcome.ignored(null, e.rejection().reason()));
        }
        Message message = read.order();
        LikeTotal total = read.likes();
        if (message != null) {
            return message.stream().equals(connector.stream())
                    ? record(connector, message, json, sent)
                    : Future.succeededFuture(foreign(read, connector));
        }
        if (total != null) {
            return total.stream().equals(connector.stream())
                    ? count(read.id(), total)
                    : Future.succeededFuture(foreign(read, connector));
        }
        return Future.succeededFuture(refused(read));
    }

    private static MessageOutcome foreign(ProducerMessage read, ShopConnector connector) {
        return MessageOutcome.ignored(read.id(), Rule.HOOK_STREAM.reason(connector.stream()));
    }

    private Future<MessageOutcome> count(@Nullable String id, LikeTotal total) {
        Promise<Receipt> answered = Promise.promise();
        likes.count(total, receipt -> {
            counters.likesAnswered(receipt);
            answered.complete(receipt);
        });
        return answered.future().map(receipt -> MessageOutcome.of(id, MessageOutcome.LIKES, receipt));
    }

    private Future<MessageOutcome> record(
            ShopConnector connector, Message message, JsonObject json, Map<String, Future<MessageOutcome>> sent) {
        if (connector.isBeforeShow(message)) {
            return Future.succeededFuture(MessageOutcome.ignored(message.id(), Rule.BEFORE_START.reason()));
        }
        return ask(message)
                .compose(receipt -> Waiting.mayWait(message, receipt) && !isVain((OrderEvent) message, sent)
                        ? park(connector, (OrderEvent) message, json, receipt)
                        : Future.succeededFuture(MessageOutcome.of(message, receipt)));
    }

    /** Whether an event would wait for an order that the ledger has just refused, such as one of before the show. */
    private static boolean isVain(OrderEvent event, Map<String, Future<MessageOutcome>> sent) {
        Future<MessageOutcome> order = sent.get(event.order()); // receipts come in the order of the messages
        return order != null && order.succeeded() && order.result().outcome() == Outcome.IGNORED;
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

    private Future<Receipt> ask(Message message) {
        Promise<Receipt> answered = Promise.promise();
        sink.record(message, receipt -> {
            counters.answered(message.type(), receipt);
            answered.complete(receipt);
        });
        return answered.future();
    }

    private Future<MessageOutcome> park(ShopConnector connector, OrderEvent event, JsonObject json, Receipt receipt) {
        MessageOutcome waits = MessageOutcome.of(event, receipt);
        return parked.park(ParkedMessage.of(event, json, connector.id(), clock.millis()))
                .compose(result -> switch (result) {
                    case PARKED -> Future.succeededFuture(waits.as(Outcome.PARKED, waits.reason()));
                    case FULL -> Future.succeededFuture(waits.as(Outcome.UNAVAILABLE, Rule.PARKED_FULL.reason()));
                    case DUE -> ask(event).map(now -> MessageOutcome.of(event, now));
                })
                .otherwise(e -> waits.as(Outcome.UNAVAILABLE, Rule.REDIS_SILENT.reason()));
    }

    /** What a connector would record of a delivery; nothing is recorded. */
    static JsonObject wouldRecord(ShopConnector connector, Hook hook, long now) throws UnreadableException {
        Verified verified = connector.platform().verify(hook, connector.secrets(), now);
        if (verified.reason() != null) {
            throw new UnreadableException(verified.reason());
        }
        JsonArray messages = new JsonArray();
        JsonArray ignored = new JsonArray();
        for (Part part : connector.platform().translate(hook, connector.shop()).parts()) {
            if (part instanceof Send send) {
                messages.add(send.message());
            } else if (part instanceof Ignore ignore) {
                ignored.add(ReasonFields.of(ignore.reason()));
            }
        }
        return new JsonObject().put("messages", messages).put("ignored", ignored);
    }
}
