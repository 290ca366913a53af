package org.livetally.tables;

/** The text of a cell in a workbook's XML. What XML cannot hold is {@code _x000D_} there, as ECMA-376 says. */
final class XlsxText {
    /** Excel's own limit; it calls a workbook damaged that has more in a cell. */
    static final int MAX_LENGTH = 32_767;

    private static final String CUT = "…";
    private static final int CODE_LENGTH = 7;

    private XlsxText() {}

    /** Adds a text; a longer one than workbooks can have ends in an ellipsis. */
    static void add(StringBuilder xml, String text) {
        String shown = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH - 1) + CUT;
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '\t', '\n' -> xml.append(c);
                case '_' -> xml.append(isCode(shown, i) ? "_x005F_" : "_");
                default -> {
                    if (isOfXml(shown, i)) {
                        xml.append(c);
                    } else {
                        code(xml, c);
                    }
                }
            }
        }
    }

    private static boolean isOfXml(String text, int place) {
        char c = text.charAt(place);
        if (Character.isHighSurrogate(c)) {
            return place + 1 < text.length() && Character.isLowSurrogate(text.charAt(place + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return place > 0 && Character.isHighSurrogate(text.charAt(place - 1));
        }
        return c >= ' ' && c < '\ufffe';
    }

    private static void code(StringBuilder xml, char c) {
        xml.append("_x");
        for (int shift = 12; shift >= 0; shift -= 4) {
            xml.append(Character.toUpperCase(Character.forDigit(c >> shift & 0xf, 16)));
        }
        xml.append('_');
    }

    /** Whether {@code _xHHHH_} begins here. */
    private static boolean isCode(String text, int place) {
        if (place + CODE_LENGTH > text.length()
                || text.charAt(place) != '_'
                || text.charAt(place + 1) != 'x'
                || text.charAt(place + CODE_LENGTH - 1) != '_') {
            return false;
        }
        for (int i = place + 2; i < place + CODE_LENGTH - 1; i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Reverses the codes of a text that was read. */
    static String read(String text) {
        if (!text.contains("_x")) {
            return text;
        }
        StringBuilder read = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            if (isCode(text, i)) {
                read.append((char) Integer.parseInt(text.substring(i + 2, i + CODE_LENGTH - 1), 16));
                i += CODE_LENGTH;
            } else {
                read.append(text.charAt(i));
                i++;
            }
        }
        return read.toString();
    }
}
