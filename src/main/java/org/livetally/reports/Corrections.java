package org.livetally.reports;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * What was put right by hand or afterwards.
 *
 * @param lateOrders orders that were recorded after the end of their stream
 * @param lateGmv minor units: those of them that were paid when they were recorded
 * @param stockChanges messages about stock
 * @param stockAdded units that they added
 * @param stockRemoved units that they took
 * @param erasures buyers whose id was replaced by a pseudonym
 */
record Corrections(
        long lateOrders, long lateGmv, long stockChanges, long stockAdded, long stockRemoved, long erasures) {

    void write(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("corrections");
        json.writeObjectFieldStart("late");
        json.writeNumberField("orders", lateOrders);
        json.writeNumberField("gmv", lateGmv);
        json.writeEndObject();
        json.writeObjectFieldStart("stock");
        json.writeNumberField("changes", stockChanges);
        json.writeNumberField("added", stockAdded);
        json.writeNumberField("removed", stockRemoved);
        json.writeEndObject();
        json.writeNumberField("erasures", erasures);
        json.writeEndObject();
    }
}
