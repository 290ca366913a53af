package org.livetally.intake.connectors;

import java.util.Locale;

/** What became of a delivery, or of one of its messages. From the least to what most needs somebody's eye. */
enum Outcome {
    DUPLICATE,
    RECORDED,
    IGNORED,
    PARKED,
    CONFLICT,
    BAD_SIGNATURE,
    UNAVAILABLE;

    private final String wire = name().toLowerCase(Locale.ROOT);

    String wire() {
        return wire;
    }

    /** The one of two that a list shows for both. */
    Outcome or(Outcome other) {
        return compareTo(other) < 0 ? other : this;
    }
}
