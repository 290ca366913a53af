package org.livetally.intake.files;

import org.livetally.domain.rule.Reason;

/** A cell that breaks a rule. An expected outcome, so without a stack trace. */
final class BadCell extends Exception {
    private static final long serialVersionUID = 1;

    private final Field field;

    @SuppressWarnings("serial") // never serialized
    private final Reason reason;

    BadCell(Field field, Reason reason) {
        super(reason.sentence(), null, false, false);
        this.field = field;
        this.reason = reason;
    }

    Field field() {
        return field;
    }

    Reason reason() {
        return reason;
    }
}
