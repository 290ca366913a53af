package org.livetally.intake.shop;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderMessage;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.wire.LedgerJson;

/** The lines of a recorded order, read from the ledger. */
final class RecordedLines {
    private RecordedLines() {}

    /**
     * Reads the lines; empty if the message with this id is not an order.
     *
     * @param seq the order's place in the ledger: it is in the first entry that does not end before this place
     */
    static Future<List<Line>> of(RedisLink redis, StreamKeys keys, String id, String seq) {
        return redis.send(Request.cmd(Command.XRANGE)
                        .arg(keys.ledger())
                        .arg(seq)
                        .arg("+")
                        .arg("COUNT")
                        .arg(1))
                .map(entries -> lines(keys.stream(), entries, id));
    }

    private static List<Line> lines(String stream, Response entries, String id) {
        byte[] messages = entries.get(0).get(1).get(1).toBytes();
        for (OrderMessage message : LedgerJson.readArray(stream, messages)) {
            if (message instanceof Order order && order.id().equals(id)) {
                return order.lines();
            }
        }
        return List.of();
    }
}
