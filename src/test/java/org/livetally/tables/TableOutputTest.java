package org.livetally.tables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.livetally.tables.XlsxOutput.Limits;
import org.livetally.tables.XlsxOutput.Title;

/** Tables that are written row by row, in all forms. */
final class TableOutputTest {
    private record Row(String text, long gmv, long count, LocalDateTime at) {}

    private static final LocalDateTime AT = LocalDateTime.of(2022, 1, 1, 20, 0, 0, 123_000_000);

    private static final List<Column<Row>> COLUMNS = List.of(
            Column.of("text", Row::text),
            Column.money("gmv", Row::gmv),
            Column.of("count", Row::count),
            Column.of("at", Row::at),
            Column.of("day", row -> row.at.toLocalDate()),
            Column.of("share", row -> row.count == 0 ? null : new BigDecimal("0.0001")));

    private static final List<Row> ROWS = List.of(new Row("=1+1", 123_456, 7, AT), new Row("茶", -5, 0, AT));

    @Test
    void textFormsHaveMinorUnitsAndLocalTimes() {
        assertEquals(
                "\ufefftext,gmv,count,at,day,share\r\n"
                        + "'=1+1,123456,7,2022-01-01 20:00:00.123,2022-01-01,0.0001\r\n"
                        + "茶,-5,0,2022-01-01 20:00:00.123,2022-01-01,\r\n",
                text(ExportForm.CSV));
        assertEquals(
                "{\"text\":\"=1+1\",\"gmv\":123456,\"count\":7,\"at\":\"2022-01-01 20:00:00.123\",\"day\":\"2022-01-01\",\"share\":0.0001}\n"
                        + "{\"text\":\"茶\",\"gmv\":-5,\"count\":0,\"at\":\"2022-01-01 20:00:00.123\",\"day\":\"2022-01-01\"}\n",
                text(ExportForm.NDJSON));
    }

    private static String text(ExportForm form) {
        return new String(written(form.open(COLUMNS, "table", Money.of("CNY"))), UTF_8);
    }

    /** Each row by itself, as a stream of pages has it. */
    private static byte[] written(TableOutput<Row> output) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (Row row : ROWS) {
            output.add(List.of(row));
            output.mark();
            file.writeBytes(output.take());
        }
        file.writeBytes(output.takeLast());
        return file.toByteArray();
    }

    @Test
    void aWorkbookHasAmountsInUnitsOfTheCurrencyAndTimesThatAreTimes() {
        List<List<Cell>> rows = read(written(ExportForm.XLSX.open(COLUMNS, "table", Money.of("CNY"))));

        assertEquals(
                "[text, gmv (CNY), count, at, day, share]", texts(rows.get(0)).toString());
        assertEquals("[=1+1, 1234.56, 7]", texts(rows.get(1)).subList(0, 3).toString());
        assertEquals("[茶, -0.05, 0]", texts(rows.get(2)).subList(0, 3).toString());
        assertEquals(Cell.Kind.TEXT, rows.get(1).get(0).kind());
        assertEquals(Cell.Kind.NUMBER, rows.get(1).get(1).kind());
        assertEquals(Cell.Kind.TIME, rows.get(1).get(3).kind());
        assertEquals(AT.withNano(0), rows.get(1).get(3).time());
        assertEquals(Cell.Kind.DATE, rows.get(1).get(4).kind());
        assertEquals("44562", rows.get(1).get(4).text());
        assertEquals("0.0001", rows.get(1).get(5).text());
        assertEquals(
                "-5",
                read(written(ExportForm.XLSX.open(COLUMNS, "table", Money.of("JPY"))))
                        .get(2)
                        .get(1)
                        .text());
    }

    @Test
    void timesAreExactToTheMillisecond() {
        assertEquals("44562.8333347569", LocalTimes.serial(AT));
        assertEquals("44562.9999999884", LocalTimes.serial(LocalDateTime.of(2022, 1, 1, 23, 59, 59, 999_000_000)));
        assertEquals("44562.0000000116", LocalTimes.serial(LocalDateTime.of(2022, 1, 1, 0, 0, 0, 1_000_000)));
        assertEquals(44562, LocalTimes.serial(LocalDate.of(2022, 1, 1)));
    }

    /** No text is a formula, and none makes Excel call the workbook damaged. */
    @Test
    void anyTextIsATextOfAWorkbook() throws IOException {
        List<String> hostile = List.of(
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "＝1",
                "a\u0001b",
                "a\rb",
                "x\ny\tz",
                "_x0041_",
                "]]><&\"'",
                "𠮷",
                " 茶 ");
        List<Row> rows = hostile.stream().map(text -> new Row(text, 1, 1, AT)).toList();
        TableOutput<Row> output = ExportForm.XLSX.open(COLUMNS, "table", Money.of("CNY"));
        output.add(rows);
        output.add(List.of(new Row("字".repeat(40_000), 1, 1, AT), new Row("\ud83d!", 1, 1, AT)));
        byte[] file = output.takeLast();

        List<String> read = read(file).stream().map(row -> row.get(0).text()).toList();

        assertEquals(hostile, read.subList(1, hostile.size() + 1));
        assertEquals("字".repeat(32_766) + "…", read.get(hostile.size() + 1));
        assertEquals("\ud83d!", read.get(hostile.size() + 2));
        String sheet = part(parts(file), "xl/worksheets/sheet1.xml");
        assertTrue(!sheet.contains("<f>") && sheet.contains("<c r=\"A2\" s=\"6\" t=\"inlineStr\">"), "typed as a text");
        assertTrue(sheet.contains("a_x0001_b") && sheet.contains("_x005F_x0041_"), "as ECMA-376 says");
    }

    @Test
    void afterAFullSheetComesAnother() throws IOException {
        for (Limits limits : List.of(new Limits(3, 1 << 20), new Limits(1_000, 1))) {
            TableOutput<Row> output = new XlsxOutput<>(COLUMNS, new Title("t", Money.of("CNY")), limits);
            for (int i = 0; i < 5; i++) {
                output.add(List.of(new Row("row " + i, 1, i, AT)));
                output.mark(); // by which the bytes of a sheet are counted
            }
            Map<String, String> parts = parts(output.takeLast());

            int sheets = limits.rows() == 3 ? 3 : 5;
            List<String> names = parts.keySet().stream()
                    .filter(name -> name.startsWith("xl/worksheets/"))
                    .toList();
            assertEquals(sheets, names.size());
            String all = names.stream().map(parts::get).collect(Collectors.joining());
            assertEquals(sheets, all.split(">text<", -1).length - 1, "a header each");
            for (int i = 0; i < 5; i++) {
                assertEquals(2, all.split("row " + i, -1).length, "row " + i);
            }
            assertTrue(part(parts, "xl/workbook.xml").contains("name=\"t " + sheets + "\""), "named");
            assertEquals(sheets, part(parts, "[Content_Types].xml").split("worksheet\\+xml", -1).length - 1);
        }
    }

    /** Whoever receives a workbook can count its marks. */
    @Test
    void marksShowInTheBytes() {
        TableOutput<Row> output = ExportForm.XLSX.open(COLUMNS, "table", Money.of("CNY"));
        output.add(ROWS);
        output.mark();
        byte[] first = output.take();

        assertArrayEquals(new byte[] {0, 0, -1, -1}, Arrays.copyOfRange(first, first.length - 4, first.length));
        assertEquals(3, read(concat(first, output.takeLast())).size());
    }

    private static byte[] concat(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }

    private static List<List<Cell>> read(byte[] file) {
        List<List<Cell>> rows = new ArrayList<>();
        XlsxReader.read(ByteBuffer.wrap(file), (number, cells) -> rows.add(cells));
        return rows;
    }

    private static List<String> texts(List<Cell> row) {
        return row.stream().map(Cell::text).toList();
    }

    private static String part(Map<String, String> parts, String name) {
        return Objects.requireNonNull(parts.get(name), name);
    }

    /** All parts, read from front to end: sums and sizes are checked. */
    private static Map<String, String> parts(byte[] file) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), new String(zip.readAllBytes(), UTF_8));
            }
        }
        return parts;
    }
}
