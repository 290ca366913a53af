package org.livetally.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class CsvCellTest {
    private static final Pattern RUN = Pattern.compile("(?:^|[;\\t\\r\\n])[=+\\-@]");

    private static String cell(String text) {
        StringBuilder row = new StringBuilder();
        CsvCell.add(row, text);
        return row.toString();
    }

    @Test
    void noPartOfACellIsRunWhereSemicolonsSeparateCells() {
        assertEquals("\"x;'=1+1\"", cell("x;=1+1"));
        assertEquals("\"'=1;'@x;'-2\"", cell("=1;@x;-2"));
        assertEquals("\"a\t'+1\"", cell("a\t+1"));
        assertEquals("\"a\n'=1\"", cell("a\n=1"));
        assertEquals("\"a;b\"", cell("a;b"));
        assertEquals("a'=b", cell("a'=b"));
        assertEquals("'=1", cell("=1"));
    }

    @Test
    void whatIsEscapedComesBackAsItWas() {
        for (String text : List.of("x;=1", "x;'=1", "''=;''=", ";=", "=", "'", "a;'b", "x;\t=1")) {
            assertEquals(text, CsvCell.unescapeFormula(CsvCell.escapeFormula(text)));
        }
        Random random = new Random(17);
        String of = "=';\t\n-a";
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(8); k > 0; k--) {
                text.append(of.charAt(random.nextInt(of.length())));
            }
            String escaped = CsvCell.escapeFormula(text.toString());
            assertEquals(text.toString(), CsvCell.unescapeFormula(escaped));
            assertFalse(RUN.matcher(escaped).find(), escaped);
        }
    }
}
