package org.livetally.reports;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * How much of all net GMV a few buyers hold. A large share is a sign of brushed orders, which an auditor looks at.
 *
 * @param buyers distinct buyers of paid orders
 * @param net minor units: what orders that name a buyer come to, less refunds
 * @param topNet the same, of the {@link #TOP} buyers with the most
 * @param allNet the net GMV of all orders, with or without a buyer
 */
record Concentration(long buyers, long net, long topNet, long allNet) {
    /** So many buyers. */
    static final int TOP = 5;
    /** A share above it is flagged. */
    static final BigDecimal THRESHOLD = new BigDecimal("0.2");

    static Concentration of(BuyerTable buyers, long allNet) {
        return new Concentration(buyers.size(), buyers.sum(), buyers.top(TOP), allNet);
    }

    BigDecimal share() {
        return ShareJson.of(topNet, allNet);
    }

    /** By the exact share, not by what is left of it after four digits. */
    boolean isFlagged() {
        return BigDecimal.valueOf(topNet).compareTo(BigDecimal.valueOf(allNet).multiply(THRESHOLD)) > 0;
    }

    void write(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("concentration");
        json.writeNumberField("buyers", buyers);
        json.writeNumberField("net", net);
        json.writeNumberField("top", TOP);
        json.writeNumberField("topNet", topNet);
        ShareJson.write(json, "share", share());
        ShareJson.write(json, "threshold", THRESHOLD);
        json.writeBooleanField("flagged", isFlagged());
        json.writeEndObject();
    }
}
