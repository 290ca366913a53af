package org.livetally.intake.connectors.stripe;

import java.util.Set;
import org.livetally.domain.stream.Currencies;

/**
 * The units in which Stripe sends amounts: integers of a minor unit, but not always of ISO's. Where both agree, an
 * amount needs no conversion; where they do not, nothing is guessed.
 */
final class StripeCurrency {
    private static final Set<String> WITHOUT_DIGITS = Set.of(
            "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF");
    private static final Set<String> WITH_THREE_DIGITS = Set.of("BHD", "JOD", "KWD", "OMR", "TND");

    /** Stripe's own documents differ over time. */
    private static final Set<String> DISPUTED = Set.of("UGX");

    private static final int USUAL_DIGITS = 2;

    private StripeCurrency() {}

    /** Whether an amount of Stripe is one of a stream's minor units. It is not for ISK (5 crowns are 500), MGA and UGX. */
    static boolean isPlain(String code) {
        return !DISPUTED.contains(code) && digits(code) == Currencies.digits(code);
    }

    private static int digits(String code) {
        if (WITHOUT_DIGITS.contains(code)) {
            return 0;
        }
        return WITH_THREE_DIGITS.contains(code) ? 3 : USUAL_DIGITS;
    }
}
