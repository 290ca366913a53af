package org.livetally.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;

/** Files for spreadsheets give back what was written to them, and hostile ones cost little. */
final class TableFormatTest {
    private static final String HEADER = "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>";

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadAgain(TableFormat format) {
        List<List<Object>> rows = new ArrayList<>();
        for (String text :
                List.of("=1+1", "'=1", "'quoted'", "a,b", "\"", " 茶 ", "𠮷<&>", "007", "1e5", "＝1", "x\ny")) {
            rows.add(List.of(text, 7, ""));
        }
        rows.add(List.of("big", 9_007_199_254_740_991L, "end"));
        List<String> expected = new ArrayList<>(List.of("1: sku|number|note"));
        for (List<Object> row : rows) {
            expected.add((expected.size() + 1) + ": " + row.get(0) + "|" + row.get(1) + "|" + row.get(2));
        }

        List<String> read = read(format, format.write(Workbooks.columns("sku", "number", "note"), rows.stream()));

        if (format == TableFormat.CSV) { // whose row after a cell of two lines is one further down
            expected.set(12, expected.get(12).replace("13:", "14:"));
        }
        assertEquals(expected, read);
    }

    @Test
    void aFileIsKnownByItsType() {
        assertEquals(TableFormat.CSV, TableFormat.of("Text/CSV; charset=utf-8"));
        assertEquals(TableFormat.XLSX, TableFormat.of(TableFormat.XLSX.contentType()));
        assertNull(TableFormat.of("application/json"));
        assertNull(TableFormat.of(null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<c t='s'><v>1</v></c>|name",
                "<c t='inlineStr'><is><r><t>a</t></r><rPh><t>x</t></rPh><r><t xml:space='preserve'> b</t></r></is></c>|a b",
                "<c t='str'><f>A1</f><v>cached</v></c>|cached",
                "<c><f>A1+1</f><v>3</v></c>|3",
                "<c t='b'><v>1</v></c>|TRUE",
                "<c t='b'><v>0</v></c>|FALSE",
                "<c t='e'><v>#N/A</v></c>|#N/A",
                "<c t='d'><v>2022-01-01</v></c>|2022-01-01",
                "<c s='3'><v>44562</v></c>|44562",
                "<c t='n'><v>12.0</v></c>|12",
                "<c><v>1E+12</v></c>|1000000000000",
                "<c><v>9007199254740993</v></c>|9007199254740993",
                "<c><v>-5</v></c>|-5",
                "<c><v>0.00</v></c>|0",
                "<c><v>19.899999999999999</v></c>|19.9",
                "<c><v>1.2E-2</v></c>|0.012",
            })
    void aCellOfAWorkbookIsItsText(String cell, String text) {
        List<String> rows = read(
                TableFormat.XLSX,
                Workbooks.of(HEADER + "<row r='5'><c r='A5' t='inlineStr'><is><t>k</t></is></c>" + cell + "</row>"));

        assertEquals(List.of("1: sku|name", "5: k|" + text), rows);
    }

    @Test
    void rowsWithoutTextAreLeftOutAndShortOnesAreFilled() {
        assertEquals(
                List.of("3: sku|name", "5: 1|", "6: |2", "9: 1|2|3"),
                read(
                        TableFormat.XLSX,
                        Workbooks.of("<row r='2'/>" + HEADER.replace("r='1'", "r='3'")
                                + "<row r='4'><c r='A4' s='1'/><c r='B4' t='inlineStr'><is><t> </t></is></c></row>"
                                + "<row r='5'><c r='A5'><v>1</v></c><c r='XFD5' s='2'/></row>"
                                + "<row><c r='B6'><v>2</v></c></row>"
                                + "<row r='9'><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<row r='1'><c r='ZZZZZZ1'><v>1</v></c></row>",
                "<row r='1'><c r='XFE1'><v>1</v></c></row>",
                "<row r='1'><c r='1'><v>1</v></c></row>",
                "<row r='x'><c r='A1'><v>1</v></c></row>",
                "<row r='1'><c t='s'><v>2</v></c></row>",
                "<row r='1'><c t='s'><v>-1</v></c></row>",
                "<row r='1'><c t='s'><v>2000000000</v></c></row>",
                "<row r='1'><c><v>1E999999999</v></c></row>",
                "<row r='1'><c><v>NaN</v></c></row>",
                "<row r='1'><c><v>1</v></c>",
            })
    void aWorkbookThatSaysWhatIsNotSoIsRefused(String rows) {
        assertRefused(Rule.XLSX_FORM, Workbooks.of(rows));
    }

    @ParameterizedTest
    @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
    void aWorkbookIsPackedInEitherWay(int method) {
        byte[] file = Workbooks.zip(Workbooks.parts(HEADER), method);

        assertEquals(List.of("1: sku|name"), read(TableFormat.XLSX, file));
    }

    @Test
    void whatIsNoWorkbookIsRefused() {
        byte[] good = Workbooks.of(HEADER);
        assertRefused(Rule.XLSX_FORM, new byte[0]);
        assertRefused(Rule.XLSX_FORM, "sku,name\r\n".getBytes(StandardCharsets.UTF_8));
        assertRefused(Rule.XLSX_FORM, Arrays.copyOf(good, good.length / 2));
        for (String part : Workbooks.parts(HEADER).keySet()) {
            Map<String, String> parts = Workbooks.parts(HEADER);
            parts.remove(part);
            if (part.contains("rels") || part.contains("xl/workbook") || part.equals(Workbooks.SHEET)) {
                assertRefused(Rule.XLSX_FORM, Workbooks.zip(parts));
            }
        }
    }

    @Test
    void aBombIsRefusedBeforeItIsUnpacked() {
        for (String part : List.of(Workbooks.SHEET, Workbooks.TEXTS)) {
            Map<String, String> parts = Workbooks.parts(HEADER);
            parts.put(part, "<a>" + " ".repeat(ZipReader.MAX_BYTES) + "</a>");
            byte[] bomb = Workbooks.zip(parts);
            assertTrue(bomb.length < 1 << 20, () -> bomb.length + " bytes");
            assertRefused(Rule.XLSX_SIZE, bomb);
        }
        Map<String, String> again = Workbooks.parts("<row>" + "<c t='s'><v>0</v></c>".repeat(500) + "</row>");
        again.put(Workbooks.TEXTS, "<sst><si><t>" + " ".repeat(1 << 20) + "</t></si></sst>");
        assertRefused(Rule.XLSX_SIZE, Workbooks.zip(again));
        String far = "<row><c r='XFD1'><v>1</v></c></row>".repeat(2_000);
        assertRefused(Rule.XLSX_SIZE, Workbooks.of(HEADER + far));
        assertRefused(
                Rule.XLSX_SIZE,
                Workbooks.of("<row><c r='XFD1'><v>1</v></c></row>" + "<row><c><v>1</v></c></row>".repeat(2_000)));
        assertRefused(Rule.XLSX_FORM, Workbooks.of("<a>".repeat(5_000_000)));
        Map<String, String> entities = Workbooks.parts(HEADER);
        entities.put(
                Workbooks.TEXTS,
                "<!DOCTYPE sst [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><sst><si><t>sku</t></si><si><t>&b;</t></si></sst>");
        assertRefused(Rule.XLSX_FORM, Workbooks.zip(entities));
        Map<String, String> outside = Workbooks.parts(HEADER);
        outside.put(
                Workbooks.TEXTS,
                "<!DOCTYPE sst [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><sst><si><t>sku</t></si><si><t>&a;</t></si></sst>");
        assertRefused(Rule.XLSX_FORM, Workbooks.zip(outside));
    }

    private static void assertRefused(Rule rule, byte[] file) {
        Problem problem = assertThrows(Problem.class, () -> read(TableFormat.XLSX, file));
        assertEquals("body", problem.field());
        assertEquals(rule, Objects.requireNonNull(problem.reason()).rule());
    }

    private static List<String> read(TableFormat format, byte[] file) {
        List<String> rows = new ArrayList<>();
        format.read(
                file,
                (number, cells) ->
                        rows.add(number + ": " + cells.stream().map(Cell::text).collect(Collectors.joining("|"))));
        return rows;
    }

    @Test
    void noRowsAreAHeaderAlone() {
        Stream.of(TableFormat.values())
                .forEach(format ->
                        assertEquals(List.of("1: a"), read(format, format.write(Workbooks.columns("a"), Stream.of()))));
    }
}
