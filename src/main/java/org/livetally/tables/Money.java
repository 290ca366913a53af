package org.livetally.tables;

import org.livetally.domain.stream.Currencies;

/**
 * The currency of a table's amounts.
 *
 * @param currency its code
 * @param digits after its decimal point
 */
public record Money(String currency, int digits) {
    /** That of this code. */
    public static Money of(String currency) {
        return new Money(currency, Currencies.digits(currency));
    }
}
