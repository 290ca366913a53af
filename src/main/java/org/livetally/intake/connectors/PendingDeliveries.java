package org.livetally.intake.connectors;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.redis.client.ConnectorKeys;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.ScriptCall;

/** The deliveries of one connector that wait to be written. */
final class PendingDeliveries {
    /** As many as somebody may want to look back at. */
    private static final int KEPT = 1_000;

    private static final LuaScript SCRIPT = LuaScript.load("note_deliveries");

    private final String connector;
    private final int limit;
    private final Deque<Delivery> listed = new ArrayDeque<>();
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    private @Nullable Long genuineAt;
    private @Nullable Long recordedAt;
    private @Nullable Long skewMs;
    private int refused;
    private @Nullable Long refusedAt;

    PendingDeliveries(String connector, int limit) {
        this.connector = connector;
        this.limit = limit;
    }

    /** @param lists whether the list shows it */
    void add(Delivery delivery, boolean lists) {
        counts.merge(delivery.outcome(), 1, Integer::sum);
        if (delivery.isGenuine()) {
            genuineAt = delivery.at();
            refused = 0;
            refusedAt = null;
        } else if (delivery.outcome() == Outcome.BAD_SIGNATURE) {
            refused++;
            refusedAt = refusedAt == null ? delivery.at() : refusedAt;
        }
        if (delivery.outcome() == Outcome.RECORDED) {
            recordedAt = delivery.at();
        }
        if (delivery.skewMs() != null) {
            skewMs = delivery.skewMs();
        }
        if (lists) {
            listed.add(delivery);
        }
        if (listed.size() > limit) {
            listed.remove();
        }
    }

    ScriptCall call() {
        ConnectorKeys keys = new ConnectorKeys(connector);
        ScriptCall call = new ScriptCall(SCRIPT)
                .key(keys.settings())
                .key(keys.deliveries())
                .key(keys.counts())
                .arg(KEPT)
                .arg(text(genuineAt))
                .arg(text(recordedAt))
                .arg(text(skewMs))
                .arg(refused)
                .arg(text(refusedAt))
                .arg(counts.size());
        counts.forEach((outcome, count) -> call.arg(outcome.wire()).arg(count));
        listed.forEach(delivery -> call.arg(delivery.json().encode()));
        return call;
    }

    private static String text(@Nullable Long value) {
        return value == null ? "" : value.toString();
    }
}
