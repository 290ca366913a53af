package org.livetally.intake.files;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Text;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Currencies;
import org.livetally.http.Problem;
import org.livetally.tables.Cell;
import org.livetally.tables.Rows;

/** Makes orders of the rows of a table: rows with one id that follow each other are one order. */
final class TableOrders implements Rows {
    private final StreamFacts stream;
    private final MappingChoice choice;
    private final long maxRows;
    private final Findings findings;
    private final OrderMessages messages;

    private final List<String> header = new ArrayList<>();
    private final Map<Field, Integer> places = new EnumMap<>(Field.class);
    private @Nullable Mapping mapping;
    private @Nullable RowValues values;
    private @Nullable RowIds ids;
    private @Nullable FileOrder order;

    /** @param maxRows below the header, beyond which the file is refused */
    TableOrders(StreamFacts stream, MappingChoice choice, long maxRows, Findings findings, OrderMessages messages) {
        this.stream = stream;
        this.choice = choice;
        this.maxRows = maxRows;
        this.findings = findings;
        this.messages = messages;
    }

    @Override
    public void add(long number, List<Cell> cells) {
        if (cells.stream().allMatch(cell -> cell.text().isBlank())) {
            return;
        }
        if (mapping == null) {
            readHeader(number, cells);
            return;
        }
        if (++findings.rows > maxRows) {
            throw Problem.invalidField("body", Rule.IMPORT_ROWS.reason(maxRows));
        }
        Row row = new Row(number, places, cells);
        if (row.isTotal()) {
            findings.skip(number, "row", Rule.IMPORT_TOTAL_ROW.reason());
        } else if (values != null && ids != null) {
            read(row, values, ids);
        }
    }

    private void readHeader(long number, List<Cell> cells) {
        cells.forEach(cell -> header.add(HeaderName.plain(cell.text())));
        Mapping chosen = choice.of(header, stream.currency());
        mapping = chosen;
        chosen.columns().forEach((field, name) -> place(number, field, name));
        boolean valued = places.keySet().stream().anyMatch(Field::isMoney)
                || chosen.columns().keySet().stream().anyMatch(Field::isMoney);
        if (!valued) {
            findings.reject(number, Field.AMOUNT.wire(), Rule.IMPORT_COLUMN.reason());
        } else if (chosen.unit() == null) {
            findings.reject(number, "unit", Rule.IMPORT_UNIT.reason());
        } else if (statesOtherUnit(chosen)) {
            findings.reject(number, "unit", Rule.IMPORT_OTHER_UNIT.reason());
        } else if (findings.isGood()) {
            int digits = Currencies.digits(stream.currency());
            MoneyText money = new MoneyText(chosen.unit(), digits, chosen.decimal(), stream.currency());
            values = new RowValues(chosen, money, new TimeText(stream.zone(), chosen.time()));
            ids = new RowIds(chosen, findings);
        }
    }

    /** Whether a header of money states another unit than the mapping: one of them is a hundred times wrong. */
    private boolean statesOtherUnit(Mapping chosen) {
        return Currencies.digits(stream.currency()) > 0
                && chosen.columns().entrySet().stream()
                        .filter(column -> column.getKey().isMoney())
                        .map(column -> HeaderName.of(column.getValue(), stream.currency())
                                .unit())
                        .anyMatch(stated -> stated != null && stated != chosen.unit());
    }

    private void place(long number, Field field, String name) {
        int place = header.indexOf(name);
        if (place < 0) {
            findings.reject(number, field.wire(), Rule.IMPORT_NO_COLUMN.reason(name));
        } else if (header.lastIndexOf(name) != place) {
            findings.reject(number, name, Rule.COLUMN_TWICE.reason());
        } else {
            places.put(field, place);
        }
    }

    private void read(Row row, RowValues reading, RowIds identities) {
        @Nullable String id;
        try {
            id = identities.of(row);
        } catch (BadCell bad) {
            flush(); // nobody knows whose row it is
            spoil(row, bad);
            return;
        }
        FileOrder above = order;
        FileOrder of = above != null && id != null && Text.normal(above.id).equals(Text.normal(id))
                ? above
                : begin(row, id, identities);
        try {
            requireWidth(row);
            if (of == above) {
                reading.readMore(row, of);
            } else {
                reading.readHead(row, of);
            }
            reading.readLine(row, of);
        } catch (BadCell bad) {
            spoil(row, bad);
        }
    }

    private FileOrder begin(Row row, @Nullable String id, RowIds identities) {
        flush();
        FileOrder next = new FileOrder(id == null ? identities.ofContent(row) : id, row.number());
        order = next;
        return next;
    }

    /** A row that has more cells than the header is of another table, or its quotes are wrong. */
    private void requireWidth(Row row) throws BadCell {
        List<Cell> cells = row.cells();
        for (int i = header.size(); i < cells.size(); i++) {
            if (!cells.get(i).text().isBlank()) {
                throw new BadCell(Field.ORDER_ID, Rule.CSV_CELLS.reason(header.size(), cells.size()));
            }
        }
    }

    private void spoil(Row row, BadCell bad) {
        if (order != null) {
            order.spoiled = true;
        }
        findings.reject(
                row.number(), headers().getOrDefault(bad.field(), bad.field().wire()), bad.reason());
    }

    private Map<Field, String> headers() {
        return mapping == null ? Map.of() : mapping.columns();
    }

    private void flush() {
        FileOrder whole = order;
        order = null;
        if (whole == null || whole.spoiled || mapping == null) {
            return;
        }
        String total = headers().getOrDefault(Field.TOTAL, "total");
        if (!whole.isValued()) {
            findings.reject(whole.row, total, Rule.MISSING.reason());
        } else if (!whole.addsUp()) {
            findings.reject(whole.row, total, Rule.IMPORT_ORDER_SUM.reason(whole.total, whole.stated()));
        } else {
            messages.add(whole, mapping.payment(), headers());
        }
    }

    /** Ends the table. */
    void end() {
        flush();
        if (mapping == null) {
            throw Problem.invalidField("body", Rule.IMPORT_EMPTY.reason());
        }
    }

    /** The headers as people read them. */
    List<String> header() {
        return header;
    }

    /** How the table is read; null if it has no header. */
    @Nullable
    Mapping mapping() {
        return mapping;
    }
}
