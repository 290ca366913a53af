package org.livetally.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.model.Order;
import org.livetally.model.Order.Buyer;
import org.livetally.model.Order.Line;
import org.livetally.model.Rejection;

/**
 * Reads one order, from behind its opening brace to its closing one, and remembers the first rule that it breaks. The whole
 * object is read in any case, since its id, which the answer needs, may come last.
 */
final class OrderReader {
    private static final int MAX_TEXT = 64;
    private static final int MAX_LINES = 100;
    private static final long MAX_AMOUNT = 1_000_000_000_000L;
    private static final long MAX_QTY = 1_000_000;
    /** A producer's clock may run ahead by this much. */
    private static final long MAX_AHEAD_MS = 60_000;
    /** An id that breaks the rule is echoed up to here, so that the producer knows which it was. */
    private static final int MAX_ECHO = 256;

    private final JsonParser json;
    private final long now;
    private @Nullable Rejection wrong;
    private @Nullable String echo;
    private @Nullable String type;
    private @Nullable String id;
    private @Nullable String stream;
    private @Nullable String channel;
    private @Nullable Buyer buyer;
    private @Nullable List<Line> lines;
    private boolean paid = true;
    private long at = Order.NO_TIME;

    OrderReader(JsonParser json, long now) {
        this.json = json;
        this.now = now;
    }

    Message read() throws IOException {
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            readField(field);
        }
        Order order = order();
        return order == null ? Message.rejected(echo, required(wrong)) : Message.of(order);
    }

    private void readField(String field) throws IOException {
        switch (field) {
            case "type" -> readType();
            case "id" -> readId();
            case "stream" -> stream = text("stream");
            case "channel" -> channel = isNull() ? null : text("channel");
            case "buyer" -> readBuyer();
            case "lines" -> readLines();
            case "status" -> readStatus();
            case "at" -> readAt();
            default -> json.skipChildren();
        }
    }

    private void readType() throws IOException {
        type = text("type");
        if (type != null && !type.equals("order")) {
            wrong("type", "must be \"order\"");
        }
    }

    private void readId() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING && json.getTextLength() <= MAX_ECHO) {
            echo = json.getText();
        }
        id = text("id");
    }

    private void readStatus() throws IOException {
        if (isNull()) {
            return;
        }
        String status = json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : "";
        paid = status.equals("paid");
        if (!paid && !status.equals("placed")) {
            wrong("status", "must be \"paid\" or \"placed\"");
            json.skipChildren();
        }
    }

    private void readAt() throws IOException {
        if (!isNull()) {
            long latest = now + MAX_AHEAD_MS;
            at = integer("at", 0, latest, "must be epoch milliseconds, at most a minute in the future");
        }
    }

    private void readBuyer() throws IOException {
        if (isNull() || !isObject("buyer")) {
            return;
        }
        String buyerId = null;
        String group = null;
        String city = null;
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            switch (field) {
                case "id" -> buyerId = isNull() ? null : text("buyer.id");
                case "group" -> group = isNull() ? null : text("buyer.group");
                case "city" -> city = isNull() ? null : text("buyer.city");
                default -> json.skipChildren();
            }
        }
        buyer = new Buyer(buyerId, group, city);
    }

    private void readLines() throws IOException {
        lines = new ArrayList<>();
        if (json.currentToken() != JsonToken.START_ARRAY) {
            wrong("lines", "must be an array of 1 to " + MAX_LINES + " lines");
            json.skipChildren();
            return;
        }
        int index = 0;
        for (; json.nextToken() != JsonToken.END_ARRAY; index++) {
            String path = "lines[" + index + "]";
            if (index < MAX_LINES && isObject(path)) {
                lines.add(readLine(path));
            } else {
                json.skipChildren();
            }
        }
        if (index == 0 || index > MAX_LINES) {
            wrong("lines", "must be an array of 1 to " + MAX_LINES + " lines");
        }
    }

    private Line readLine(String path) throws IOException {
        String sku = null;
        long qty = -1;
        long amount = -1;
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            switch (field) {
                case "sku" -> sku = text(path + ".sku");
                case "qty" -> qty = integer(path + ".qty", 1, MAX_QTY, "must be an integer from 1 to " + MAX_QTY);
                case "amount" ->
                    amount = integer(
                            path + ".amount",
                            0,
                            MAX_AMOUNT,
                            "must be an integer of minor units from 0 to " + MAX_AMOUNT);
                default -> json.skipChildren();
            }
        }
        require(path + ".sku", sku != null);
        require(path + ".qty", qty >= 0);
        require(path + ".amount", amount >= 0);
        return new Line(sku == null ? "" : sku, qty, amount);
    }

    private @Nullable Order order() {
        require("type", type != null);
        require("id", id != null);
        require("stream", stream != null);
        require("lines", lines != null);
        if (wrong != null || id == null || stream == null || lines == null) {
            return null;
        }
        return new Order(id, stream, channel, buyer, lines, paid, at);
    }

    private void require(String field, boolean present) {
        if (!present) {
            wrong(field, "is missing");
        }
    }

    private boolean isNull() {
        return json.currentToken() == JsonToken.VALUE_NULL;
    }

    private boolean isObject(String field) throws IOException {
        boolean object = json.currentToken() == JsonToken.START_OBJECT;
        if (!object) {
            wrong(field, "must be an object");
            json.skipChildren();
        }
        return object;
    }

    private @Nullable String text(String field) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING && Texts.isName(json.getText(), MAX_TEXT)) {
            return json.getText();
        }
        wrong(field, "must be a string of 1 to " + MAX_TEXT + " characters");
        json.skipChildren();
        return null;
    }

    private long integer(String field, long least, long most, String rule) throws IOException {
        // 1.0 and 1e3 are refused as well: a float was somewhere, and money must never pass through one.
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
                && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            long value = json.getLongValue();
            if (value >= least && value <= most) {
                return value;
            }
        }
        wrong(field, rule);
        json.skipChildren();
        return least;
    }

    private void wrong(String field, String rule) {
        if (wrong == null) {
            wrong = Rejection.invalidOrder(field, rule);
        }
    }

    private static Rejection required(@Nullable Rejection rejection) {
        if (rejection == null) {
            throw new IllegalStateException("an order is missing, but nothing is wrong with it");
        }
        return rejection;
    }
}
