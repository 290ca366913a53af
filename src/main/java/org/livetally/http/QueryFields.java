package org.livetally.http;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BoardSections;
import org.livetally.domain.order.Seq;
import org.livetally.domain.rule.Rule;

/** Parses the query parameters that several packages use. */
public final class QueryFields {
    private static final int USUAL_ROWS = 100;
    private static final int MAX_ROWS = 1_000;
    private static final Pattern ROWS = Pattern.compile("[1-9]\\d{0,3}");
    private static final Pattern MILLIS = Pattern.compile("\\d{1,16}");

    private QueryFields() {}

    /**
     * A place in the ledger.
     *
     * @param field the parameter's name
     * @param value null if the client did not give it
     * @throws Problem 400 that names the field, if the value has another form
     */
    public static @Nullable Seq seq(String field, @Nullable String value) {
        if (value != null && !Seq.isSeq(value)) {
            throw Problem.invalidField(field, Rule.SEQ.reason());
        }
        return value == null ? null : Seq.parse(value);
    }

    /**
     * The maximum number of rows of a page.
     *
     * @param value null if the client did not give it
     * @throws Problem 400 that names the field, if the value is not between 1 and 1,000
     */
    public static int limit(String field, @Nullable String value) {
        if (value == null) {
            return USUAL_ROWS;
        }
        int limit = ROWS.matcher(value).matches() ? Integer.parseInt(value) : 0;
        if (limit < 1 || limit > MAX_ROWS) {
            throw Problem.invalidField(field, Rule.INTEGER_RANGE.reason(1, MAX_ROWS));
        }
        return limit;
    }

    /**
     * A time that is asked of a ledger: epoch milliseconds, which stand for all that was recorded up to then, or a place.
     *
     * @param value null if the client did not give it
     * @throws Problem 400 that names the field, if the value has another form or is missing
     */
    public static Seq time(String field, @Nullable String value) {
        if (value != null && MILLIS.matcher(value).matches()) {
            return new Seq(Long.parseLong(value), Long.MAX_VALUE);
        }
        if (value == null || !Seq.isSeq(value)) {
            throw Problem.invalidField(field, Rule.REPLAY_TIME.reason());
        }
        return Seq.parse(value);
    }

    /**
     * Sections of a board, separated by commas; all of them, if the client named none.
     *
     * @throws Problem 400 that names the field, if a name is not a section
     */
    public static BoardSections sections(String field, @Nullable String value) {
        if (value == null) {
            return BoardSections.EVERY;
        }
        Set<String> asked = Set.copyOf(List.of(value.split(",", BoardSections.ALL.size() + 1)));
        if (!BoardSections.ALL.containsAll(asked)) {
            throw Problem.invalidField(field, Rule.SECTIONS.reason(String.join(",", BoardSections.ALL)));
        }
        return BoardSections.of(asked);
    }
}
