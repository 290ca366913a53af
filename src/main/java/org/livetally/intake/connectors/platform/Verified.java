package org.livetally.intake.connectors.platform;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;

/**
 * Whether a delivery is genuine.
 *
 * @param reason why it is not, or why nothing is to be done; null if it is genuine
 * @param skewMs how far the sender's clock is ahead of ours, in milliseconds; null if the delivery does not say
 */
public record Verified(
        Result result, @Nullable Reason reason, @Nullable Long skewMs) {
    /** What verification found. */
    public enum Result {
        /** A secret signed it. */
        GENUINE,
        /** None of the secrets signed it, or it is too old or too new: 401. */
        FORGED,
        /** A greeting that this platform sends unsigned, when an address is saved: answered, and nothing is done. */
        GREETING
    }

    /** A secret signed it. */
    public static Verified genuine() {
        return new Verified(Result.GENUINE, null, null);
    }

    /** A secret signed it, with this difference of the clocks. */
    public static Verified genuine(long skewMs) {
        return new Verified(Result.GENUINE, null, skewMs);
    }

    public static Verified forged(Reason reason) {
        return new Verified(Result.FORGED, reason, null);
    }

    /** Its time is out of tolerance: the skew tells whose clock is wrong. */
    public static Verified forged(Reason reason, long skewMs) {
        return new Verified(Result.FORGED, reason, skewMs);
    }

    public static Verified greeting(Reason reason) {
        return new Verified(Result.GREETING, reason, null);
    }
}
