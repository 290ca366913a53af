package org.livetally.tables;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Writes Excel workbooks of one sheet. A text is a text there, whatever it begins with, so none needs to be escaped. */
final class XlsxWriter {
    private XlsxWriter() {}

    static byte[] write(List<String> header, Stream<List<Object>> rows) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(file, "Livetally", null)) {
            Worksheet sheet = workbook.newWorksheet("Livetally");
            sheet.freezePane(0, 1); // the header stays in sight
            add(sheet, 0, header);
            sheet.range(0, 0, 0, header.size() - 1).style().bold().set();
            int number = 1;
            for (Iterator<List<Object>> row = rows.iterator(); row.hasNext(); number++) {
                add(sheet, number, row.next());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // writes to memory do not fail
        }
        return file.toByteArray();
    }

    private static void add(Worksheet sheet, int number, List<?> cells) {
        for (int column = 0; column < cells.size(); column++) {
            Object value = cells.get(column);
            if (value instanceof Number integer) {
                sheet.value(number, column, integer);
            } else if (!value.equals("")) {
                sheet.value(number, column, value.toString());
            }
        }
    }
}
