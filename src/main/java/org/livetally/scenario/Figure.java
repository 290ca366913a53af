package org.livetally.scenario;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A figure of a story, and where anybody can read it.
 *
 * @param story what was reported
 * @param value money in minor units; 1 for true
 */
public record Figure(String story, long value, Place place) {

    /** With which tables for spreadsheets begin. */
    private static final String BOM = "\uFEFF";

    /** A field of a board: {@code ("totals", "gmv")}. */
    public static Figure board(String story, long value, String board, String... keys) {
        String[] path = Stream.concat(Stream.of("board"), Stream.of(keys)).toArray(String[]::new);
        return field(story, value, "/api/boards/" + board, path);
    }

    /** A field of any JSON. */
    public static Figure field(String story, long value, String path, String... keys) {
        return new Figure(story, value, new Field(path, List.of(keys)));
    }

    /** The sum of a column of a CSV, of the rows that have a text in another column. */
    public static Figure sum(String story, long value, String path, String column, String where, String text) {
        return new Figure(story, value, new Column(path, column, false, where, text));
    }

    /** The number of different texts in a column of a CSV. */
    public static Figure distinct(String story, long value, String path, String column) {
        return distinct(story, value, path, column, "", "");
    }

    /** The number of different texts in a column of a CSV, of the rows that have a text in another column. */
    public static Figure distinct(String story, long value, String path, String column, String where, String text) {
        return new Figure(story, value, new Column(path, column, true, where, text));
    }

    /** A sample of {@code /metrics}, the one with this label. */
    public static Figure metric(String story, long value, String name, String label, String text) {
        return new Figure(story, value, new Sample(name, label, text));
    }

    /**
     * A figure that is not what it must be.
     *
     * @param shown null if there is none
     */
    public record Difference(Figure figure, @Nullable BigDecimal shown) {
        @Override
        public String toString() {
            String is = shown == null ? "missing" : shown.toPlainString();
            return "%s is %s, not %d, in %s".formatted(figure.story, is, figure.value, figure.place);
        }
    }

    /** Where a figure is read. */
    sealed interface Place {
        String path();

        /** The figure in the body at the path; null if it is not there. */
        @Nullable
        BigDecimal in(String body);
    }

    private record Field(String path, List<String> keys) implements Place {
        @Override
        public @Nullable BigDecimal in(String body) {
            Object value = new JsonObject(body);
            for (String key : keys) {
                value = value instanceof JsonObject object ? object.getValue(key) : null;
            }
            if (value instanceof Boolean flag) {
                return flag ? BigDecimal.ONE : BigDecimal.ZERO;
            }
            return value instanceof Number number ? new BigDecimal(number.toString()) : null;
        }

        @Override
        public String toString() {
            return path + " " + String.join(".", keys);
        }
    }

    private record Column(String path, String column, boolean distinct, String where, String text) implements Place {
        @Override
        public BigDecimal in(String body) {
            Predicate<NamedCsvRecord> wanted =
                    row -> where.isEmpty() || row.getField(where).equals(text);
            Stream<String> cells = CsvReader.builder().ofNamedCsvRecord(body.replace(BOM, "")).stream()
                    .filter(wanted)
                    .map(row -> row.getField(column));
            return distinct
                    ? BigDecimal.valueOf(cells.distinct().count())
                    : cells.filter(cell -> !cell.isEmpty())
                            .map(BigDecimal::new)
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        @Override
        public String toString() {
            String rows = where.isEmpty() ? "" : ", where " + where + " is " + text;
            return path + (distinct ? " different " : " sum of ") + column + rows;
        }
    }

    private record Sample(String name, String label, String text) implements Place {
        @Override
        public String path() {
            return "/metrics";
        }

        @Override
        public @Nullable BigDecimal in(String body) {
            String labelled = label + "=\"" + text + "\"";
            return body.lines()
                    .filter(line -> line.startsWith(name + "{") && line.contains(labelled))
                    .map(line -> new BigDecimal(line.substring(line.lastIndexOf(' ') + 1)))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public String toString() {
            return "/metrics " + name + "{" + label + "=" + text + "}";
        }
    }
}
