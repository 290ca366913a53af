package org.livetally.intake.files;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Sha256;
import org.livetally.domain.rule.Rule;

/** The ids of orders in a table: as they are there or, where there are none, made of what a row says. */
final class RowIds {
    /** Digits that a spreadsheet keeps of a number. */
    private static final int EXACT_DIGITS = 15;

    private static final int HASH_LENGTH = 32;
    private static final Pattern EXPONENT = Pattern.compile("[0-9]+(?:[.,][0-9]+)?[eE]\\+?[0-9]+");
    private static final Pattern LOST = Pattern.compile("[0-9]{13,}000");
    private static final char BETWEEN_CELLS = '\u001f';

    private final Mapping mapping;
    private final Findings findings;
    /** How often a row like this was there. */
    private final LongMap equals = new LongMap();

    private String above = "";

    RowIds(Mapping mapping, Findings findings) {
        this.mapping = mapping;
        this.findings = findings;
    }

    /** The id of the row's order; null if the file has none. */
    @Nullable
    String of(Row row) throws BadCell {
        if (!row.has(Field.ORDER_ID)) {
            return null;
        }
        String id = unmarked(row.text(Field.ORDER_ID));
        if (id.isEmpty() && mapping.continueBlankIds() && !above.isEmpty()) {
            return above;
        }
        above = "";
        if (id.isEmpty()) {
            throw new BadCell(Field.ORDER_ID, Rule.IMPORT_ID_BLANK.reason());
        }
        if (EXPONENT.matcher(id).matches()) {
            throw new BadCell(Field.ORDER_ID, Rule.IMPORT_EXPONENT.reason(Row.echo(id)));
        }
        if (row.cell(Field.ORDER_ID).isNumber()
                && id.length() > EXACT_DIGITS
                && LOST.matcher(id).matches()) {
            findings.warn(
                    row.number(),
                    mapping.columns().getOrDefault(Field.ORDER_ID, "orderId"),
                    Rule.IMPORT_LONG_NUMBER.reason(id));
        }
        above = mapping.idPrefix() + id;
        return above;
    }

    /** Without the sign that exporters put before an id so that spreadsheets take it for text. */
    private static String unmarked(String id) {
        return id.startsWith("'") || id.startsWith("`") ? id.substring(1).strip() : id;
    }

    /**
     * The id of a sale without one: what the row says, and how many rows before it say the same. So the same file has
     * the same ids again, and two equal rows are two sales.
     */
    String ofContent(Row row) {
        String said = row.cells().stream()
                .map(cell -> Row.plain(cell.text()))
                .collect(Collectors.joining(String.valueOf(BETWEEN_CELLS)));
        long key = SeenIds.hash(utf8(said));
        long before = Math.max(0, equals.get(key));
        equals.put(key, before + 1);
        String hash = Sha256.hex(utf8(said + BETWEEN_CELLS + BETWEEN_CELLS + (before + 1)));
        String till = mapping.idPrefix().replaceFirst("-$", "");
        return "file-" + (till.isEmpty() ? "" : till + "-") + hash.substring(0, HASH_LENGTH);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
