package org.livetally.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.OnAir.Explanation;

/** The JSON of an explanation in Redis: {@code {"sku":…,"host":…,"from":…,"to":…}}, without absent fields. */
public final class ExplanationJson {
    private ExplanationJson() {}

    /** @param to epoch milliseconds at which it ended; null while it is on air */
    public static byte[] write(Explanation explanation, @Nullable Long to) {
        return JsonBytes.of(explanation, (json, shown) -> write(json, shown, to));
    }

    private static void write(JsonGenerator json, Explanation explanation, @Nullable Long to) throws IOException {
        json.writeStartObject();
        json.writeStringField("sku", explanation.sku());
        JsonBytes.writeText(json, "host", explanation.host());
        json.writeNumberField("from", explanation.from());
        if (to != null) {
            json.writeNumberField("to", to);
        }
        json.writeEndObject();
    }
}
