package org.livetally.model;

import org.jspecify.annotations.Nullable;

/** A request that cannot be served, to be answered as {@code application/problem+json} (RFC 9457). */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final @Nullable String field;

    private Problem(int status, @Nullable String field, String detail) {
        super(detail, null, false, false); // no stack trace: an expected outcome, never logged
        this.status = status;
        this.field = field;
    }

    /** 400: a field breaks its rule. */
    public static Problem badField(String field, String detail) {
        return new Problem(400, field, detail);
    }

    /** Any other status, with a sentence for a person. */
    public static Problem of(int status, String detail) {
        return new Problem(status, null, detail);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The offending field; null where none is at fault. */
    public @Nullable String field() {
        return field;
    }

    /** A sentence for a person. */
    public String detail() {
        String detail = getMessage();
        return detail == null ? "" : detail;
    }
}
