package org.livetally.catalogue;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.http.CsvCell;
import org.livetally.http.Problem;

/**
 * A catalogue as a CSV file (RFC 4180) in UTF-8, for spreadsheets.
 *
 * <p>Byte order mark: a file that is written begins with one, without which spreadsheets show Chinese as nonsense.
 *
 * <p>Formulas: a cell that a spreadsheet would run is escaped by an apostrophe, and so is a cell that begins with an
 * escaped formula already. Otherwise reading, which removes one apostrophe, could not tell them apart.
 *
 * <p>Encodings are not guessed: a file in GBK, read as another encoding, would be a catalogue of nonsense on a big
 * screen.
 */
public final class CatalogueCsv {
    private static final String SKU = "sku";
    private static final List<String> COLUMNS =
            List.of(SKU, Product.NAME, Product.UNIT, Product.RETAIL_PRICE, Product.PRICE);
    private static final Set<String> REQUIRED = Set.of(SKU, Product.NAME);
    /** The byte order mark, by which spreadsheets recognise UTF-8. */
    private static final String BOM = "\uFEFF";

    private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,18}");

    private CatalogueCsv() {}

    /** Parses a file into sku to JSON; the {@link Problem} holds all bad rows. */
    static Map<String, String> read(Buffer file) {
        CatalogueRows rows = new CatalogueRows("row");
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // our own error names the row
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text(file))) {
            Iterator<CsvRecord> records = csv.iterator();
            if (!records.hasNext()) {
                throw Problem.invalidField("body", Rule.CSV_HEADER.reason(String.join(",", COLUMNS)));
            }
            List<String> header = header(records.next(), rows);
            records.forEachRemaining(record -> add(record, header, rows));
        } catch (CsvParseException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw Problem.invalidField("body", Rule.CSV_FORM.reason(e.getMessage() + ": " + cause.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // writes to memory do not fail
        }
        return rows.products();
    }

    private static String text(Buffer file) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file.getBytes()))
                    .toString();
            return text.startsWith(BOM) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw Problem.invalidField("body", Rule.CSV_UTF8.reason());
        }
    }

    private static List<String> header(CsvRecord record, CatalogueRows rows) {
        List<String> header = record.getFields().stream().map(String::strip).toList();
        Set<String> missing = new TreeSet<>(REQUIRED);
        Set<String> seen = new TreeSet<>();
        for (String column : header) {
            if (!COLUMNS.contains(column)) {
                rows.reject(1, column, Rule.COLUMN_UNKNOWN.reason(String.join(",", COLUMNS)));
            } else if (!seen.add(column)) {
                rows.reject(1, column, Rule.COLUMN_TWICE.reason());
            }
            missing.remove(column);
        }
        missing.forEach(column -> rows.reject(1, column, Rule.MISSING.reason()));
        rows.products(); // rows below a wrong header make no sense
        return header;
    }

    private static void add(CsvRecord record, List<String> header, CatalogueRows rows) {
        Object row = record.getStartingLineNumber();
        if (record.getFieldCount() != header.size()) {
            rows.reject(row, SKU, Rule.CSV_CELLS.reason(header.size(), record.getFieldCount()));
            return;
        }
        JsonObject product = new JsonObject();
        for (int i = 0; i < header.size(); i++) {
            String column = header.get(i);
            // A space after a sku is invisible, and would make it another sku. In a unit it does no harm.
            String cell = column.equals(Product.UNIT)
                    ? record.getField(i)
                    : record.getField(i).strip();
            boolean price = column.equals(Product.PRICE) || column.equals(Product.RETAIL_PRICE);
            product.put(column, price ? number(cell) : CsvCell.unescapeFormula(cell));
        }
        rows.add(row, product.getString(SKU), product);
    }

    /** The value for the rule of prices; text is not an integer. */
    private static @Nullable Object number(String cell) {
        if (cell.isEmpty()) {
            return null;
        }
        return DIGITS.matcher(cell).matches() ? (Object) Long.valueOf(cell) : cell;
    }

    /** Writes the file of a catalogue, sku to JSON, in that order. */
    static byte[] write(Map<String, String> products) {
        StringWriter text = new StringWriter().append(BOM);
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(COLUMNS);
            products.forEach((sku, json) -> {
                JsonObject product = new JsonObject(json);
                csv.writeRecord(
                        CsvCell.escapeFormula(sku),
                        CsvCell.escapeFormula(product.getString(Product.NAME)),
                        CsvCell.escapeFormula(product.getString(Product.UNIT)),
                        text(product.getLong(Product.RETAIL_PRICE)),
                        text(product.getLong(Product.PRICE)));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e); // writes to memory do not fail
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String text(@Nullable Long price) {
        return price == null ? "" : price.toString();
    }
}
