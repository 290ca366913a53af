package org.livetally.tables;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The parts of a workbook beside the rows of its sheets. */
final class XlsxBook {
    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    /** What stands before the rows of a sheet, of which the first one stays in sight. Columns are wide enough for a time. */
    static final String SHEET_START =
            XML + "<worksheet xmlns=\"" + MAIN + "\"><sheetViews><sheetView workbookViewId=\"0\">"
                    + "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>"
                    + "<sheetFormatPr defaultColWidth=\"24\" defaultRowHeight=\"15\"/><sheetData>";

    static final String SHEET_END = "</sheetData></worksheet>";

    private XlsxBook() {}

    /** @param number from 1 */
    static String sheetPart(int number) {
        return "xl/" + sheet(number);
    }

    private static String sheet(int number) {
        return "worksheets/sheet" + number + ".xml";
    }

    /**
     * The parts, by name.
     *
     * @param name of the first sheet; later ones have a number behind it
     * @param digits of the currency
     */
    static Map<String, String> parts(String name, int sheets, int digits) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put(
                "xl/workbook.xml",
                XML + "<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + OFFICE + "\"><sheets>"
                        + each(
                                sheets,
                                number -> "<sheet name=\"" + name + (number == 1 ? "" : " " + number) + "\" sheetId=\""
                                        + number + "\" r:id=\"rId" + number + "\"/>")
                        + "</sheets></workbook>");
        parts.put(
                "xl/_rels/workbook.xml.rels",
                relationships(each(sheets, number -> relationship(number, "worksheet", sheet(number)))
                        + relationship(sheets + 1, "styles", "styles.xml")));
        parts.put("xl/styles.xml", styles(digits));
        parts.put("_rels/.rels", relationships(relationship(1, "officeDocument", "xl/workbook.xml")));
        parts.put(
                "[Content_Types].xml",
                XML + "<Types xmlns=\"" + PACKAGE + "content-types\">"
                        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                        + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                        + override("xl/workbook.xml", "sheet.main")
                        + override("xl/styles.xml", "styles")
                        + each(sheets, number -> override(sheetPart(number), "worksheet"))
                        + "</Types>");
        return parts;
    }

    private static String each(int sheets, IntFunction<String> part) {
        return IntStream.rangeClosed(1, sheets).mapToObj(part).collect(Collectors.joining());
    }

    private static String relationships(String all) {
        return XML + "<Relationships xmlns=\"" + PACKAGE + "relationships\">" + all + "</Relationships>";
    }

    private static String relationship(int id, String type, String target) {
        return "<Relationship Id=\"rId" + id + "\" Type=\"" + OFFICE + "/" + type + "\" Target=\"" + target + "\"/>";
    }

    private static String override(String part, String type) {
        return "<Override PartName=\"/" + part + "\" ContentType=\"" + TYPE + type + "+xml\"/>";
    }

    /** The styles whose numbers {@link XlsxRow} uses. */
    private static String styles(int digits) {
        String amount = digits == 0 ? "#,##0" : "#,##0." + "0".repeat(digits);
        return XML + "<styleSheet xmlns=\"" + MAIN + "\"><numFmts count=\"3\">"
                + "<numFmt numFmtId=\"164\" formatCode=\"" + amount + "\"/>"
                + "<numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss.000\"/>"
                + "<numFmt numFmtId=\"166\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>"
                + "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
                + "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
                + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
                + "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
                + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
                + "<cellStyleXfs count=\"1\"><xf/></cellStyleXfs>"
                + "<cellXfs count=\"7\">" + style(0, "") + style(0, " fontId=\"1\" applyFont=\"1\"") + style(1, "")
                + style(164, "") + style(165, "") + style(166, "") + style(0, " quotePrefix=\"1\"") + "</cellXfs>"
                + "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";
    }

    private static String style(int format, String more) {
        return "<xf numFmtId=\"" + format + "\" applyNumberFormat=\"1\" xfId=\"0\"" + more + "/>";
    }
}
