package org.livetally.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.StreamEvent.AcceptedLoss;
import org.livetally.domain.order.StreamEvent.CatalogueChange;
import org.livetally.domain.order.StreamEvent.CatalogueEntry;
import org.livetally.domain.order.StreamEvent.Erasure;
import org.livetally.domain.order.StreamEvent.Group;
import org.livetally.domain.order.StreamEvent.GroupsChange;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.domain.order.StreamEvent.StockChange;

/** The content of events that are about no order, in both directions: all fields but type, id and time. */
final class StreamEventJson {
    private StreamEventJson() {}

    static void writeStock(JsonGenerator json, StockChange change) throws IOException {
        json.writeStringField("sku", change.sku());
        json.writeNumberField("add", change.add());
        JsonBytes.writeText(json, "reason", change.reason());
    }

    static void writeShow(JsonGenerator json, Show show) throws IOException {
        writeChange(json, "host", show.host());
        writeChange(json, "sku", show.sku());
    }

    private static void writeChange(JsonGenerator json, String field, Show.@Nullable Change change) throws IOException {
        if (change != null) {
            json.writeStringField(field, change.to()); // null clears, and is written
        }
    }

    static void writeProducts(JsonGenerator json, CatalogueChange change) throws IOException {
        json.writeObjectFieldStart("products");
        for (Map.Entry<String, CatalogueEntry> product : change.products().entrySet()) {
            json.writeFieldName(product.getKey());
            String text = product.getValue().json();
            json.writeRawValue(text.isEmpty() ? "null" : text);
        }
        json.writeEndObject();
    }

    /** Parses products; the parser is on the opening brace. */
    static Map<String, CatalogueEntry> readProducts(JsonParser json) throws IOException {
        Map<String, CatalogueEntry> products = new LinkedHashMap<>();
        for (String sku = json.nextFieldName(); sku != null; sku = json.nextFieldName()) {
            boolean removed = json.nextToken() == JsonToken.VALUE_NULL;
            products.put(sku, removed ? CatalogueEntry.REMOVED : FactsJson.entry(text(json)));
        }
        return products;
    }

    private static String text(JsonParser json) {
        byte[] copy = JsonBytes.of(json, (out, from) -> out.copyCurrentStructure(from));
        return new String(copy, StandardCharsets.UTF_8);
    }

    static void writeGroups(JsonGenerator json, GroupsChange change) throws IOException {
        json.writeObjectFieldStart("groups");
        for (Map.Entry<String, @Nullable Group> group : change.groups().entrySet()) {
            json.writeFieldName(group.getKey());
            GroupJson.writeOrNull(json, group.getValue());
        }
        json.writeEndObject();
    }

    static void writeErasure(JsonGenerator json, Erasure erasure) throws IOException {
        json.writeStringField("pseudonym", erasure.pseudonym());
        json.writeNumberField("orders", erasure.orders());
        json.writeStringField("seal", erasure.seal());
    }

    static void writeLoss(JsonGenerator json, AcceptedLoss loss) throws IOException {
        json.writeStringField("from", loss.from());
        json.writeStringField("to", loss.to());
        json.writeStringField("by", loss.by());
    }

    /** Parses groups; the parser is on the opening brace. */
    static Map<String, @Nullable Group> readGroups(JsonParser json) throws IOException {
        Map<String, @Nullable Group> groups = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            groups.put(name, json.nextToken() == JsonToken.VALUE_NULL ? null : GroupJson.read(json));
        }
        return groups;
    }
}
