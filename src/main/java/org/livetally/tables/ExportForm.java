package org.livetally.tables;

import java.util.List;
import java.util.Locale;
import org.livetally.tables.XlsxOutput.Limits;
import org.livetally.tables.XlsxOutput.Title;

/** The forms in which a table of any length is exported, and never read again. */
public enum ExportForm {
    CSV("text/csv; charset=utf-8; header=present"),
    NDJSON("application/x-ndjson"),
    XLSX(TableFormat.XLSX.contentType());

    private final String contentType;

    ExportForm(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    /** What the name of a file ends in, after the dot. */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Begins a file.
     *
     * @param name of its sheet, if it has any
     * @param money of its amounts, which are in units of it in workbooks, and minor units otherwise
     */
    public <R> TableOutput<R> open(List<Column<R>> columns, String name, Money money) {
        return switch (this) {
            case CSV -> csv(columns);
            case NDJSON -> new NdjsonOutput<>(columns);
            case XLSX -> new XlsxOutput<>(columns, new Title(name, money), Limits.OF_EXCEL);
        };
    }

    /** Begins a file of CSV, which needs no currency. */
    public static <R> TableOutput<R> csv(List<Column<R>> columns) {
        return new CsvOutput<>(columns);
    }

    /** Begins a file of rows that are lines already, with their ends. */
    public static TableOutput<byte[]> lines() {
        return new LineOutput();
    }
}
