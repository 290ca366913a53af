package org.livetally.certificates;

import static org.livetally.catalogue.ProductField.IMAGE;
import static org.livetally.catalogue.ProductField.NAME;
import static org.livetally.catalogue.ProductField.NUMBERED_LAST;
import static org.livetally.catalogue.ProductField.NUMBERED_PREFIX;
import static org.livetally.catalogue.ProductField.ORIGIN;
import static org.livetally.catalogue.ProductField.SERIES;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import org.livetally.catalogue.ProductField;
import org.livetally.wire.JsonBytes;

/**
 * One number of an order, with what the catalogue says of the product now.
 *
 * @param product its fields; empty if the catalogue no longer has it
 */
record NumberedItem(String sku, long number, JsonObject product) {
    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("sku", sku);
        json.writeStringField("name", NAME.valueIn(product) instanceof String name ? name : sku);
        text(json, "prefix", NUMBERED_PREFIX);
        json.writeNumberField("number", number);
        if (NUMBERED_LAST.valueIn(product) instanceof Number last) {
            json.writeNumberField("last", last.longValue());
        }
        text(json, "image", IMAGE);
        text(json, "origin", ORIGIN);
        text(json, "series", SERIES);
        json.writeEndObject();
    }

    private void text(JsonGenerator json, String name, ProductField field) throws IOException {
        JsonBytes.writeText(json, name, (String) field.valueIn(product));
    }
}
