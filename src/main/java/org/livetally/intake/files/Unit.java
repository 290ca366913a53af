package org.livetally.intake.files;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What amounts of a file count. Nobody guesses it: a hundredfold GMV is worse than a question. */
enum Unit {
    /** The currency's major unit, such as a yuan or a dollar. */
    YUAN,
    /** Its minor unit, such as a fen or a cent. */
    FEN;

    /** The name in a mapping. */
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The unit with this name; null if there is none. */
    static @Nullable Unit named(String wire) {
        return wire.equals("yuan") ? YUAN : wire.equals("fen") ? FEN : null;
    }
}
