package org.livetally.domain.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Currency;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The digits of ISO 4217. */
final class CurrenciesTest {
    @Test
    void whatThisJdkKnowsHasTheSameDigitsHere() {
        Map<String, Integer> ofJdk = new TreeMap<>();
        Map<String, Integer> ours = new TreeMap<>();
        for (Currency currency : Currency.getAvailableCurrencies()) {
            if (currency.getDefaultFractionDigits() >= 0) {
                String code = currency.getCurrencyCode();
                ofJdk.put(code, currency.getDefaultFractionDigits());
                ours.put(code, Currencies.all().getOrDefault(code, -1));
            }
        }
        assertEquals(ofJdk, ours);
    }

    /** Currencies for which browsers or JDKs differ from one another, or from the standard. */
    @ParameterizedTest
    @CsvSource({
        "CNY,2", "IDR,2", "TWD,2", "HUF,2", "AFN,2", "MGA,2", "MRU,2", "LAK,2", "IQD,3", "KWD,3", "BHD,3", "TND,3",
        "JPY,0", "ISK,0", "UGX,0", "KRW,0", "VND,0", "CLP,0", "CLF,4", "UYW,4", "XAD,2", "XCG,2", "ZWG,2"
    })
    void digitsAreTheStandards(String code, int digits) {
        assertTrue(Currencies.isKnown(code));
        assertEquals(digits, Currencies.digits(code));
    }

    @ParameterizedTest
    @CsvSource({"XXX", "XTS", "XAU", "XDR", "ABC", "cny", "''", "CNYX"})
    void whatHasNoMinorUnitsIsNoCurrencyOfAStream(String code) {
        assertFalse(Currencies.isKnown(code));
    }
}
