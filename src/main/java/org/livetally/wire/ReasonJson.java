package org.livetally.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.livetally.domain.rule.Reason;

/** Writes the reason for a refusal, in the form for programs. */
public final class ReasonJson {
    private ReasonJson() {}

    /** Writes {@code "rule":…,"params":{…}} into the current object. */
    public static void write(JsonGenerator json, Reason reason) throws IOException {
        json.writeStringField("rule", reason.rule().wire());
        json.writeObjectFieldStart("params");
        List<String> names = reason.rule().parameters();
        for (int i = 0; i < names.size(); i++) {
            json.writeFieldName(names.get(i));
            writeValue(json, reason.values().get(i));
        }
        json.writeEndObject();
    }

    private static void writeValue(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Reason reason) {
            json.writeStartObject();
            write(json, reason);
            json.writeEndObject();
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else {
            json.writeString(value.toString());
        }
    }
}
