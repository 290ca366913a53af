package org.livetally.tables;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Excel workbooks written by hand, good ones and bad ones. */
public final class Workbooks {
    static final String SHEET = "xl/worksheets/sheet1.xml";
    static final String TEXTS = "xl/sharedStrings.xml";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

    private Workbooks() {}

    /** A workbook whose first sheet has these rows, in XML. */
    public static byte[] of(String rows) {
        return zip(parts(rows));
    }

    /** The columns with these names, of rows that are lists of cells. */
    public static List<Column<List<Object>>> columns(String... names) {
        return IntStream.range(0, names.length)
                .mapToObj(place -> Column.<List<Object>>of(names[place], row -> row.get(place)))
                .toList();
    }

    /** Its parts, by name. */
    static Map<String, String> parts(String rows) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("[Content_Types].xml", "<Types/>");
        parts.put(
                "_rels/.rels",
                "<Relationships><Relationship Id='rId1' Type='" + OFFICE
                        + "officeDocument' Target='/xl/workbook.xml'/></Relationships>");
        parts.put(
                "xl/workbook.xml",
                "<workbook xmlns:r='" + OFFICE + "'><sheets><sheet name='A' sheetId='7' r:id='rId3'/>"
                        + "<sheet name='B' sheetId='8' r:id='rId4'/></sheets></workbook>");
        parts.put(
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id='rId4' Type='" + OFFICE
                        + "worksheet' Target='worksheets/sheet2.xml'/><Relationship Id='rId3' Type='" + OFFICE
                        + "worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='rId9' Type='" + OFFICE
                        + "sharedStrings' Target='sharedStrings.xml'/></Relationships>");
        parts.put(
                TEXTS, "<sst><si><t>sku</t></si><si><r><t>na</t></r><rPh><t>ming</t></rPh><r><t>me</t></r></si></sst>");
        parts.put(
                "xl/worksheets/sheet2.xml",
                "<worksheet><sheetData><row r='1'><c><v>2</v></c></row></sheetData></worksheet>");
        parts.put(SHEET, "<worksheet><sheetData>" + rows + "</sheetData></worksheet>");
        return parts;
    }

    static byte[] zip(Map<String, String> parts) {
        return zip(parts, ZipEntry.DEFLATED);
    }

    /** @param method of {@link ZipEntry}; with a comment at the end, which few writers add */
    static byte[] zip(Map<String, String> parts, int method) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.setComment("made by hand");
            for (Map.Entry<String, String> part : parts.entrySet()) {
                byte[] content = part.getValue().getBytes(StandardCharsets.UTF_8);
                CRC32 sum = new CRC32();
                sum.update(content);
                ZipEntry entry = new ZipEntry(part.getKey());
                entry.setMethod(method);
                entry.setSize(content.length);
                entry.setCrc(sum.getValue());
                zip.putNextEntry(entry);
                zip.write(content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }
}
