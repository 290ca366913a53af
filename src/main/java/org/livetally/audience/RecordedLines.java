package org.livetally.audience;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import org.livetally.model.Order.Line;
import org.livetally.redis.RedisLink;
import org.livetally.redis.StreamKeys;

/** The lines of an order as the ledger has them. */
final class RecordedLines {
    private RecordedLines() {}

    /**
     * Reads them; empty if the message of this id is no order.
     *
     * @param seq its place in the ledger: in the first entry that does not end before it
     */
    static Future<List<Line>> of(RedisLink redis, StreamKeys keys, String id, String seq) {
        return redis.send(Request.cmd(Command.XRANGE)
                        .arg(keys.ledger())
                        .arg(seq)
                        .arg("+")
                        .arg("COUNT")
                        .arg(1))
                .map(entries -> lines(entries, id));
    }

    private static List<Line> lines(Response entries, String id) {
        List<Line> lines = new ArrayList<>();
        String messages = entries.get(0).get(1).get(1).toString();
        for (Object message : new JsonArray(messages)) {
            if (message instanceof JsonObject order && id.equals(order.getString("id"))) {
                order.getJsonArray("lines", new JsonArray()).forEach(line -> lines.add(line((JsonObject) line)));
            }
        }
        return lines;
    }

    private static Line line(JsonObject line) {
        return new Line(line.getString("sku"), line.getLong("qty"), line.getLong("amount"));
    }
}
