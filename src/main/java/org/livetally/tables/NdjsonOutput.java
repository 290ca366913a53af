package org.livetally.tables;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table as NDJSON: an object a row, without the fields of empty cells. Amounts are minor units. */
final class NdjsonOutput<R> extends TableOutput<R> {
    private static final JsonFactory JSON = new JsonFactory();

    private final List<Column<R>> columns;
    private final JsonGenerator json;

    NdjsonOutput(List<Column<R>> columns) {
        this.columns = columns;
        try {
            this.json = JSON.createGenerator(file());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // writes to memory do not fail
        }
        json.setRootValueSeparator(null);
    }

    @Override
    public void add(List<R> rows) {
        try {
            for (R row : rows) {
                json.writeStartObject();
                for (Column<R> column : columns) {
                    add(column.name(), column.cell().apply(row));
                }
                json.writeEndObject();
                json.writeRaw('\n');
            }
            json.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String name, @Nullable Object cell) throws IOException {
        if (cell instanceof BigDecimal number) {
            json.writeNumberField(name, number);
        } else if (cell instanceof Number integer) {
            json.writeNumberField(name, integer.longValue());
        } else if (cell instanceof LocalDateTime time) {
            json.writeStringField(name, LocalTimes.text(time));
        } else if (cell != null) {
            json.writeStringField(name, cell.toString());
        }
    }

    @Override
    void end() {}
}
