package org.livetally.grafana;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A dashboard as Grafana gets it. */
record Dashboard(Path file, JsonObject json) {
    static Dashboard read(Path file) {
        return new Dashboard(file, Provided.json(file));
    }

    static List<Dashboard> all() {
        return Provided.dashboards().stream().map(Dashboard::read).toList();
    }

    /** Everything on the grid, including rows. */
    List<JsonObject> tiles() {
        return objects(json.getJsonArray("panels"));
    }

    /** The panels that show data. */
    List<JsonObject> panels() {
        return tiles().stream()
                .filter(tile -> !tile.getString("type").equals("row"))
                .toList();
    }

    static List<JsonObject> objects(JsonArray array) {
        return IntStream.range(0, array.size()).mapToObj(array::getJsonObject).toList();
    }
}
