package org.livetally.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.ProductFacts;
import org.livetally.domain.order.ProductFacts.Levy;
import org.livetally.domain.order.ProductFacts.Numbered;
import org.livetally.domain.order.StreamEvent.CatalogueEntry;

/**
 * What a product's JSON says of its {@link ProductFacts}, in both directions; other fields are skipped.
 *
 * <pre>{"category":…,"series":…,"stock":12,"numbered":{"prefix":…,"first":1,"last":300},"levy":{"fund":…,"amount":20}}</pre>
 */
public final class FactsJson {
    private FactsJson() {}

    /**
     * A product of a catalogue.
     *
     * @param product its JSON, valid
     */
    public static CatalogueEntry entry(String product) {
        try (JsonParser json = JsonBytes.parser(product.getBytes(StandardCharsets.UTF_8))) {
            json.nextToken();
            return read(json).entry(product);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the facts of products, by sku, and nothing else of them. */
    public static byte[] write(Map<String, ProductFacts> products) {
        return JsonBytes.of(products, (json, all) -> {
            json.writeStartObject();
            for (Map.Entry<String, ProductFacts> product : all.entrySet()) {
                json.writeFieldName(product.getKey());
                write(json, product.getValue());
            }
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, ProductFacts facts) throws IOException {
        json.writeStartObject();
        JsonBytes.writeText(json, "category", facts.category());
        JsonBytes.writeText(json, "series", facts.series());
        if (facts.tracked()) {
            json.writeNumberField("stock", 0);
        }
        if (facts.numbered() != null) {
            json.writeObjectFieldStart("numbered");
            json.writeStringField("prefix", facts.numbered().prefix());
            json.writeNumberField("first", facts.numbered().first());
            json.writeNumberField("last", facts.numbered().last());
            json.writeEndObject();
        }
        if (facts.levy() != null) {
            json.writeObjectFieldStart("levy");
            json.writeStringField("fund", facts.levy().fund());
            json.writeNumberField("amount", facts.levy().amount());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** Parses the output of {@link #write}. */
    public static Map<String, ProductFacts> read(byte[] facts) {
        Map<String, ProductFacts> products = new LinkedHashMap<>();
        try (JsonParser json = JsonBytes.parser(facts)) {
            json.nextToken();
            for (String sku = json.nextFieldName(); sku != null; sku = json.nextFieldName()) {
                json.nextToken();
                products.put(sku, read(json).facts());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return products;
    }

    private static Draft read(JsonParser json) throws IOException {
        Draft draft = new Draft();
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "series" -> draft.series = json.getValueAsString();
                case "category" -> draft.category = json.getValueAsString();
                case "stock" -> draft.stock = value == JsonToken.VALUE_NULL ? null : (Long) json.getLongValue();
                case "numbered", "levy" -> draft.readParts(field, json);
                default -> json.skipChildren();
            }
        }
        return draft;
    }

    private static final class Draft {
        @Nullable
        String series;

        @Nullable
        String category;

        @Nullable
        Long stock;

        private @Nullable Levy levy;
        private @Nullable Numbered numbered;

        void readParts(String of, JsonParser json) throws IOException {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                return;
            }
            Map<String, String> texts = new LinkedHashMap<>();
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                json.nextToken();
                texts.put(field, json.getText());
            }
            if (of.equals("levy")) {
                levy = new Levy(texts.getOrDefault("fund", ""), number(texts, "amount"));
            } else {
                numbered =
                        new Numbered(texts.getOrDefault("prefix", ""), number(texts, "first"), number(texts, "last"));
            }
        }

        private static long number(Map<String, String> texts, String field) {
            return Long.parseLong(texts.getOrDefault(field, "0"));
        }

        ProductFacts facts() {
            return new ProductFacts(series, category, levy, numbered, stock != null);
        }

        CatalogueEntry entry(String product) {
            return new CatalogueEntry(product, facts(), stock);
        }
    }
}
