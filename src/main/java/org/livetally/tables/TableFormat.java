package org.livetally.tables;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.livetally.http.Problem;
import org.livetally.tables.XlsxOutput.Limits;
import org.livetally.tables.XlsxOutput.Title;

/** The formats of a table's file. */
public enum TableFormat {
    CSV("text/csv", "csv") {
        @Override
        void read(byte[] file, Rows rows) {
            CsvTable.read(file, rows);
        }

        @Override
        <R> TableOutput<R> open(List<Column<R>> columns) {
            return new CsvOutput<>(columns);
        }
    },
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx") {
        @Override
        void read(byte[] file, Rows rows) {
            XlsxReader.read(ByteBuffer.wrap(file), rows);
        }

        @Override
        <R> TableOutput<R> open(List<Column<R>> columns) {
            return new XlsxOutput<>(columns, new Title("Livetally", null), Limits.OF_EXCEL);
        }
    };

    private final String mediaType;
    private final String extension;

    TableFormat(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    /** The format that a {@code Content-Type} names; null if it is another type. */
    public static @Nullable TableFormat of(@Nullable String contentType) {
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return Stream.of(values())
                .filter(format -> format.mediaType.equals(type))
                .findFirst()
                .orElse(null);
    }

    /** The {@code Content-Type} of a file that {@link #write} makes. */
    public String contentType() {
        return this == CSV ? mediaType + "; charset=utf-8" : mediaType;
    }

    /** What the name of a file ends in, after the dot. */
    public String extension() {
        return extension;
    }

    /**
     * Reads all rows.
     *
     * @throws Problem 400 that names the body, if the file is not of this format
     */
    abstract void read(byte[] file, Rows rows);

    abstract <R> TableOutput<R> open(List<Column<R>> columns);

    /** Writes a whole file, in which amounts are minor units. */
    public <R> byte[] write(List<Column<R>> columns, Stream<R> rows) {
        TableOutput<R> file = open(columns);
        file.add(rows.toList());
        return file.takeLast();
    }
}
