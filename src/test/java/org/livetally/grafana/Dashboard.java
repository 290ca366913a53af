package org.livetally.grafana;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A dashboard as Grafana is given it. */
record Dashboard(Path file, JsonObject json) {
    static Dashboard read(Path file) {
        return new Dashboard(file, Provided.json(file));
    }

    static List<Dashboard> all() {
        return Provided.dashboards().stream().map(Dashboard::read).toList();
    }

    /** All that lies on the grid, rows too. */
    List<JsonObject> tiles() {
        return objects(json.getJsonArray("panels"));
    }

    /** What shows something. */
    List<JsonObject> panels() {
        return tiles().stream()
                .filter(tile -> !tile.getString("type").equals("row"))
                .toList();
    }

    static List<JsonObject> objects(JsonArray array) {
        return IntStream.range(0, array.size()).mapToObj(array::getJsonObject).toList();
    }
}
