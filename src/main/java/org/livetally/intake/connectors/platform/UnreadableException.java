package org.livetally.intake.connectors.platform;

import org.livetally.domain.rule.Reason;

/** A delivery, or a part of it, has not the form that its platform documents. It is acknowledged and listed. */
public final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // never serialized
    private final Reason reason;

    /** @param reason names the field, and what it must be */
    public UnreadableException(Reason reason) {
        super(reason.sentence(), null, false, false); // an expected outcome, not a fault
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
