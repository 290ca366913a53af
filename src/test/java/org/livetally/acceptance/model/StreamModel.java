package org.livetally.acceptance.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the contract says that messages move in a stream, in plain maps, message by message. Shares no code with the product.
 */
final class StreamModel {
    /** A message that took effect: its place in the ledger, the time of its receipt, and how far the stream had come. */
    record Known(JsonObject message, String seq, long now, String status) {}

    final Map<String, Known> known = new TreeMap<>();
    final Map<String, Purchase> purchases = new HashMap<>();
    final Map<String, JsonObject> catalogue = new TreeMap<>();
    final Stockroom stockroom = new Stockroom();
    private final Map<String, JsonObject> groups = new HashMap<>();
    private final ShowModel show = new ShowModel();
    final DealModel deals = new DealModel();
    private final List<Known> history = new ArrayList<>();
    private final String zone;
    private final Sums sums;
    private final long holdMs;
    private final long signedRecord;
    /** Order to the time when it expires unless it is paid. */
    private final Map<String, Long> holds = new HashMap<>();

    private LifeModel life = new LifeModel("scheduled", 0, 0);

    /**
     * @param holdMs how long orders wait for their payment; 0 for ever
     * @param signedRecord the highest value of agreements before; 0 if nobody says so
     */
    StreamModel(String zone, long holdMs, long signedRecord) {
        this.zone = zone;
        this.signedRecord = signedRecord;
        this.sums = new Sums(ZoneId.of(zone));
        this.holdMs = holdMs;
    }

    LifeModel life() {
        return life;
    }

    /** The stream starts, ends, or is closed; then no order of it expires any more. */
    void become(LifeModel next) {
        life = next;
        if (next.status().equals("closed")) {
            holds.clear();
        }
    }

    /** The answer to a message that would take effect now. */
    Answer judge(JsonObject message) {
        return new Judge(this).judge(message);
    }

    /** Whether this is the answer to a message now. */
    boolean isRight(JsonObject message, Answer answer) {
        return judge(message).equals(answer);
    }

    /** Fails unless it is. */
    void check(JsonObject message, Answer answer) {
        if (!isRight(message, answer)) {
            assertEquals(judge(message), answer, message::encode);
        }
    }

    /**
     * A message takes effect.
     *
     * @param now the time of its receipt
     */
    void record(JsonObject message, long now, String seq) {
        Known its = new Known(message, seq, now, life.status());
        history.add(its);
        known.put(message.getString("id"), its);
        long at = message.getLong("at", now);
        switch (message.getString("type")) {
            case "order" -> place(message, at, now, seq);
            case "payment" -> pay(about(message), at, seq);
            case "cancellation" -> cancel(about(message));
            case "refund" -> refund(about(message), message);
            case "stock" -> stockroom.move(message.getString("sku"), message.getLong("add"));
            case "show" -> show.change(message, at, seq);
            case "deal", "delivery", "deal_cancellation" -> deals.record(message);
            case "catalogue" -> change(message.getJsonObject("products"));
            default -> regroup(message.getJsonObject("groups"));
        }
    }

    private Purchase about(JsonObject event) {
        return Objects.requireNonNull(purchases.get(event.getString("order")), event::encode);
    }

    /** The numbers that an order would get. */
    Map<String, List<Long>> numbers(JsonObject order) {
        Map<String, List<Long>> numbers = new TreeMap<>();
        Purchase.units(order).forEach((sku, units) -> {
            JsonObject product = catalogue.getOrDefault(sku, new JsonObject());
            if (Stockroom.isNumbered(product)) {
                numbers.put(sku, stockroom.next(sku, product, units));
            }
        });
        return numbers;
    }

    private void place(JsonObject order, long at, long now, String seq) {
        Purchase purchase = new Purchase(order, order.getString("host", show.host()));
        purchases.put(order.getString("id"), purchase);
        sums.add("placed", purchase.amount());
        numbers(order).forEach((sku, numbers) -> {
            purchase.numbers.put(sku, new TreeSet<>(numbers));
            stockroom.take(sku, numbers);
        });
        Purchase.units(order).forEach((sku, units) -> {
            if (catalogue.containsKey(sku)) {
                purchase.products.put(sku, catalogue.get(sku));
            }
            if (stockroom.counts(sku)) {
                purchase.fromStock.add(sku);
                stockroom.move(sku, -units);
            }
        });
        if (order.getString("status", "paid").equals("paid")) {
            pay(purchase, at, seq);
        } else if (holdMs > 0) {
            holds.put(order.getString("id"), now + holdMs);
        }
    }

    private void pay(Purchase purchase, long at, String seq) {
        purchase.state = "paid";
        holds.remove(purchase.order.getString("id"));
        sums.paid(purchase, at, seq, show.onAir());
    }

    private void cancel(Purchase purchase) {
        purchase.state = "cancelled";
        holds.remove(purchase.order.getString("id"));
        sums.add("cancelled", purchase.amount());
        Purchase.units(purchase.order).forEach((sku, units) -> giveBack(purchase, sku, units, true));
    }

    private void refund(Purchase purchase, JsonObject refund) {
        purchase.refunded += refund.getLong("amount");
        sums.add("refunded", refund.getLong("amount"));
        Map<String, Long> back = new TreeMap<>();
        if (refund.containsKey("lines")) {
            Purchase.lines(refund).forEach(line -> back.put(line.getString("sku"), line.getLong("qty")));
        } else if (purchase.refunded == purchase.amount()) {
            back.putAll(purchase.kept());
        }
        back.forEach((sku, units) -> {
            sums.returned(purchase, sku, units);
            purchase.returned.merge(sku, units, Long::sum);
            giveBack(purchase, sku, units, refund.getBoolean("restock", true));
        });
    }

    /** Numbers are free again, the highest first, and units are in stock again. */
    private void giveBack(Purchase purchase, String sku, long units, boolean restock) {
        Collection<Long> freed = new ArrayList<>();
        TreeSet<Long> its = purchase.numbers.getOrDefault(sku, new TreeSet<>());
        for (long i = 0; i < units && !its.isEmpty(); i++) {
            freed.add(its.pollLast());
        }
        stockroom.free(sku, freed);
        if (restock && purchase.fromStock.contains(sku)) {
            stockroom.move(sku, units);
        }
    }

    /** The catalogue changes: sku to product, or to null if it is removed. */
    void change(JsonObject products) {
        for (String sku : products.fieldNames()) {
            JsonObject product = products.getJsonObject(sku);
            if (product == null) {
                catalogue.remove(sku);
                continue;
            }
            catalogue.put(sku, product);
            if (product.getLong("stock") != null) {
                stockroom.open(sku, product.getLong("stock"));
            }
        }
    }

    /** The groups of buyers change: name to group, or to null if it is removed. */
    void regroup(JsonObject changed) {
        changed.forEach(group -> {
            if (group.getValue() == null) {
                groups.remove(group.getKey());
            } else {
                groups.put(group.getKey(), (JsonObject) group.getValue());
            }
        });
    }

    /** The orders that expire by this time, if nothing else becomes of them. */
    Set<String> due(long now) {
        return holds.entrySet().stream()
                .filter(hold -> hold.getValue() <= now)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The types of messages that took effect; one that the server made is named so, and an order after the end. */
    List<String> types() {
        return history.stream().map(StreamModel::type).toList();
    }

    private static String type(Known its) {
        String type = its.message.getString("type");
        boolean late = type.equals("order") && its.status.equals("ended");
        return (late ? "late " : its.message.getString("id").startsWith("expiry-") ? "expiry " : "") + type;
    }

    /** How many messages took effect. */
    int count() {
        return history.size();
    }

    /** The stream as it was when so many messages had taken effect. */
    StreamModel after(int messages) {
        StreamModel earlier = new StreamModel(zone, holdMs, signedRecord);
        history.subList(0, messages).forEach(its -> earlier.record(its.message, its.now, its.seq));
        earlier.life = life;
        return earlier;
    }

    /** The board, as far as it follows from the ledger. */
    JsonObject board() {
        JsonObject board = sums.board();
        rows(board, "products", this::label);
        rows(board, "groups", this::participation);
        show.describe(board);
        JsonObject stock = new JsonObject();
        stockroom.stock().forEach(stock::put);
        return board.put("stock", stock).put("deals", deals.board(signedRecord));
    }

    private interface Row {
        void describe(String name, JsonObject row);
    }

    private static void rows(JsonObject board, String section, Row row) {
        JsonObject rows = board.getJsonObject(section);
        rows.fieldNames().forEach(name -> row.describe(name, rows.getJsonObject(name)));
    }

    private void label(String sku, JsonObject row) {
        JsonObject product = catalogue.getOrDefault(sku, new JsonObject());
        for (String field : List.of("name", "unit", "series", "image")) {
            row.put(field, product.getString(field, ""));
        }
        if (stockroom.counts(sku)) {
            row.put("stock", stockroom.left(sku));
        }
    }

    /** Rounded down to four digits. */
    private void participation(String group, JsonObject row) {
        JsonObject its = groups.getOrDefault(group, new JsonObject());
        row.put("parent", its.getString("parent"));
        Long heads = its.getLong("headCount");
        if (heads != null) {
            row.put("headCount", heads);
            row.put("participation", row.getLong("buyers") * 10_000 / heads / 10_000.0);
        }
    }
}
