package org.livetally.tables;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.livetally.tables.Cell.Kind;

/** What the formats of an Excel workbook show numbers as. Only that tells a date from any other number. */
final class XlsxStyles {
    /** Texts, colours, conditions and locales of a format: all that is not its pattern. */
    private static final Pattern NO_PATTERN = Pattern.compile("\"[^\"]*\"|\\\\.|_.|\\*.|\\[[^\\]]*]");

    private static final Pattern DATE = Pattern.compile("[yd]|m{3}", Pattern.CASE_INSENSITIVE);
    private static final Pattern TIME = Pattern.compile("[hs]", Pattern.CASE_INSENSITIVE);
    private static final Pattern ELAPSED = Pattern.compile("\\[(?:h+|m+|s+)]", Pattern.CASE_INSENSITIVE);

    /** By the number of a cell's style. */
    private final List<Kind> kinds = new ArrayList<>();

    private final Map<Integer, String> formats = new HashMap<>();

    /** @param xml the part of the workbook; null if it has none */
    XlsxStyles(@Nullable XlsxXml xml) throws XMLStreamException {
        boolean ofCells = false;
        while (xml != null && xml.next()) {
            if (xml.isStart("numFmt")) {
                formats.put(number(xml.attribute("numFmtId")), String.valueOf(xml.attribute("formatCode")));
            }
            ofCells = xml.isStart("cellXfs") || ofCells && !xml.isEnd("cellXfs");
            if (ofCells && xml.isStart("xf")) {
                kinds.add(kind(number(xml.attribute("numFmtId"))));
            }
        }
    }

    private static int number(@Nullable String text) {
        return text == null ? 0 : Integer.parseInt(text);
    }

    /** What a number with this style is. */
    Kind of(@Nullable String style) {
        int number = number(style);
        return number >= 0 && number < kinds.size() ? kinds.get(number) : Kind.NUMBER;
    }

    private Kind kind(int format) {
        String own = formats.get(format);
        if (own != null) {
            return kind(own);
        }
        return switch (format) { // those of ECMA-376, and of Excel in Chinese and Japanese
            case 14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58 -> Kind.DATE;
            case 22 -> Kind.TIME;
            default -> Kind.NUMBER;
        };
    }

    private static Kind kind(String format) {
        if (ELAPSED.matcher(format).find()) {
            return Kind.NUMBER;
        }
        String pattern = NO_PATTERN.matcher(format).replaceAll("");
        if (!DATE.matcher(pattern).find()) {
            return Kind.NUMBER;
        }
        return TIME.matcher(pattern).find() ? Kind.TIME : Kind.DATE;
    }
}
