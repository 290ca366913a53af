package org.livetally.acceptance.model;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the sender of a message is told, as far as the contract fixes it.
 *
 * @param says {@code recorded}, {@code duplicate}, or the code of an error
 * @param field the field at fault; empty if there is none
 * @param left what is left of something sold out; -1 in other answers
 * @param numbers sku to the numbers that an order has
 * @param seq the place in the ledger that a duplicate got when it was recorded; empty in other answers
 */
record Answer(String says, String field, long left, Map<String, List<Long>> numbers, String seq) {
    static final String RECORDED = "recorded";
    private static final String DUPLICATE = "duplicate";

    static Answer recorded(Map<String, List<Long>> numbers) {
        return new Answer(RECORDED, "", -1, numbers, "");
    }

    static Answer duplicate(String seq, Map<String, List<Long>> numbers) {
        return new Answer(DUPLICATE, "", -1, numbers, seq);
    }

    static Answer refused(String code, String field) {
        return new Answer(code, field, -1, Map.of(), "");
    }

    static Answer soldOut(String field, long left) {
        return new Answer("sold_out", field, left, Map.of(), "");
    }

    /** Parses an answer of the server. */
    static Answer of(JsonObject json) {
        if (json.getString("type").equals("ack")) {
            String result = json.getString("result");
            return new Answer(result, "", -1, numbers(json), result.equals(DUPLICATE) ? json.getString("seq") : "");
        }
        JsonObject params = json.getJsonObject("params", new JsonObject());
        return new Answer(
                json.getString("code"), json.getString("field", ""), params.getLong("left", -1L), Map.of(), "");
    }

    private static Map<String, List<Long>> numbers(JsonObject ack) {
        Map<String, List<Long>> numbers = new TreeMap<>();
        JsonObject given = ack.getJsonObject("numbers", new JsonObject());
        for (String sku : given.fieldNames()) {
            numbers.put(sku, longs(given.getJsonArray(sku)));
        }
        return numbers;
    }

    private static List<Long> longs(JsonArray array) {
        return array.stream().map(number -> ((Number) number).longValue()).toList();
    }

    boolean isDuplicate() {
        return says.equals(DUPLICATE);
    }

    boolean isRecorded() {
        return says.equals(RECORDED);
    }
}
