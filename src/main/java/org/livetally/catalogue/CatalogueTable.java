package org.livetally.catalogue;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.livetally.http.Problem;
import org.livetally.http.RowErrors;
import org.livetally.tables.Column;
import org.livetally.tables.TableFormat;
import org.livetally.tables.TableReader;
import org.livetally.tables.TableRow;

/** A catalogue as a file for spreadsheets: a column for the sku, and one for each {@link ProductField}. */
final class CatalogueTable {
    private static final String SKU = "sku";
    private static final TableReader.Columns COLUMNS = new TableReader.Columns(
            Stream.concat(Stream.of(SKU), Stream.of(ProductField.values()).map(ProductField::wire))
                    .toList(),
            Set.of(SKU, ProductField.NAME.wire()));

    private static final List<Column<Map.Entry<String, JsonObject>>> WRITTEN = Column.join(
            List.of(Column.of(SKU, Map.Entry::getKey)),
            Stream.of(ProductField.values())
                    .map(field -> field.column().in(Map.Entry<String, JsonObject>::getValue))
                    .toList());

    private CatalogueTable() {}

    /** Parses a file; the {@link Problem} holds all bad rows. */
    static CatalogueRows read(TableFormat format, Buffer file) {
        RowErrors errors = new RowErrors("row");
        CatalogueRows rows = new CatalogueRows(errors);
        TableReader.read(format, file, COLUMNS, errors, row -> add(row, rows));
        return rows.whole();
    }

    private static void add(TableRow row, CatalogueRows rows) {
        JsonObject product = new JsonObject();
        for (ProductField field : ProductField.values()) {
            Object value = field.isInteger() ? row.integer(field.wire()) : row.text(field.wire());
            if (!(value instanceof String text) || !field.isBlank(text)) {
                field.put(product, value);
            }
        }
        rows.add(row.number(), row.text(SKU), product);
    }

    /** Writes the file of a catalogue, sku to JSON, in that order. */
    static byte[] write(TableFormat format, Map<String, String> products) {
        return format.write(
                WRITTEN,
                products.entrySet().stream()
                        .map(product -> Map.entry(product.getKey(), new JsonObject(product.getValue()))));
    }
}
