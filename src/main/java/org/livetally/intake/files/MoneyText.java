package org.livetally.intake.files;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
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
    private static final Pattern SIGN =
            Pattern.compile("^(-?)(¥|\\$|€|£|[A-Z]{3})\\s*(?=[0-9])", Pattern.CASE_INSENSITIVE);
    private static final String YUAN = "元";
    /** The currencies that each sign may stand for. A code stands for its own. */
    private static final Map<String, Set<String>> CURRENCIES = Map.of(
            "¥",
            Set.of("CNY", "JPY"),
            "RMB",
            Set.of("CNY"),
            YUAN,
            Set.of("CNY", "HKD", "MOP", "TWD"),
            "€",
            Set.of("EUR"),
            "£",
            Set.of("FKP", "GBP", "GIP", "SHP"),
            "$",
            Set.of("""
                    ARS AUD BBD BMD BND BSD BZD CAD CLP COP CUP DOP FJD GYD HKD JMD KYD LRD MXN NAD NZD SBD SGD SRD TTD
                    TWD USD UYU XCD ZWG ZWL
                    """.strip().split("\\s+", -1)));

    /** Minor units. */
    long read(Row row, Field field) throws BadCell {
        String given = row.plain(field);
        if (given.isEmpty()) {
            throw new BadCell(field, Rule.MISSING.reason());
        }
        Matcher sign = SIGN.matcher(given);
        String text = given;
        if (sign.find()) {
            requireOwn(field, sign.group(2).toUpperCase(Locale.ROOT));
            text = sign.replaceFirst("$1");
        }
        if (text.endsWith(YUAN)) {
            requireOwn(field, YUAN);
            text = text.substring(0, text.length() - 1).strip();
        }
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

    private void requireOwn(Field field, String sign) throws BadCell {
        if (!CURRENCIES.getOrDefault(sign, Set.of(sign)).contains(currency)) {
            throw new BadCell(field, Rule.OTHER_CURRENCY.reason(currency, sign));
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
