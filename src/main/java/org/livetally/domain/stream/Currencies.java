package org.livetally.domain.stream;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The number of digits after a currency's decimal point, which says how many minor units make one major unit: 100 fen a
 * yuan, 1 yen a yen, 1000 fils a dinar. Browsers and JDKs disagree, and change from version to version (the rupiah has
 * two digits here and in Chromium 127, none in 156), so the server tells all clients that write money.
 *
 * <p>Source: ISO 4217 of 2026, lists one (in use) and three (withdrawn; digits as in JDK 25). Codes without minor
 * units, such as gold and test codes, cannot be the currency of a stream.
 */
public final class Currencies {
    private static final String WITHOUT_DIGITS = """
            ADP BEF BIF BYB BYR CLP DJF ESP GNF GRD ISK ITL JPY KMF KRW LUF MGF PTE PYG ROL RWF TPE TRL UGX UYI
            VND VUV XAF XOF XPF
            """;
    private static final String WITH_TWO_DIGITS = """
            AED AFA AFN ALL AMD ANG AOA ARS ATS AUD AWG AYM AZM AZN BAM BBD BDT BGL BGN BMD BND BOB BOV BRL BSD
            BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CSD CUC CUP CVE CYP CZK DEM DKK DOP DZD EEK EGP
            ERN ETB EUR FIM FJD FKP FRF GBP GEL GHC GHS GIP GMD GTQ GWP GYD HKD HNL HRK HTG HUF IDR IEP ILS INR
            IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL LTL LVL MAD MDL MGA MKD MMK MNT MOP MRO MRU MTL
            MUR MVR MWK MXN MXV MYR MZM MZN NAD NGN NIO NLG NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB
            RUR SAR SBD SCR SDD SDG SEK SGD SHP SIT SKK SLE SLL SOS SRD SRG SSP STD STN SVC SYP SZL THB TJS TMM
            TMT TOP TRY TTD TWD TZS UAH USD USN USS UYU UZS VEB VED VEF VES WST XAD XCD XCG YER YUM ZAR ZMK ZMW
            ZWD ZWG ZWL ZWN ZWR
            """;
    private static final String WITH_THREE_DIGITS = """
            BHD IQD JOD KWD LYD OMR TND
            """;
    private static final String WITH_FOUR_DIGITS = """
            CLF UYW
            """;

    /** The currency of those who name none. */
    public static final String DEFAULT = "CNY";

    /** The digits of most currencies. */
    private static final int USUAL_DIGITS = 2;

    private static final Map<String, Integer> DIGITS = digits();

    private Currencies() {}

    /** The digits of every currency that a stream may have, by code; sorted. */
    public static Map<String, Integer> all() {
        return DIGITS;
    }

    /** Whether a stream may have this currency; codes are three capital letters. */
    public static boolean isKnown(String code) {
        return DIGITS.containsKey(code);
    }

    /** The digits after the decimal point, 0 to 4; two if the code is unknown. */
    public static int digits(String code) {
        return Objects.requireNonNull(DIGITS.getOrDefault(code, USUAL_DIGITS));
    }

    private static Map<String, Integer> digits() {
        Map<String, Integer> digits = new TreeMap<>();
        add(digits, 0, WITHOUT_DIGITS);
        add(digits, 2, WITH_TWO_DIGITS);
        add(digits, 3, WITH_THREE_DIGITS);
        add(digits, 4, WITH_FOUR_DIGITS);
        return Collections.unmodifiableMap(digits);
    }

    private static void add(Map<String, Integer> digits, int count, String codes) {
        for (String code : codes.strip().split("\\s+", -1)) {
            digits.put(code, count);
        }
    }
}
