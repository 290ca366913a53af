package org.livetally.http;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BoardSections;
import org.livetally.domain.order.Seq;
import org.livetally.domain.rule.Rule;

/** Reads the parameters of a query that several rooms have. */
public final class QueryFields {
    private QueryFields() {}

    /**
     * A place in the ledger.
     *
     * @param field what the client calls it
     * @param value null if the client did not say
     * @throws Problem 400 that names the field, if it has another form
     */
    public static @Nullable Seq seq(String field, @Nullable String value) {
        if (value != null && !Seq.isSeq(value)) {
            throw Problem.badField(field, Rule.SEQ.reason());
        }
        return value == null ? null : Seq.parse(value);
    }

    /**
     * Sections of a board, separated by commas; all of them, if the client did not say.
     *
     * @throws Problem 400 that names the field, if one is no section
     */
    public static BoardSections sections(String field, @Nullable String value) {
        if (value == null) {
            return BoardSections.EVERY;
        }
        Set<String> asked = Set.copyOf(List.of(value.split(",", BoardSections.ALL.size() + 1)));
        if (!BoardSections.ALL.containsAll(asked)) {
            throw Problem.badField(field, Rule.SECTIONS.reason(String.join(",", BoardSections.ALL)));
        }
        return BoardSections.of(asked);
    }
}
