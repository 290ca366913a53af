package org.livetally.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A table as an Excel workbook, packed while it is written. A sheet that is full is followed by another one. Amounts are
 * in units of the currency.
 */
final class XlsxOutput<R> extends TableOutput<R> {
    private static final int CHUNK = 32 << 10;

    private final List<Column<R>> columns;
    private final XlsxRow row;
    private final Title title;
    private final Limits limits;
    private final Zip zip = new Zip();
    private final StringBuilder xml = new StringBuilder(2 * CHUNK);
    private int sheets;
    private int rows;
    private long bytes;

    /**
     * What the workbook is called.
     *
     * @param sheet the name of its first sheet
     * @param money of its amounts; null if they are shown as minor units
     */
    record Title(String sheet, @Nullable Money money) {}

    /**
     * When a sheet is full.
     *
     * @param rows with the header
     * @param bytes before packing, from which on no row is added
     */
    record Limits(int rows, long bytes) {
        /** Excel's own number of rows; and less than where sizes in ZIP files take another form. */
        static final Limits OF_EXCEL = new Limits(1_048_576, 3L << 30);
    }

    private final class Zip extends ZipOutputStream {
        Zip() {
            super(file());
            setLevel(Deflater.BEST_SPEED);
        }

        /** Writes all that was given to it, and an empty block. */
        void mark() throws IOException {
            int packed;
            do {
                packed = def.deflate(buf, 0, buf.length, Deflater.SYNC_FLUSH);
                out.write(buf, 0, packed);
            } while (packed == buf.length);
        }
    }

    XlsxOutput(List<Column<R>> columns, Title title, Limits limits) {
        this.columns = columns;
        this.row = new XlsxRow(xml, columns.size());
        this.title = title;
        this.limits = limits;
        openSheet();
    }

    @Override
    public void add(List<R> added) {
        for (R next : added) {
            if (rows == limits.rows || bytes >= limits.bytes) {
                closeSheet();
                openSheet();
            }
            begin();
            for (int i = 0; i < columns.size(); i++) {
                cell(i, columns.get(i), next);
            }
            finish();
        }
    }

    private void begin() {
        rows++;
        row.begin(rows);
    }

    private void cell(int place, Column<R> column, R of) {
        Object cell = column.cell().apply(of);
        Money money = title.money;
        if (column.isMoney() && money != null && cell instanceof Long minor) {
            row.amount(place, minor, money.digits());
        } else if (cell != null) {
            row.cell(place, cell);
        }
    }

    private void finish() {
        row.end();
        if (xml.length() >= CHUNK) {
            pack();
        }
    }

    private void openSheet() {
        sheets++;
        rows = 0;
        bytes = 0;
        open(XlsxBook.sheetPart(sheets));
        xml.append(XlsxBook.SHEET_START);
        begin();
        for (int i = 0; i < columns.size(); i++) {
            row.header(i, header(columns.get(i)));
        }
        finish();
    }

    private String header(Column<R> column) {
        Money money = title.money;
        return column.isMoney() && money != null ? column.name() + " (" + money.currency() + ")" : column.name();
    }

    private void closeSheet() {
        xml.append(XlsxBook.SHEET_END);
        close();
    }

    @Override
    void end() {
        closeSheet();
        XlsxBook.parts(title.sheet, sheets, title.money == null ? 0 : title.money.digits())
                .forEach((name, part) -> {
                    open(name);
                    xml.append(part);
                    close();
                });
        try {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void open(String part) {
        try {
            zip.putNextEntry(new ZipEntry(part));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // writes to memory do not fail
        }
    }

    private void close() {
        pack();
        try {
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pack() {
        byte[] text = xml.toString().getBytes(StandardCharsets.UTF_8);
        xml.setLength(0);
        bytes += text.length;
        try {
            zip.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void mark() {
        pack();
        try {
            zip.mark();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
