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
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private static final Map<String, ProductField> FIELDS =
            Stream.of(ProductField.values()).collect(Collectors.toMap(ProductField::wire, Function.identity()));
    private static final List<String> COLUMNS = Stream.concat(
                    Stream.of(SKU), Stream.of(ProductField.values()).map(ProductField::wire))
            .toList();
    private static final Set<String> REQUIRED = Set.of(SKU, ProductField.NAME.wire());
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
        String sku = "";
        JsonObject product = new JsonObject();
        for (int i = 0; i < header.size(); i++) {
            String cell = record.getField(i);
            ProductField field = FIELDS.get(header.get(i));
            if (field == null) {
                // A space after a sku is invisible, and would make it another sku.
                sku = CsvCell.unescapeFormula(cell.strip());
            } else {
                Object value = value(field, cell);
                if (!value.equals("")) {
                    field.put(product, value);
                }
            }
        }
        rows.add(row, sku, product);
    }

    private static Object value(ProductField field, String cell) {
        if (field.isInteger()) {
            return number(cell.strip());
        }
        return CsvCell.unescapeFormula(field.isStripped() ? cell.strip() : cell);
    }

    /** The value for the rule of integers, which no text fits. */
    private static Object number(String cell) {
        return DIGITS.matcher(cell).matches() ? (Object) Long.valueOf(cell) : cell;
    }

    /** Writes the file of a catalogue, sku to JSON, in that order. */
    static byte[] write(Map<String, String> products) {
        StringWriter text = new StringWriter().append(BOM);
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(COLUMNS);
            products.forEach((sku, json) -> {
                JsonObject product = new JsonObject(json);
                List<String> cells = new ArrayList<>();
                cells.add(CsvCell.escapeFormula(sku));
                for (ProductField field : ProductField.values()) {
                    cells.add(cell(field.valueIn(product)));
                }
                csv.writeRecord(cells);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e); // writes to memory do not fail
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String cell(@Nullable Object value) {
        if (value instanceof String text) {
            return CsvCell.escapeFormula(text);
        }
        return value == null ? "" : value.toString();
    }
}
