package org.livetally.intake.files;

import java.io.IOException;
import java.io.Reader;
import java.nio.CharBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.livetally.tables.CsvTable;
import org.livetally.tables.XlsxReader;

/**
 * A file whose form is known. It is read twice, once to check all of it and once to record it, and says the same both
 * times.
 *
 * @param encoding null for a workbook
 * @param form null for anything but CSV
 */
record SalesFile(
        Spool bytes,
        FileKind kind,
        @Nullable TextEncoding encoding,
        @Nullable CsvForm form) {
    private static final int SNIFFED_CHARACTERS = 1 << 16;

    /** @param said the encoding, as the operator says; null for nothing */
    static SalesFile of(Spool bytes, @Nullable String said) throws IOException {
        FileKind kind = FileKind.of(bytes.start(1 << 10));
        if (kind == FileKind.XLSX) {
            return new SalesFile(bytes, kind, null, null);
        }
        TextEncoding encoding = TextEncoding.of(bytes, said);
        boolean isTable = kind == FileKind.CSV && encoding.name() != null;
        return new SalesFile(bytes, kind, encoding, isTable ? CsvForm.of(start(encoding.reader(bytes))) : null);
    }

    private static String start(Reader text) throws IOException {
        CharBuffer start = CharBuffer.allocate(SNIFFED_CHARACTERS);
        while (start.hasRemaining() && text.read(start) >= 0) {
            continue;
        }
        return start.flip().toString();
    }

    /** Whether it can be read: somebody knows its encoding. */
    boolean isReadable() {
        return encoding == null || encoding.name() != null;
    }

    /** What was found in it, and how it was read. */
    record Reading(Findings findings, @Nullable TableOrders table) {}

    /**
     * Reads all of it.
     *
     * @param entries is given what may be recorded
     */
    Reading read(ImportRequest request, StreamFacts stream, MappingChoice choice, long now, Consumer<FileEntry> entries)
            throws IOException {
        Findings findings = new Findings();
        OrderMessages messages = new OrderMessages(stream, request.channel(), now, findings, entries);
        if (kind == FileKind.NDJSON) {
            int mark = encoding == null ? 0 : encoding.mark();
            new JsonLines(bytes.from(mark), stream.id(), kind.maxRows(), findings, messages).read();
            return new Reading(findings, null);
        }
        TableOrders table = new TableOrders(stream, choice, kind.maxRows(), findings, messages);
        if (form == null || encoding == null) {
            XlsxReader.read(bytes.mapped(), table);
        } else {
            CsvTable.read(encoding.reader(bytes), form.delimiter(), (number, cells) -> {
                if (!form.skips(number)) {
                    table.add(number, cells);
                }
            });
        }
        table.end();
        return new Reading(findings, table);
    }
}
