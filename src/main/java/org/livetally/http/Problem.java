package org.livetally.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;

/** The reason why a request cannot be served, answered as {@code application/problem+json} (RFC 9457). */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final @Nullable String field;

    @SuppressWarnings("serial") // never serialized
    private final @Nullable Reason reason;

    @SuppressWarnings("serial") // never serialized
    private final List<RowError> errors;

    private Problem(int status, @Nullable String field, @Nullable Reason reason, List<RowError> errors) {
        super(reason == null ? "" : reason.sentence(), null, false, false); // no stack trace: expected, never logged
        this.status = status;
        this.field = field;
        this.reason = reason;
        this.errors = List.copyOf(errors);
    }

    /**
     * An error in one row of a table.
     *
     * @param key what identifies the row: {@code row} or {@code sku}
     * @param row the number of the row's first line in the file, from 1, or the sku
     * @param field the offending column
     * @param reason what the column must be
     */
    public record RowError(String key, Object row, String field, Reason reason) {}

    /** 400: a field breaks its rule. */
    public static Problem invalidField(String field, Reason reason) {
        return new Problem(400, field, reason, List.of());
    }

    /** 400: some rows of a table break a rule. The field and reason of the first one become the problem's own. */
    public static Problem invalidRows(List<RowError> errors) {
        RowError first = errors.get(0);
        Reason reason = Rule.ROW.reason(first.key, first.row, first.field, first.reason);
        return new Problem(400, first.field, reason, errors);
    }

    /** Any other status. */
    public static Problem of(int status, Reason reason) {
        return new Problem(status, null, reason, List.of());
    }

    /** A status that needs no reason. */
    public static Problem of(int status) {
        return new Problem(status, null, null, List.of());
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The offending field; null if no field is at fault. */
    public @Nullable String field() {
        return field;
    }

    /** The offending rows; empty if no table is at fault. */
    public List<RowError> errors() {
        return errors;
    }

    /** The reason; null if the status says it all. */
    public @Nullable Reason reason() {
        return reason;
    }

    /** The reason as a sentence for people; empty if there is none. */
    public String detail() {
        String detail = getMessage();
        return detail == null ? "" : detail;
    }
}
