package org.livetally.ledger.count;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.basis.OnAir;
import org.livetally.domain.board.Board;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.ProductFacts;
import org.livetally.domain.order.Seq;
import org.livetally.domain.order.StreamEvent.CatalogueChange;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.domain.tally.Tallies;
import org.livetally.ledger.Chain;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.Seal;
import org.livetally.wire.RecentJson;

/**
 * Everything that a ledger comes to, up to one of its entries. It goes on entry by entry, or from a {@link Checkpoint}.
 * Not thread-safe.
 *
 * <p>Memory: names and minutes as a board's, orders that wait for payment, refunds, and 48 bytes a distinct buyer.
 */
public final class Cut {
    /** Counted in Redis by what an order's items say, which a cut does not keep. */
    private static final Set<String> NOT_COUNTED = Set.of(Tallies.NUMBERS, Tallies.FREED);

    private static final String GROUP_BUYERS = Dimension.GROUPS.countField(Measure.BUYERS, "");
    private static final char OF_BUYER = 'b';
    private static final char OF_GROUP = 'g';

    private final String stream;
    private final Basis basis;
    private Seq seq = Seq.START;
    private long messages;
    private long messagesBefore;
    private Chain chain = Chain.start();
    private final Map<String, Map<String, Long>> sums = new HashMap<>();
    private final TreeMap<Seq, String> recent = new TreeMap<>();
    private final TreeMap<Seq, String> explained = new TreeMap<>();
    private final Map<String, KnownOrder> open = new HashMap<>();
    private final Map<String, Refunded> refunds = new HashMap<>();
    private final Distinct names = new Distinct();
    private long buyers;
    private Tallies moved = new Tallies();
    /** The newest paid orders that are not among {@link #recent} yet: JSON is made of those only that stay. */
    private final ArrayDeque<KnownOrder> paid = new ArrayDeque<>();

    private final Changes changes = new Changes();

    /** The beginning of a ledger. */
    Cut(String stream, Basis basis) {
        this.stream = stream;
        this.basis = basis;
    }

    /** The id of the last entry; {@link Seq#START} before the first. */
    public Seq seq() {
        return seq;
    }

    /** How many messages it holds. */
    public long messages() {
        return messages;
    }

    public Chain chain() {
        return chain;
    }

    /** Only of a ledger that has an entry. */
    public Seal seal() {
        return new Seal(seq, chain.hex());
    }

    /**
     * Tallies as Redis names them: places, such as {@link Tallies#TOTALS} or the key of a dimension, to fields, to values.
     * Without the numbers of numbered products.
     */
    public Map<String, Map<String, Long>> sums() {
        return sums;
    }

    /** A tally, 0 if nothing has moved it. */
    public long sum(String place, String field) {
        return sums.getOrDefault(place, Map.of()).getOrDefault(field, 0L);
    }

    /** Distinct buyer ids of paid orders. */
    public long buyers() {
        return buyers;
    }

    /** Who and what is on air. */
    public OnAir onAir() {
        return basis.onAir(seq);
    }

    /** What orders are judged by; it may hold later changes. */
    public Basis basis() {
        return basis;
    }

    /** The newest paid orders as screens get them, by seq. */
    public NavigableMap<Seq, String> recent() {
        return recent;
    }

    /** What each explanation was about, in JSON, by the seq that names it. */
    public NavigableMap<Seq, String> explained() {
        return explained;
    }

    /** Orders that are neither paid nor cancelled, by id. */
    public Map<String, KnownOrder> open() {
        return open;
    }

    /** What was refunded of orders, by id. */
    public Map<String, Refunded> refunds() {
        return refunds;
    }

    /** Whether so many messages came since the last checkpoint that another one is due. */
    public boolean isCheckpointDue() {
        return messages - messagesBefore >= Checkpoint.MESSAGES;
    }

    /** Messages that are recorded, oldest first; what a basis that was read earlier lacks of them is added to it. */
    List<Recorded> messages(List<Entry> entries) {
        List<Recorded> read = entries.stream()
                .flatMap(entry -> entry.recorded(stream).stream())
                .toList();
        read.forEach(this::learn);
        return read;
    }

    private void learn(Recorded recorded) {
        if (!recorded.seq().isAfter(basis.newest())) {
            return;
        }
        if (recorded.message() instanceof Show show) {
            basis.add(recorded.seq(), show);
        } else if (recorded.message() instanceof CatalogueChange change) {
            Map<String, ProductFacts> facts = new HashMap<>();
            change.products().forEach((sku, entry) -> {
                if (!entry.facts().equals(basis.facts(sku, Seq.END))) {
                    facts.put(sku, entry.facts());
                }
            });
            if (!facts.isEmpty()) {
                basis.add(recorded.seq(), facts);
            }
        }
    }

    /** Counts entries, and their messages. */
    void add(List<Entry> entries, List<Recorded> read, Subjects known) {
        Counting.count(read, basis, known, new Counted());
        drain();
        messages += read.size();
        for (Entry entry : entries) {
            chain = chain.plus(entry);
            seq = entry.id();
        }
    }

    private void drain() {
        Tallies full = moved;
        moved = new Tallies();
        full.eachTotal(this::move);
        full.eachName((place, field, amount) -> {
            if (!NOT_COUNTED.contains(place)) {
                move(place, field, amount);
            }
        });
        drainPaid();
        full.buyersWithoutGroup().forEach(this::addBuyer);
        full.buyersOfGroups().forEach(this::addBuyers);
    }

    private void drainPaid() {
        for (KnownOrder known : paid) {
            recent.put(known.seq(), new String(RecentJson.write(known.order()), StandardCharsets.UTF_8));
        }
        paid.clear();
        while (recent.size() > Board.MAX_RECENT) {
            recent.pollFirstEntry();
        }
    }

    private void addBuyer(String buyer) {
        buyers += names.add(OF_BUYER + buyer) ? 1 : 0;
    }

    /** A buyer of a known pair is a known buyer: both are added here, and a checkpoint has both. */
    private void addBuyers(String group, Set<String> ids) {
        long fresh = 0;
        for (String buyer : ids) {
            if (names.add(OF_GROUP + group + Tallies.SEPARATOR + buyer)) {
                fresh++;
                addBuyer(buyer);
            }
        }
        if (fresh > 0) {
            move(Tallies.COUNTS, GROUP_BUYERS + group, fresh);
        }
    }

    private void move(String place, String field, long amount) {
        sums.computeIfAbsent(place, any -> new HashMap<>()).merge(field, amount, Long::sum);
    }

    /** Takes over what messages move. */
    private final class Counted implements Moves {
        @Override
        public Tallies tallies() {
            return moved;
        }

        @Override
        public void paid(Seq at, Order order) {
            paid.add(new KnownOrder(at, order));
            if (paid.size() > Board.MAX_RECENT) {
                paid.remove();
            }
        }

        @Override
        public void opened(Seq at, Order order) {
            open.put(order.id(), new KnownOrder(at, order));
            changes.opened(order.id());
        }

        @Override
        public void closed(String order) {
            open.remove(order);
            changes.closed(order);
        }

        @Override
        public void refunded(String order, Refunded now) {
            refunds.put(order, now);
            changes.refunded(order);
        }

        @Override
        public void explained(Seq at, String json) {
            explained.put(at, json);
        }

        @Override
        public void product(String sku, String json) {} // boards describe products as they are now

        @Override
        public void group(String name, String json) {} // as products
    }

    /** What was counted so far, for {@link SubjectReader}. */
    OrdersSoFar orders() {
        return new OrdersSoFar() {
            @Override
            public Future<Void> open(String of, Set<String> ids, Map<String, KnownOrder> known) {
                return held(ids, open, known);
            }

            @Override
            public Future<Void> refunds(String of, Set<String> ids, Map<String, Refunded> known) {
                return held(ids, refunds, known);
            }
        };
    }

    private static <T> Future<Void> held(Set<String> ids, Map<String, T> from, Map<String, T> to) {
        for (String id : ids) {
            T held = from.get(id);
            if (held != null) {
                to.put(id, held);
            }
        }
        return Future.succeededFuture();
    }

    /** What it comes to, for later. What is new since the last call is forgotten: each must be kept. */
    public Checkpoint checkpoint() {
        JsonObject fresh = changes.json(open, refunds).put("names", names.takeNew());
        changes.clear();
        messagesBefore = messages;
        JsonObject state = new JsonObject()
                .put("messages", messages)
                .put(Checkpoint.CHAIN, chain.hex())
                .put("buyers", buyers)
                .put("sums", new JsonObject(new HashMap<>(sums)))
                .put("recent", json(recent))
                .put("explained", json(explained));
        return new Checkpoint(seq, Checkpoint.pack(state), Checkpoint.pack(fresh));
    }

    private static JsonObject json(Map<Seq, String> texts) {
        JsonObject json = new JsonObject();
        texts.forEach((at, text) -> json.put(at.toString(), text));
        return json;
    }

    /**
     * Takes over what is new in a checkpoint; those of a ledger one after another.
     *
     * @throws IllegalStateException if it is damaged
     */
    void addNew(Checkpoint checkpoint) {
        checkpoint.read(checkpoint.fresh(), fresh -> {
            addNew(fresh);
            return fresh;
        });
    }

    private void addNew(JsonObject fresh) {
        Changes.each(fresh.getJsonObject("opened"), (id, text) -> open.put(id, KnownOrder.parse(stream, text)));
        fresh.getJsonArray("closed").forEach(open::remove);
        Changes.each(fresh.getJsonObject("refunded"), (id, text) -> refunds.put(id, Refunded.parse(text)));
        names.addAll(fresh.getBinary("names"));
    }

    /**
     * Goes to a checkpoint, once all that is new in it and in those before was added.
     *
     * @throws IllegalStateException if it is damaged
     */
    void goTo(Checkpoint checkpoint) {
        chain = checkpoint.read(checkpoint.state(), this::take);
        seq = checkpoint.seq();
    }

    private Chain take(JsonObject state) {
        messages = state.getLong("messages");
        messagesBefore = messages;
        buyers = state.getLong("buyers");
        for (String place : state.getJsonObject("sums").fieldNames()) {
            JsonObject fields = state.getJsonObject("sums").getJsonObject(place);
            fields.forEach(field -> move(place, field.getKey(), ((Number) field.getValue()).longValue()));
        }
        Changes.each(state.getJsonObject("recent"), (at, text) -> recent.put(Seq.parse(at), text));
        Changes.each(state.getJsonObject("explained"), (at, text) -> explained.put(Seq.parse(at), text));
        return Chain.of(state.getString(Checkpoint.CHAIN));
    }
}
