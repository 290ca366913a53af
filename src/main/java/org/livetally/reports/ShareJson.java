package org.livetally.reports;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** ShareJson of a whole, rounded down to four digits, as every language writes such a number: {@code 0.0001}, {@code 0.25}, {@code 1}. */
final class ShareJson {
    private static final int DIGITS = 4;
    private static final BigInteger UNIT = BigInteger.TEN.pow(DIGITS);

    private ShareJson() {}

    /** A part of a whole; nothing is 0 of nothing. */
    static BigDecimal of(long part, long whole) {
        if (whole == 0) {
            return BigDecimal.ZERO;
        }
        BigInteger units = BigInteger.valueOf(part).multiply(UNIT).divide(BigInteger.valueOf(whole));
        return new BigDecimal(units, DIGITS);
    }

    /** Writes a field. Not as a double, which Java would write as {@code 1.0E-4}. */
    static void write(JsonGenerator json, String field, BigDecimal share) throws IOException {
        json.writeFieldName(field);
        json.writeNumber(share.stripTrailingZeros().toPlainString());
    }
}
