package org.livetally.ledger.record;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.OrderState;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.IdState;
import org.livetally.ledger.LedgerEntry;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;
import org.livetally.wire.LedgerJson;

/**
 * What Redis held about a batch's ids at one moment, read by {@code read_ids.lua}. Ids that were not asked for count as
 * unknown, since new orders are likely to be new.
 */
public final class KnownIds {
    private static final LuaScript SCRIPT = LuaScript.load("read_ids");

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> placed = new HashMap<>();
    /** Orders that were asked for, but did not fit into one reading. */
    private final Set<String> unread = new HashSet<>();

    private final boolean stream;
    private final Seq last;
    private final String currency;

    private KnownIds(boolean stream, Seq last, String currency) {
        this.stream = stream;
        this.last = last;
        this.currency = currency;
    }

    /** Assumes that Redis holds none of the ids. */
    static KnownIds nothing() {
        return new KnownIds(true, Seq.START, "");
    }

    /**
     * Whether a batch cannot be judged without reading Redis: it has a message about an earlier order, or one that
     * names its currency.
     */
    static boolean isNeededFor(List<LedgerEntry> batch) {
        return batch.stream()
                .map(LedgerEntry::message)
                .anyMatch(message -> message instanceof OrderEvent || message.currency() != null);
    }

    /** Reads everything that a batch names. */
    static Future<KnownIds> read(RedisLink redis, StreamKeys keys, List<LedgerEntry> batch) {
        Set<String> ids = new LinkedHashSet<>();
        Set<String> orders = new LinkedHashSet<>();
        for (LedgerEntry entry : batch) {
            ids.add(entry.id());
            if (entry.message() instanceof OrderEvent event) {
                ids.add(event.order());
                orders.add(event.order());
            }
        }
        return read(redis, keys, List.copyOf(ids), List.copyOf(orders));
    }

    /**
     * Reads the values of these ids, and the JSON of those orders among {@code orders} that are placed; only of the
     * first ones if they exceed {@link PendingQueue#MAX_BATCH_BYTES}, so that the script does not run for long.
     */
    static Future<KnownIds> read(RedisLink redis, StreamKeys keys, List<String> ids, List<String> orders) {
        ScriptCall call = new ScriptCall(SCRIPT)
                .key(keys.settings())
                .key(keys.totals())
                .key(keys.ids())
                .key(keys.placed())
                .arg(ids.size())
                .arg(PendingQueue.MAX_BATCH_BYTES);
        ids.forEach(call::arg);
        orders.forEach(call::arg);
        return redis.run(call).map(reply -> {
            KnownIds known = new KnownIds(
                    reply.get(0).toInteger() == 1,
                    last(reply.get(1).toString()),
                    reply.get(4).toString());
            fill(known.values, ids, reply.get(2));
            int read = reply.get(3).size();
            fill(known.placed, orders.subList(0, read), reply.get(3));
            known.unread.addAll(orders.subList(read, orders.size()));
            return known;
        });
    }

    private static void fill(Map<String, String> into, List<String> fields, Response values) {
        int i = 0;
        for (String field : fields) {
            Response value = values.get(i++);
            if (value != null) {
                into.put(field, value.toString());
            }
        }
    }

    private static Seq last(String text) {
        return text.isEmpty() ? Seq.START : Seq.parse(text);
    }

    /** Whether the stream exists. */
    boolean hasStream() {
        return stream;
    }

    /** The stream's currency, which never changes; "" if it was not asked for. */
    String currency() {
        return currency;
    }

    /** The seq of the newest message at the time of reading. */
    Seq last() {
        return last;
    }

    /** The same as text; empty if there was none. */
    String lastText() {
        return last.equals(Seq.START) ? "" : last.toString();
    }

    @Nullable
    IdState state(String id) {
        String value = values.get(id);
        return value == null ? null : IdState.parse(value);
    }

    /** Whether this is an order, and it was found placed. */
    boolean isPlaced(String id) {
        IdState state = state(id);
        return state != null && state.order() == OrderState.PLACED;
    }

    /** The value that was found, or "" if there was none. */
    String value(String id) {
        return values.getOrDefault(id, "");
    }

    /** Whether everything about the order is known, including its JSON if it is placed. */
    boolean hasRead(String order) {
        return !unread.contains(order);
    }

    /** An order whose state is placed. */
    Order placed(String stream, String id) {
        String json = placed.get(id);
        if (json == null) {
            throw new IllegalStateException("order " + id + " of " + stream + " is placed, but its JSON is missing");
        }
        return (Order) LedgerJson.read(stream, json.getBytes(StandardCharsets.UTF_8));
    }
}
