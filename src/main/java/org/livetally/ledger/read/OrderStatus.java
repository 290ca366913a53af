package org.livetally.ledger.read;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.Seq;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.ledger.IdState;
import org.livetally.ledger.Recorded;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.wire.JsonBytes;
import org.livetally.wire.LedgerJson;

/**
 * A recorded message and its current state: for an order whether it is placed, paid or cancelled; for an event the id
 * of its order.
 */
record OrderStatus(IdState state, Recorded recorded) {

    /** Reads a message by its id; fails with 404 if it was not recorded. */
    static Future<OrderStatus> read(RedisLink redis, StreamKeys keys, String id) {
        return redis.send(Request.cmd(Command.HGET).arg(keys.ids()).arg(id)).compose(value -> {
            if (value == null) {
                throw Problem.of(404, Rule.NOT_RECORDED.reason(id, keys.stream()));
            }
            IdState state = IdState.parse(value.toString());
            return LedgerReader.at(redis, keys, Seq.parse(state.seq()))
                    .map(recorded -> new OrderStatus(state, recorded));
        });
    }

    Buffer json() {
        return Buffer.buffer(JsonBytes.of(this, (json, read) -> read.write(json)));
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("seq", state.seq());
        json.writeStringField("id", recorded.message().id());
        switch (recorded.message().type()) {
            case ORDER -> writeOrder(json);
            case PAYMENT, CANCELLATION, REFUND -> writeEvent(json, (OrderEvent) recorded.message());
            case STOCK, SHOW, CATALOGUE, GROUPS ->
                json.writeStringField("type", recorded.message().type().wire());
        }
        json.writeEndObject();
    }

    private void writeOrder(JsonGenerator json) throws IOException {
        json.writeStringField("status", state.state());
        json.writeNumberField("amount", state.amount());
        json.writeNumberField("refunded", state.refunded());
        json.writeFieldName("order");
        LedgerJson.show(json, null, recorded.message());
    }

    private static void writeEvent(JsonGenerator json, OrderEvent event) throws IOException {
        json.writeStringField("type", event.type().wire());
        json.writeStringField("order", event.order());
        JsonBytes.writeText(json, "reason", event.reason());
    }
}
