package org.livetally.http;

import java.util.ArrayList;
import java.util.List;
import org.livetally.domain.rule.Reason;
import org.livetally.http.Problem.RowError;

/** The errors in the rows of a table, collected, since a person wants to correct all at once. */
public final class RowErrors {
    private static final int MAX_ERRORS = 100;
    private static final int MAX_ECHO = 100;

    private final List<RowError> errors = new ArrayList<>();
    private final String key;

    /** @param key what identifies a row: {@code row} for its number in a file, otherwise the name of its key */
    public RowErrors(String key) {
        this.key = key;
    }

    /** What identifies a row. */
    public String key() {
        return key;
    }

    /**
     * Adds an error.
     *
     * @param row its number or its key
     * @throws Problem 400, if this is the last one that an answer holds
     */
    public void add(Object row, String field, Reason reason) {
        errors.add(new RowError(key, row instanceof String text ? cut(text) : row, cut(field), reason));
        if (errors.size() == MAX_ERRORS) {
            throw Problem.invalidRows(errors);
        }
    }

    /** Shortens a key or column, which may be as long as the body; and there may be a hundred errors. */
    private static String cut(String given) {
        return given.codePointCount(0, given.length()) <= MAX_ECHO
                ? given
                : given.substring(0, given.offsetByCodePoints(0, MAX_ECHO));
    }

    /** How many there are. */
    public int count() {
        return errors.size();
    }

    /** @throws Problem 400 with all errors, if there are any */
    public void throwIfAny() {
        if (!errors.isEmpty()) {
            throw Problem.invalidRows(errors);
        }
    }
}
