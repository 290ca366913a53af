package org.livetally.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.model.Order;
import org.livetally.model.Order.Buyer;
import org.livetally.model.Order.Line;

/**
 * The JSON of a ledger entry, one canonical form per content: fields in this order, absent ones left out. The id is the
 * entry's field name and the stream is in the key, so neither is repeated here.
 *
 * <pre>{"type":"order","channel":…,"buyer":{"id":…,"group":…,"city":…},"lines":[{"sku":…,"qty":…,"amount":…}],
 * "status":"paid","at":…}</pre>
 */
final class LedgerJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int TYPICAL_BYTES = 256;

    private LedgerJson() {}

    static byte[] write(Order order) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(TYPICAL_BYTES);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("type", "order");
            writeText(json, "channel", order.channel());
            if (order.buyer() != null) {
                writeBuyer(json, order.buyer());
            }
            writeLines(json, order.lines());
            json.writeStringField("status", order.paid() ? "paid" : "placed");
            if (order.at() != Order.NO_TIME) {
                json.writeNumberField("at", order.at());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return out.toByteArray();
    }

    private static void writeBuyer(JsonGenerator json, Buyer buyer) throws IOException {
        json.writeObjectFieldStart("buyer");
        writeText(json, "id", buyer.id());
        writeText(json, "group", buyer.group());
        writeText(json, "city", buyer.city());
        json.writeEndObject();
    }

    private static void writeLines(JsonGenerator json, List<Line> lines) throws IOException {
        json.writeArrayFieldStart("lines");
        for (Line line : lines) {
            json.writeStartObject();
            json.writeStringField("sku", line.sku());
            json.writeNumberField("qty", line.qty());
            json.writeNumberField("amount", line.amount());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeText(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }

    /**
     * Reads an order back.
     *
     * @throws UncheckedIOException if this is no JSON
     */
    static Order read(String stream, String id, byte[] bytes) {
        Draft draft = new Draft();
        try (JsonParser json = JSON.createParser(bytes)) {
            json.nextToken();
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                json.nextToken();
                draft.read(field, json);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Order(id, stream, draft.channel, draft.buyer, draft.lines, draft.paid, draft.at);
    }

    private static final class Draft {
        @Nullable
        String channel;

        @Nullable
        Buyer buyer;

        final List<Line> lines = new ArrayList<>();
        boolean paid;
        long at = Order.NO_TIME;

        void read(String field, JsonParser json) throws IOException {
            switch (field) {
                case "channel" -> channel = json.getText();
                case "buyer" -> buyer = readBuyer(json);
                case "lines" -> readLines(json);
                case "status" -> paid = json.getText().equals("paid");
                case "at" -> at = json.getLongValue();
                default -> json.skipChildren();
            }
        }

        private static Buyer readBuyer(JsonParser json) throws IOException {
            String id = null;
            String group = null;
            String city = null;
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                String value = json.nextTextValue();
                switch (field) {
                    case "id" -> id = value;
                    case "group" -> group = value;
                    default -> city = value;
                }
            }
            return new Buyer(id, group, city);
        }

        private void readLines(JsonParser json) throws IOException {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                String sku = "";
                long qty = 0;
                long amount = 0;
                for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                    json.nextToken();
                    switch (field) {
                        case "sku" -> sku = json.getText();
                        case "qty" -> qty = json.getLongValue();
                        default -> amount = json.getLongValue();
                    }
                }
                lines.add(new Line(sku, qty, amount));
            }
        }
    }
}
