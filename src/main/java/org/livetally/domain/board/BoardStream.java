package org.livetally.domain.board;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.stream.Currencies;

/**
 * The settings that a board shows. Times are epoch milliseconds; null if unknown.
 *
 * @param currency the code of ISO 4217
 * @param timezone the name in the time zone database
 * @param openOrders whether the audience may order
 */
public record BoardStream(
        BoardId id,
        String title,
        String status,
        String currency,
        String timezone,
        @Nullable Long startedAt,
        @Nullable Long endsAt,
        @Nullable Long endedAt,
        boolean openOrders) {

    /** How many digits of an amount are decimals. */
    public int currencyDigits() {
        return Currencies.digits(currency);
    }
}
