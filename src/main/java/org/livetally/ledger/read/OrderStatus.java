package org.livetally.ledger.read;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.Items;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.Seq;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.ledger.IdState;
import org.livetally.ledger.Recorded;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.wire.DealJson;
import org.livetally.wire.ItemsJson;
import org.livetally.wire.JsonBytes;
import org.livetally.wire.LedgerJson;

/**
 * A recorded message and its current state: for an order whether it is placed, paid or cancelled, and what has become
 * of its units; for a deal, how far it has come; for an event the id of its order.
 *
 * @param host whom an order counts for; null if nobody was named, or for another message
 */
record OrderStatus(
        IdState state,
        Recorded recorded,
        Items items,
        @Nullable String host) {

    /** Reads a message by its id; fails with 404 if it was not recorded. */
    static Future<OrderStatus> read(RedisLink redis, StreamKeys keys, String asked) {
        return LedgerReader.spelled(redis, keys, asked).compose(id -> ofMessage(redis, keys, id));
    }

    private static Future<OrderStatus> ofMessage(RedisLink redis, StreamKeys keys, String id) {
        return redis.send(Request.cmd(Command.HGET).arg(keys.ids()).arg(id)).compose(value -> {
            if (value == null) {
                throw Problem.of(404, Rule.NOT_RECORDED.reason(id, keys.stream()));
            }
            IdState state = IdState.parse(value.toString());
            return LedgerReader.at(redis, keys, Seq.parse(state.seq()))
                    .compose(recorded -> recorded.message() instanceof Order order
                            ? ofOrder(redis, keys, new OrderStatus(state, recorded, Items.NONE, order.host()))
                            : Future.succeededFuture(new OrderStatus(state, recorded, Items.NONE, null)));
        });
    }

    private static Future<OrderStatus> ofOrder(RedisLink redis, StreamKeys keys, OrderStatus order) {
        Future<Items> items = redis.send(Request.cmd(Command.HGET)
                        .arg(keys.items())
                        .arg(order.recorded.message().id()))
                .map(json -> json == null ? Items.NONE : ItemsJson.read(json.toBytes()));
        Future<@Nullable String> host = order.host == null
                ? BasisReader.read(redis, keys)
                        .map(basis -> basis.onAir(order.recorded.seq()).host())
                : Future.succeededFuture(order.host);
        return Future.all(items, host)
                .map(read -> new OrderStatus(order.state, order.recorded, items.result(), host.result()));
    }

    Buffer json() {
        return Buffer.buffer(JsonBytes.of(this, (json, read) -> read.write(json)));
    }

    private void write(JsonGenerator json) throws IOException {
        switch (recorded.message().type()) {
            case ORDER -> writeOrder(json);
            case PAYMENT, CANCELLATION -> writeEvent(json, (OrderEvent) recorded.message());
            case DEAL ->
                DealJson.show(
                        json, recorded.seq(), (Deal) recorded.message(), Objects.requireNonNull(state.deal()), false);
            case REFUND, STOCK, SHOW, DELIVERY, DEAL_CANCELLATION, CATALOGUE, GROUPS, ERASURE, LOSS ->
                LedgerJson.show(json, recorded.seq(), recorded.message());
        }
    }

    private void writeOrder(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("seq", state.seq());
        json.writeStringField("id", recorded.message().id());
        json.writeStringField("status", state.state());
        json.writeNumberField("amount", state.amount());
        json.writeNumberField("refunded", state.refunded());
        JsonBytes.writeText(json, "host", host);
        ItemsJson.writeMembers(json, items);
        json.writeFieldName("order");
        LedgerJson.show(json, null, recorded.message());
        json.writeEndObject();
    }

    private void writeEvent(JsonGenerator json, OrderEvent event) throws IOException {
        json.writeStartObject();
        json.writeStringField("seq", state.seq());
        json.writeStringField("id", event.id());
        json.writeStringField("type", event.type().wire());
        json.writeStringField("order", event.order());
        JsonBytes.writeText(json, "reason", event.reason());
        json.writeEndObject();
    }
}
