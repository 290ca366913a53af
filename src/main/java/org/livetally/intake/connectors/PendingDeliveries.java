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
    private long lastAt;
    private @Nullable Long recordedAt;
    private @Nullable Long skewMs;
    private int refused;
    private boolean refusedListed;

    PendingDeliveries(String connector, int limit) {
        this.connector = connector;
        this.limit = limit;
    }

    /** Of those with a bad signature only one is listed: a stranger must not push the others out of the list. */
    void add(Delivery delivery) {
        boolean bad = delivery.outcome() == Outcome.BAD_SIGNATURE;
        counts.merge(delivery.outcome(), 1, Integer::sum);
        lastAt = delivery.at();
        refused = bad ? refused + 1 : 0;
        if (delivery.outcome() == Outcome.RECORDED) {
            recordedAt = delivery.at();
        }
        if (delivery.skewMs() != null) {
            skewMs = delivery.skewMs();
        }
        if (bad && refusedListed) {
            return;
        }
        refusedListed |= bad;
        listed.add(delivery);
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
                .arg(lastAt)
                .arg(recordedAt == null ? "" : recordedAt.toString())
                .arg(skewMs == null ? "" : skewMs.toString())
                .arg(refused)
                .arg(counts.size());
        counts.forEach((outcome, count) -> call.arg(outcome.wire()).arg(count));
        listed.forEach(delivery -> call.arg(delivery.json().encode()));
        return call;
    }
}
