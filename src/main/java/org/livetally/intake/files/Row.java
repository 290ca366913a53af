package org.livetally.intake.files;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.livetally.domain.Text;
import org.livetally.domain.rule.Rule;
import org.livetally.tables.Cell;

/**
 * A row below the header.
 *
 * @param number of its first line in the file, from 1
 * @param places where the column of each field is
 */
record Row(long number, Map<Field, Integer> places, List<Cell> cells) {
    private static final int MAX_ECHO = 40;
    private static final Set<String> TOTALS = Set.of("合计", "总计", "小计", "共计", "total", "grand total", "subtotal");

    boolean has(Field field) {
        return places.containsKey(field);
    }

    /** The cell of a field; an empty one if the file has no such column. */
    Cell cell(Field field) throws BadCell {
        Integer place = places.get(field);
        Cell cell = place == null || place >= cells.size() ? Cell.EMPTY : cells.get(place);
        if (cell.kind() == Cell.Kind.ERROR || cell.text().startsWith("#") && isError(cell.text())) {
            throw new BadCell(field, Rule.IMPORT_CELL_ERROR.reason(echo(cell.text())));
        }
        return cell;
    }

    /** What spreadsheets write where a result is missing, or does not fit into its column. */
    private static boolean isError(String text) {
        return text.startsWith("##") || text.endsWith("!") || text.endsWith("?") || text.equals("#N/A");
    }

    /** Whether it adds up rows above it: its id, or the first text in it, says so. */
    boolean isTotal() {
        Integer id = places.get(Field.ORDER_ID);
        String first = cells.stream()
                .map(Cell::text)
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
        return isTotal(first)
                || id != null && id < cells.size() && isTotal(cells.get(id).text());
    }

    private static boolean isTotal(String text) {
        return TOTALS.contains(plain(text).toLowerCase(Locale.ROOT).replaceFirst("\\s*:$", ""));
    }

    /** The text of a field, as it is but for spaces around it; empty if nothing of it can be seen. */
    String text(Field field) throws BadCell {
        String text = cell(field).text().strip();
        return Text.normal(text).isEmpty() ? "" : text;
    }

    /** The text of a number, a date or a word, whatever the width of its characters. */
    String plain(Field field) throws BadCell {
        return plain(cell(field).text());
    }

    static String plain(String text) {
        return Normalizer.normalize(text, Form.NFKC).strip();
    }

    /** The beginning of a text, for the reason why it is refused. */
    static String echo(String text) {
        return text.length() <= MAX_ECHO ? text : text.substring(0, MAX_ECHO) + "…";
    }
}
