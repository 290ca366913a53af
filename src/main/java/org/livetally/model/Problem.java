package org.livetally.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that cannot be served, to be answered as {@code application/problem+json} (RFC 9457). */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final @Nullable String field;

    @SuppressWarnings("serial") // never serialized
    private final List<RowError> errors;

    private Problem(int status, @Nullable String field, String detail, List<RowError> errors) {
        super(detail, null, false, false); // no stack trace: an expected outcome, never logged
        this.status = status;
        this.field = field;
        this.errors = List.copyOf(errors);
    }

    /**
     * What is wrong with one row of a table.
     *
     * @param key what the row is known by: {@code row} or {@code sku}
     * @param row the number of its first line in the file, from 1, or the sku
     * @param field the offending column
     * @param detail a sentence for a person
     */
    public record RowError(String key, Object row, String field, String detail) {}

    /** 400: a field breaks its rule. */
    public static Problem badField(String field, String detail) {
        return new Problem(400, field, detail, List.of());
    }

    /** 400: some rows of a table break a rule; the first of them is the problem's own field and detail. */
    public static Problem badRows(List<RowError> errors) {
        RowError first = errors.get(0);
        return new Problem(
                400, first.field, first.key + " " + first.row + ": " + first.field + " " + first.detail, errors);
    }

    /** Any other status, with a sentence for a person. */
    public static Problem of(int status, String detail) {
        return new Problem(status, null, detail, List.of());
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The offending field; null where none is at fault. */
    public @Nullable String field() {
        return field;
    }

    /** The rows at fault; empty where it was not about rows. */
    public List<RowError> errors() {
        return errors;
    }

    /** A sentence for a person. */
    public String detail() {
        String detail = getMessage();
        return detail == null ? "" : detail;
    }
}
