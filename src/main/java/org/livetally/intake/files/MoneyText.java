package org.livetally.intake.files;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.livetally.domain.rule.Rule;

/**
 * Reads amounts of money, exactly or not at all.
 *
 * @param unit of amounts
 * @param digits of the currency after its point
 * @param decimal the character before the fraction, a point or a comma
 * @param currency the stream's
 */
record MoneyText(Unit unit, int digits, char decimal, String currency) {
    private static final Pattern NUMBER =
            Pattern.compile("-?(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,5})(?:\\.[0-9]{1,15})?");
    private static final Pattern SIGN = Pattern.compile("^(-?)(?:¥|\\$|€|£|CNY|RMB)\\s*", Pattern.CASE_INSENSITIVE);

    /** Minor units. */
    long read(Row row, Field field) throws BadCell {
        String given = row.plain(field);
        if (given.isEmpty()) {
            throw new BadCell(field, Rule.MISSING.reason());
        }
        String text = SIGN.matcher(given).replaceFirst("$1");
        text = text.endsWith("元") ? text.substring(0, text.length() - 1).strip() : text;
        boolean saysYuan = !text.equals(given);
        if (decimal == ',') {
            text = text.replace(',', ';').replace('.', ',').replace(';', '.');
        }
        if (!NUMBER.matcher(text).matches() || saysYuan && unit == Unit.FEN) {
            throw bad(field, given);
        }
        BigDecimal number = new BigDecimal(text.replace(",", ""));
        try {
            return (unit == Unit.FEN ? number : number.movePointRight(digits)).longValueExact();
        } catch (ArithmeticException e) {
            throw bad(field, given);
        }
    }

    private BadCell bad(Field field, String given) {
        return new BadCell(
                field,
                unit == Unit.FEN
                        ? Rule.IMPORT_FEN.reason(Row.echo(given))
                        : Rule.IMPORT_MONEY.reason(digits, Row.echo(given)));
    }
}
