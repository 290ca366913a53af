package org.livetally.intake.files;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.wire.LinesJson;
import org.livetally.wire.MessageLimits;

/** Reads what a row says into its order. */
record RowValues(Mapping mapping, MoneyText money, TimeText times) {
    private static final List<Field> TEXTS =
            List.of(Field.BUYER, Field.GROUP, Field.CITY, Field.PROVINCE, Field.CHANNEL, Field.HOST);
    private static final Pattern QTY = Pattern.compile("-?[0-9]{1,9}(?:\\.0+)?|[0-9]{1,3}(?:,[0-9]{3})+");
    /** The sku of a sale of which nobody says what was sold. */
    private static final String UNNAMED = "_file";

    /** Reads what a first row says of its order. */
    void readHead(Row row, FileOrder order) throws BadCell {
        requireCurrency(row);
        if (row.has(Field.STATUS)) {
            order.status = status(row);
        }
        if (row.has(Field.AT)) {
            order.at = times.read(row, Field.AT);
        }
        if (row.has(Field.PAID_AT) && !row.text(Field.PAID_AT).isEmpty()) {
            order.paidAt = times.read(row, Field.PAID_AT);
        }
        readShared(row, order);
    }

    /** Reads what a further row says of its order, which must not differ. */
    void readMore(Row row, FileOrder order) throws BadCell {
        requireCurrency(row);
        if (row.has(Field.STATUS) && !row.text(Field.STATUS).isEmpty() && status(row) != order.status) {
            throw new BadCell(Field.STATUS, Rule.IMPORT_DIFFERS.reason(order.row));
        }
        readShared(row, order);
    }

    private void readShared(Row row, FileOrder order) throws BadCell {
        for (Field field : TEXTS) {
            String text = row.text(field);
            if (!text.isEmpty()) {
                order.texts.putIfAbsent(field, text);
            }
        }
        if (row.has(Field.TOTAL) && !row.text(Field.TOTAL).isEmpty()) {
            long total = money.read(row, Field.TOTAL);
            if (total < 0 || order.total != FileOrder.NOT_STATED && order.total != total) {
                throw new BadCell(
                        Field.TOTAL, total < 0 ? negative(row, Field.TOTAL) : Rule.IMPORT_DIFFERS.reason(order.row));
            }
            order.total = total;
        }
    }

    private static Reason negative(Row row, Field field) throws BadCell {
        return Rule.IMPORT_NEGATIVE.reason(Row.echo(row.plain(field)));
    }

    private void requireCurrency(Row row) throws BadCell {
        String currency = row.plain(Field.CURRENCY).toUpperCase(Locale.ROOT);
        String own = money.currency();
        boolean same = currency.isEmpty()
                || currency.equals(own)
                || own.equals("CNY") && (currency.equals("RMB") || currency.equals("人民币"));
        if (!same) {
            throw new BadCell(Field.CURRENCY, Rule.OTHER_CURRENCY.reason(own, Row.echo(currency)));
        }
    }

    private SaleStatus status(Row row) throws BadCell {
        String word = row.plain(Field.STATUS).toLowerCase(Locale.ROOT);
        @Nullable SaleStatus status = mapping.statuses().getOrDefault(word, SaleStatus.meant(word));
        if (status == null) {
            throw new BadCell(Field.STATUS, Rule.IMPORT_STATUS.reason(Row.echo(word)));
        }
        return status;
    }

    /** Reads the line that a row is. */
    void readLine(Row row, FileOrder order) throws BadCell {
        if (order.size() == LinesJson.MAX_LINES) {
            throw new BadCell(Field.ORDER_ID, Rule.ORDER_LINES.reason(LinesJson.MAX_LINES));
        }
        long qty = qty(row);
        order.priced = !row.has(Field.AMOUNT);
        order.add(row.number(), sku(row), qty, amount(row, qty));
    }

    private long qty(Row row) throws BadCell {
        String given = row.plain(Field.QTY);
        if (!row.has(Field.QTY)) {
            return 1;
        }
        if (!QTY.matcher(given).matches()) {
            throw new BadCell(
                    Field.QTY, given.isEmpty() ? Rule.MISSING.reason() : Rule.IMPORT_QTY.reason(Row.echo(given)));
        }
        return new BigDecimal(given.replace(",", "")).longValueExact();
    }

    private static String sku(Row row) throws BadCell {
        String sku = row.text(Field.SKU);
        if (!sku.isEmpty()) {
            return sku.startsWith("'") || sku.startsWith("`") ? sku.substring(1) : sku;
        }
        String name = row.text(Field.NAME);
        return name.isEmpty()
                ? UNNAMED
                : name.substring(
                        0,
                        name.offsetByCodePoints(
                                0, Math.min(MessageLimits.MAX_NAME, name.codePointCount(0, name.length()))));
    }

    private long amount(Row row, long qty) throws BadCell {
        boolean priced = !row.has(Field.AMOUNT);
        Field field = priced ? Field.PRICE : Field.AMOUNT;
        if (!row.has(field) || row.has(Field.TOTAL) && row.text(field).isEmpty()) {
            return FileOrder.NOT_STATED;
        }
        long value = money.read(row, field);
        if (value < 0) {
            throw new BadCell(field, negative(row, field));
        }
        try {
            return priced ? Math.multiplyExact(value, qty) : value;
        } catch (ArithmeticException e) {
            throw new BadCell(field, Rule.MINOR_UNITS_RANGE.reason(0, LinesJson.Rules.OF_PRODUCERS.amount()));
        }
    }
}
