package org.livetally.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * JSON that this program writes to memory, in UTF-8, and reads back. JSON from strangers is parsed with stricter
 * settings.
 */
public final class JsonBytes {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int TYPICAL_BYTES = 256;

    private JsonBytes() {}

    /** Writes a value. Preferably a method reference: it captures nothing, so the hot path allocates nothing for it. */
    public interface Writer<T> {
        void write(JsonGenerator json, T value) throws IOException;
    }

    /** The JSON of a value. */
    public static <T> byte[] of(T value, Writer<T> writer) {
        return of(TYPICAL_BYTES, value, writer);
    }

    /**
     * The JSON of a value.
     *
     * @param typicalBytes the likely size
     */
    public static <T> byte[] of(int typicalBytes, T value, Writer<T> writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(typicalBytes);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            writer.write(json, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // writes to memory do not fail
        }
        return out.toByteArray();
    }

    /** Writes a field of text, unless it is null. */
    public static void writeText(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }

    /** Writes a field of a number, unless it is null. */
    static void writeNumber(JsonGenerator json, String field, @Nullable Long value) throws IOException {
        if (value != null) {
            json.writeNumberField(field, value);
        }
    }

    static JsonParser parser(byte[] json) throws IOException {
        return JSON.createParser(json);
    }
}
