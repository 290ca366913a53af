package org.livetally.reports;

import io.vertx.core.json.JsonObject;
import org.livetally.domain.board.ExplanationLabel;
import org.livetally.domain.board.GroupLabel;
import org.livetally.domain.board.ProductLabel;
import org.livetally.domain.order.StreamEvent.Group;
import org.livetally.wire.GroupJson;

/** What the ledger says of names, parsed. */
final class Labels {
    private Labels() {}

    static ProductLabel product(String json) {
        JsonObject known = new JsonObject(json);
        return new ProductLabel(
                known.getString("name", ""), known.getString("unit", ""), known.getString("series"), null);
    }

    static GroupLabel group(String json) {
        Group group = GroupJson.of(json);
        return new GroupLabel(group.headCount(), group.parent());
    }

    static ExplanationLabel explanation(String json) {
        JsonObject known = new JsonObject(json);
        return new ExplanationLabel(
                known.getString("sku"), known.getString("host"), known.getLong("from"), known.getLong("to"));
    }
}
