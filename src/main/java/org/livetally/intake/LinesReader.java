package org.livetally.intake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.model.Order.Line;

/** Reads the lines of an order. */
final class LinesReader {
    static final int MAX_LINES = 100;
    /** Of one line, in minor units. */
    static final long MAX_AMOUNT = 1_000_000_000_000L;

    private static final long MAX_QTY = 1_000_000;
    private static final String RULE = "must be an array of 1 to " + MAX_LINES + " lines";
    private static final long MISSING = Long.MIN_VALUE;

    private LinesReader() {}

    /** Null if they break a rule, which the reader then knows. */
    static @Nullable List<Line> read(FieldReader fields) throws IOException {
        if (!fields.isArray("lines", RULE)) {
            return null;
        }
        List<Line> lines = new ArrayList<>();
        int index = 0;
        for (; fields.nextElement(); index++) {
            if (index < MAX_LINES) {
                readLine(fields, "lines[" + index + "]", lines);
            } else {
                fields.skip();
            }
        }
        if (index == 0 || index > MAX_LINES) {
            fields.wrong("lines", RULE);
        }
        return lines;
    }

    private static void readLine(FieldReader fields, String path, List<Line> into) throws IOException {
        if (!fields.isObject(path)) {
            return;
        }
        String sku = null;
        long qty = MISSING;
        long amount = MISSING;
        boolean named = false;
        for (String field = fields.next(); field != null; field = fields.next()) {
            switch (field) {
                case "sku" -> {
                    named = true;
                    sku = fields.text(path + ".sku");
                }
                case "qty" ->
                    qty = fields.integer(path + ".qty", 1, MAX_QTY, "must be an integer from 1 to " + MAX_QTY);
                case "amount" ->
                    amount = fields.integer(
                            path + ".amount",
                            0,
                            MAX_AMOUNT,
                            "must be an integer of minor units from 0 to " + MAX_AMOUNT);
                default -> fields.skip();
            }
        }
        fields.require(path + ".sku", named);
        fields.require(path + ".qty", qty != MISSING);
        fields.require(path + ".amount", amount != MISSING);
        if (sku != null) {
            into.add(new Line(sku, qty, amount)); // counts only if no rule was broken
        }
    }
}
