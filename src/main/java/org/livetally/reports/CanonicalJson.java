package org.livetally.reports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.livetally.domain.Sha256;

/**
 * The form in which a report is hashed: its JSON in UTF-8, fields in the order in which they are written, no spaces
 * between tokens, numbers as they are written. All fields count but {@code sha256} at the top. So who has the document
 * can hash it, however it was indented since.
 */
final class CanonicalJson {
    /** The field that holds the hash of the others. */
    static final String HASH = "sha256";

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION) // which of the two is meant?
            .build();

    private CanonicalJson() {}

    /**
     * The SHA-256 of an object, in lower-case hexadecimal.
     *
     * @throws IOException if this is not the JSON of an object
     */
    static String sha256(byte[] json) throws IOException {
        return Sha256.hex(withoutHash(json));
    }

    /** The object without its hash. */
    static byte[] withoutHash(byte[] json) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(json.length);
        try (JsonParser from = JSON.createParser(json);
                JsonGenerator to = JSON.createGenerator(out)) {
            if (from.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an object");
            }
            to.writeStartObject();
            while (from.nextToken() != JsonToken.END_OBJECT) {
                if (from.currentName().equals(HASH)) {
                    from.nextToken();
                    from.skipChildren();
                } else {
                    copy(from, to);
                }
            }
            to.writeEndObject();
            if (from.nextToken() != null) {
                throw new IOException("something after the object");
            }
        }
        return out.toByteArray();
    }

    /** Copies a field with its value. */
    private static void copy(JsonParser from, JsonGenerator to) throws IOException {
        to.writeFieldName(from.currentName());
        int depth = 0;
        do {
            JsonToken token = from.nextToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            }
            if (token.isNumeric()) {
                to.writeNumber(from.getText()); // not by way of a double
            } else {
                to.copyCurrentEvent(from);
            }
        } while (depth > 0);
    }
}
