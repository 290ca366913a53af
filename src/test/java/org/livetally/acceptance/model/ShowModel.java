package org.livetally.acceptance.model;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who presents, which product is on air, and which ones were. */
final class ShowModel {
    private final List<Explanation> explanations = new ArrayList<>();
    private @Nullable String host;
    private @Nullable Long since;
    private @Nullable Explanation onAir;

    @Nullable
    String host() {
        return host;
    }

    @Nullable
    Explanation onAir() {
        return onAir;
    }

    /** A field that is left out stays; null clears. */
    void change(JsonObject show, long at, String seq) {
        since = at;
        if (show.containsKey("host")) {
            host = show.getString("host");
        }
        if (show.containsKey("sku")) {
            if (onAir != null) {
                explanations.set(explanations.size() - 1, onAir.until(at));
            }
            String sku = show.getString("sku");
            onAir = sku == null ? null : new Explanation(seq, sku, host, at, null);
            if (onAir != null) {
                explanations.add(onAir);
            }
        }
    }

    /** Puts the show on the board, and what its explanations were. */
    void describe(JsonObject board) {
        JsonObject rows = board.getJsonObject("explanations");
        for (Explanation one : explanations) {
            JsonObject row = rows.getJsonObject(one.seq(), new Rows().row("explanations", one.seq()));
            rows.put(
                    one.seq(),
                    row.put("sku", one.sku())
                            .put("host", one.host())
                            .put("from", one.from())
                            .put("to", one.to()));
        }
        JsonObject show = new JsonObject().put("host", host).put("since", since);
        board.put("show", onAir == null ? show : show.put("sku", onAir.sku()));
    }
}
