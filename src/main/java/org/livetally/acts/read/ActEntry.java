package org.livetally.acts.read;

import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.livetally.domain.order.Seq;
import org.livetally.tables.Column;

/**
 * An entry of the operators' log.
 *
 * @param id its place in the log, of which the first part is its time
 * @param fields as they were written
 */
record ActEntry(Seq id, Map<String, String> fields) {
    /** The columns of the log as a table. */
    static final List<Column<ActEntry>> COLUMNS = List.of(
            Column.of("id", entry -> entry.id.toString()),
            Column.of("at", entry -> Instant.ofEpochMilli(entry.id.ms()).toString()),
            text("who"),
            text("from"),
            text("what"),
            text("outcome"),
            text("detail"),
            Column.of("times", ActEntry::times));

    static ActEntry of(Response entry) {
        Map<String, String> fields = new HashMap<>();
        Response pairs = entry.get(1);
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            fields.put(pairs.get(i).toString(), pairs.get(i + 1).toString());
        }
        return new ActEntry(Seq.parse(entry.get(0).toString()), fields);
    }

    private static Column<ActEntry> text(String name) {
        return Column.of(name, entry -> entry.field(name));
    }

    private String field(String name) {
        return fields.getOrDefault(name, "");
    }

    private long times() {
        return Long.parseLong(fields.getOrDefault("times", "1"));
    }

    JsonObject json() {
        JsonObject json = new JsonObject()
                .put("id", id.toString())
                .put("at", id.ms())
                .put("who", field("who"))
                .put("from", field("from"))
                .put("what", field("what"))
                .put("outcome", field("outcome"));
        if (!field("detail").isEmpty()) {
            json.put("detail", field("detail"));
        }
        return json.put("times", times());
    }
}
