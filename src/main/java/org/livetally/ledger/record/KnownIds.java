package org.livetally.ledger.record;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Items;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.OrderState;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.NumberNames;
import org.livetally.ledger.IdState;
import org.livetally.ledger.record.Numbering.Known;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;
import org.livetally.wire.ItemsJson;
import org.livetally.wire.LedgerJson;

/**
 * What Redis held about a batch's ids and goods at one moment, read by {@code read_ids.lua}. Ids that were not asked for
 * count as unknown, since new orders are likely to be new.
 */
public final class KnownIds {
    /** Stands for a stock that was not asked for. */
    static final long NOT_READ = -1;

    private static final LuaScript SCRIPT = LuaScript.load("read_ids");
    /** That of nearly all batches. */
    private static final KnownIds NOTHING = new KnownIds(true, Seq.START, "", Seq.START, Admission.LIVE);

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> placed = new HashMap<>();
    private final Map<String, String> items = new HashMap<>();
    private final Map<String, Long> stock = new HashMap<>();
    private final Map<String, Known> numbers = new HashMap<>();
    /** Orders that were paid, by id; read from the ledger where a refund needs them. */
    private final Map<String, Order> paid = new HashMap<>();
    /** Orders that were asked for, but did not fit into one reading. */
    private final Set<String> unread = new HashSet<>();
    /** Paid orders of which units come back, and that were not read; nothing but refunds needs them. */
    private final Set<String> unreadPaid = new HashSet<>();

    private final boolean stream;
    private boolean lost;
    private final Seq last;
    private final String currency;
    private final Seq basis;
    private final Admission admission;

    private KnownIds(boolean stream, Seq last, String currency, Seq basis, Admission admission) {
        this.stream = stream;
        this.last = last;
        this.currency = currency;
        this.basis = basis;
        this.admission = admission;
    }

    /** Assumes that Redis holds none of the ids, and that the stream is live. */
    static KnownIds nothing() {
        return NOTHING;
    }

    /** Reads the values of these ids, and the JSON of those orders among {@code orders} that are placed. */
    static Future<KnownIds> read(RedisLink redis, StreamKeys keys, List<String> ids, List<String> orders) {
        return read(redis, keys, new Question(ids, orders, List.of(), Map.of()));
    }

    /**
     * Reads what a question asks for. Of the orders only the first ones if they exceed
     * {@link PendingQueue#MAX_BATCH_BYTES}, so that the script does not run for long.
     */
    static Future<KnownIds> read(RedisLink redis, StreamKeys keys, Question asked) {
        ScriptCall call = new ScriptCall(SCRIPT)
                .key(keys.settings())
                .key(keys.totals())
                .key(keys.ids())
                .key(keys.placed())
                .key(keys.items())
                .key(keys.stock())
                .key(keys.numbers())
                .key(keys.freed())
                .arg(PendingQueue.MAX_BATCH_BYTES);
        asked.addTo(call);
        return redis.run(call).map(reply -> {
            KnownIds known = new KnownIds(
                    reply.get(0).toInteger() == 1,
                    seq(reply.get(1).toString()),
                    reply.get(4).toString(),
                    seq(reply.get(5).toString()),
                    Admission.of(reply.get(9)));
            known.lost = reply.get(0).toInteger() < 0;
            known.take(asked, reply);
            return known;
        });
    }

    private void take(Question asked, Response reply) {
        fill(values, asked.ids(), reply.get(2));
        int read = reply.get(3).size();
        fill(placed, asked.orders().subList(0, read), reply.get(3));
        unread.addAll(asked.orders().subList(read, asked.orders().size()));
        fill(items, asked.ids(), reply.get(6));
        int i = 0;
        for (String sku : asked.stock()) {
            Response left = reply.get(7).get(i++);
            stock.put(sku, left == null ? 0 : left.toLong());
        }
        i = 0;
        for (String sku : asked.numbered().keySet()) {
            numbers.put(sku, numbers(reply.get(8).get(i++)));
        }
    }

    private static Known numbers(Response found) {
        Set<Long> free = new TreeSet<>();
        found.get(2).forEach(name -> free.add(NumberNames.freedNumber(name.toString())));
        Response changes = found.get(0);
        Response fresh = found.get(1);
        return new Known(changes == null ? "" : changes.toString(), fresh == null ? 0 : fresh.toLong(), free);
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

    private static Seq seq(String text) {
        return text.isEmpty() ? Seq.START : Seq.parse(text);
    }

    /** Whether a node has noted that the ledger went back. */
    boolean isLost() {
        return lost;
    }

    /** Whether the stream exists. */
    boolean hasStream() {
        return stream;
    }

    /** The stream's currency, which never changes; "" if it was not asked for. */
    String currency() {
        return currency;
    }

    /** Which messages the stream takes. */
    Admission admission() {
        return admission;
    }

    /** The seq of the newest change of the basis at the time of reading. */
    Seq basis() {
        return basis;
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

    /** Whether the order is known, too, if a refund needs it. */
    boolean hasReadPaid(String order) {
        return !unreadPaid.contains(order);
    }

    /** An order whose state is placed. */
    Order placed(String stream, String id) {
        String json = placed.get(id);
        if (json == null) {
            throw new IllegalStateException("order " + id + " of " + stream + " is placed, but its JSON is missing");
        }
        return (Order) LedgerJson.read(stream, json.getBytes(StandardCharsets.UTF_8));
    }

    /** A paid order of which units come back. */
    Order paid(String id) {
        return Objects.requireNonNull(paid.get(id), id);
    }

    /** Adds a paid order, as the ledger has it. */
    void addPaid(Order order) {
        paid.put(order.id(), order);
    }

    /** Notes that a refund needs a paid order that was not read. */
    void addUnreadPaid(String order) {
        unreadPaid.add(order);
    }

    /** The numbers that an order has, and what came back of it. */
    Items items(String order) {
        String json = items.get(order);
        return json == null ? Items.NONE : ItemsJson.read(json.getBytes(StandardCharsets.UTF_8));
    }

    /** What was left of a product; {@link #NOT_READ} if it was not asked for. */
    long stock(String sku) {
        return stock.getOrDefault(sku, NOT_READ);
    }

    /** The numbers of a product. */
    Known numbers(String sku) {
        return numbers.getOrDefault(sku, Known.NONE);
    }
}
