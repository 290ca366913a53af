package org.livetally.tables;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.livetally.domain.rule.Rule;
import org.livetally.http.CsvCell;
import org.livetally.http.Problem;

/**
 * CSV files (RFC 4180), for spreadsheets. Those that are written, and catalogues that are read, are in UTF-8.
 *
 * <p>Byte order mark: a file that is written begins with one, without which spreadsheets show Chinese as nonsense.
 *
 * <p>Formulas: a cell that a spreadsheet would run is escaped by an apostrophe, and so is a cell that begins with an
 * escaped formula already. Otherwise reading, which removes one apostrophe, could not tell them apart.
 *
 * <p>Encodings are not guessed: a file in GBK, read as another encoding, would be a catalogue of nonsense on a big
 * screen.
 */
public final class CsvTable {
    /** The byte order mark, by which spreadsheets recognise UTF-8. */
    static final String BOM = "\uFEFF";

    private CsvTable() {}

    static void read(byte[] file, Rows rows) {
        read(new StringReader(text(file)), ',', rows);
    }

    /**
     * Reads a file of any length, of which no more is in memory than the row at hand.
     *
     * @param text its characters, without a byte order mark
     * @throws Problem 400 that names the body, if it is not CSV
     */
    public static void read(Reader text, char delimiter, Rows rows) {
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .fieldSeparator(delimiter)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // our own error names the row
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            csv.forEach(record -> rows.add(
                    record.getStartingLineNumber(),
                    record.getFields().stream()
                            .map(CsvCell::unescapeFormula)
                            .map(Cell::text)
                            .toList()));
        } catch (CsvParseException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw Problem.invalidField("body", Rule.CSV_FORM.reason(e.getMessage() + ": " + cause.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] file) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
            return text.startsWith(BOM) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw Problem.invalidField("body", Rule.CSV_UTF8.reason());
        }
    }
}
