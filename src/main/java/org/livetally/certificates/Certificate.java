package org.livetally.certificates;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.ledger.IdState;
import org.livetally.ledger.read.LedgerReader;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.StreamDirectory;
import org.livetally.wire.ItemsJson;
import org.livetally.wire.JsonBytes;

/**
 * The numbers that an order has. It names no buyer and no amount, since everybody may see it who may see the catalogue.
 *
 * @param at when the order was placed, epoch milliseconds
 * @param status the state of the order: the numbers of a placed one are only reserved
 * @param items by sku and number
 */
record Certificate(Titled stream, String order, long at, String status, List<NumberedItem> items) {
    /** What a certificate says of the stream. */
    record Titled(String title, String timezone) {}

    private record Placed(long at, String status) {}

    /**
     * Reads it; fails with 404 if there is no such stream, no such order, or if the order has no numbers. The state is
     * read before the numbers, so an order that is cancelled meanwhile has none.
     */
    static Future<Certificate> read(RedisLink redis, StreamKeys keys, String asked) {
        return new StreamDirectory(redis)
                .require(keys)
                .compose(there -> LedgerReader.spelled(redis, keys, asked))
                .compose(order -> ofOrder(redis, keys, order));
    }

    private static Future<Certificate> ofOrder(RedisLink redis, StreamKeys keys, String order) {
        return titled(redis, keys)
                .compose(stream -> placed(redis, keys, order)
                        .compose(placed -> numbers(redis, keys, order)
                                .compose(numbers -> items(redis, keys, numbers))
                                .map(items -> new Certificate(stream, order, placed.at, placed.status, items))));
    }

    private static Future<Titled> titled(RedisLink redis, StreamKeys keys) {
        Request settings =
                Request.cmd(Command.HMGET).arg(keys.settings()).arg("title").arg("timezone");
        return redis.send(settings).map(fields -> {
            if (fields.get(0) == null) {
                throw StreamDirectory.unknown(keys.stream());
            }
            return new Titled(
                    fields.get(0).toString(),
                    fields.get(1) == null ? "UTC" : fields.get(1).toString());
        });
    }

    private static Future<Map<String, List<Long>>> numbers(RedisLink redis, StreamKeys keys, String order) {
        return redis.send(Request.cmd(Command.HGET).arg(keys.items()).arg(order))
                .map(items -> {
                    Map<String, List<Long>> numbers = items == null
                            ? Map.of()
                            : ItemsJson.read(items.toBytes()).numbers();
                    if (numbers.isEmpty()) {
                        throw none(keys, order);
                    }
                    return numbers;
                });
    }

    private static Problem none(StreamKeys keys, String order) {
        return Problem.of(404, Rule.NO_NUMBERS.reason(order, keys.stream()));
    }

    private static Future<Placed> placed(RedisLink redis, StreamKeys keys, String order) {
        return redis.send(Request.cmd(Command.HGET).arg(keys.ids()).arg(order)).compose(value -> {
            if (value == null) {
                throw none(keys, order);
            }
            IdState state = IdState.parse(value.toString());
            return LedgerReader.at(redis, keys, Seq.parse(state.seq()))
                    .map(recorded -> new Placed(recorded.message().at(), state.state()));
        });
    }

    private static Future<List<NumberedItem>> items(RedisLink redis, StreamKeys keys, Map<String, List<Long>> numbers) {
        List<String> skus = List.copyOf(numbers.keySet());
        Request products = Request.cmd(Command.HMGET).arg(keys.catalogue());
        skus.forEach(products::arg);
        return redis.send(products).map(found -> {
            List<NumberedItem> items = new ArrayList<>();
            for (int i = 0; i < skus.size(); i++) {
                String sku = skus.get(i);
                JsonObject product = product(found.get(i));
                numbers.getOrDefault(sku, List.of())
                        .forEach(number -> items.add(new NumberedItem(sku, number, product)));
            }
            return items;
        });
    }

    private static JsonObject product(@Nullable Response json) {
        return json == null ? new JsonObject() : new JsonObject(json.toString());
    }

    Buffer json() {
        return Buffer.buffer(JsonBytes.of(this, (json, certificate) -> certificate.write(json)));
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("stream");
        json.writeStringField("title", stream.title);
        json.writeStringField("timezone", stream.timezone);
        json.writeEndObject();
        json.writeStringField("order", order);
        json.writeNumberField("at", at);
        json.writeStringField("status", status);
        json.writeArrayFieldStart("numbers");
        for (NumberedItem item : items) {
            item.write(json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
