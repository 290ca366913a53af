package org.livetally.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Order.Buyer;

/** The JSON of a buyer, in both directions: {@code {"id":…,"group":…,"city":…,"province":…}}, without absent fields. */
public final class BuyerJson {
    private BuyerJson() {}

    static void write(JsonGenerator json, Buyer buyer) throws IOException {
        json.writeStartObject();
        JsonBytes.writeText(json, "id", buyer.id());
        JsonBytes.writeText(json, "group", buyer.group());
        JsonBytes.writeText(json, "city", buyer.city());
        JsonBytes.writeText(json, "province", buyer.province());
        json.writeEndObject();
    }

    /** Parses the output of {@link #write}; the parser is on the opening brace. */
    static Buyer read(JsonParser json) throws IOException {
        String id = null;
        String group = null;
        String city = null;
        String province = null;
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            String value = json.nextTextValue();
            switch (field) {
                case "id" -> id = value;
                case "group" -> group = value;
                case "city" -> city = value;
                case "province" -> province = value;
                default -> json.skipChildren();
            }
        }
        return new Buyer(id, group, city, province);
    }

    /**
     * Parses the buyer in a client's message. {@code fields} then holds the rules that it breaks.
     *
     * @param withId whether the id is read; otherwise it is skipped like an unknown field
     * @return null if there is no buyer, or it is not an object
     */
    public static @Nullable Buyer read(FieldReader fields, boolean withId) throws IOException {
        if (fields.isNull() || !fields.isObject("buyer")) {
            return null;
        }
        String id = null;
        String group = null;
        String city = null;
        String province = null;
        for (String field = fields.next(); field != null; field = fields.next()) {
            switch (field) {
                case "id" -> {
                    if (withId) {
                        id = fields.optionalText("buyer.id");
                    } else {
                        fields.skip();
                    }
                }
                case "group" -> group = fields.optionalText("buyer.group");
                case "city" -> city = fields.optionalText("buyer.city");
                case "province" -> province = fields.optionalText("buyer.province");
                default -> fields.skip();
            }
        }
        return new Buyer(id, group, city, province);
    }
}
