package org.livetally.intake.files;

import java.util.Arrays;
import java.util.Locale;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;

/** The kinds of files, known by how they begin, whatever their names say. */
enum FileKind {
    CSV(2_000_000),
    /** Its texts are held in memory, so it has fewer rows. */
    XLSX(100_000),
    NDJSON(2_000_000);

    private static final byte[] ZIP = {'P', 'K', 3, 4};
    /** Old Excel files, and those with a password. */
    private static final byte[] OLE = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0};

    /** Blanks, and the bytes of the byte order mark of UTF-8. */
    private static final String BEFORE = " \t\r\n\u00ef\u00bb\u00bf";

    private final long maxRows;

    FileKind(long maxRows) {
        this.maxRows = maxRows;
    }

    /** Maximum of rows below the header; of messages, if each row is some. */
    long maxRows() {
        return maxRows;
    }

    /** The name in a preview. */
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind of a file.
     *
     * @param start its first bytes
     * @throws Problem 400 that says how to save it, if it is none of them
     */
    static FileKind of(byte[] start) {
        if (startsWith(start, OLE)) {
            throw Problem.invalidField("body", Rule.IMPORT_OLD_EXCEL.reason());
        }
        if (startsWith(start, ZIP)) {
            return XLSX;
        }
        int first = 0;
        while (first < start.length && BEFORE.indexOf(start[first] & 0xff) >= 0) {
            first++;
        }
        if (first == start.length) {
            throw Problem.invalidField("body", Rule.IMPORT_EMPTY.reason());
        }
        return start[first] == '{' || start[first] == '[' ? NDJSON : CSV;
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }
}
