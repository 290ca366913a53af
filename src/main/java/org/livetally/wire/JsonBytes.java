package org.livetally.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * JSON that this program writes to memory, in UTF-8, and reads back. JSON from strangers is parsed with stricter
 * settings.
 *
 * <p>Fast path: each thread keeps a sheet, which is a generator with its buffers, and writes one value after another on
 * it. A new sheet for each value would take more memory than most values. What falls back to a new sheet: a value that
 * is written amid another one, and the value after one that failed, since that generator stands amid a value. A sheet
 * that a long value made large is not kept.
 */
public final class JsonBytes {
    /** Nothing stands between the values of one generator. */
    private static final JsonFactory JSON = new JsonFactory().setRootValueSeparator(null);

    private static final int MAX_KEPT_BYTES = 1 << 16;
    private static final ThreadLocal<Sheet> SHEET = ThreadLocal.withInitial(Sheet::new);

    private JsonBytes() {}

    /** Writes a value. Preferably a method reference: it captures nothing, so the hot path allocates nothing for it. */
    public interface Writer<T> {
        void write(JsonGenerator json, T value) throws IOException;
    }

    private static final class Sheet {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final JsonGenerator json;
        /** Whether the next value can be written on it. */
        private boolean isFree = true;

        Sheet() {
            try {
                json = JSON.createGenerator(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e); // nothing is written yet
            }
        }

        <T> byte[] write(T value, Writer<T> writer) throws IOException {
            isFree = false;
            writer.write(json, value);
            if (!json.getOutputContext().inRoot()) {
                throw new IllegalStateException("the value's last object or array was not ended");
            }
            json.flush();
            byte[] bytes = out.toByteArray();
            out.reset();
            isFree = bytes.length <= MAX_KEPT_BYTES;
            return bytes;
        }
    }

    /** The JSON of a value. */
    public static <T> byte[] of(T value, Writer<T> writer) {
        Sheet kept = SHEET.get();
        Sheet sheet = kept.isFree ? kept : new Sheet();
        try {
            return sheet.write(value, writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // writes to memory do not fail
        } finally {
            if (sheet == kept && !kept.isFree) {
                SHEET.remove();
            }
        }
    }

    /**
     * Where the next value, amid a value of {@link #of}, can be written in UTF-8. A generator takes no bytes, and may hold back
     * what it has written.
     */
    public static OutputStream raw(JsonGenerator json) throws IOException {
        json.writeRawValue("");
        json.flush();
        return (OutputStream) json.getOutputTarget();
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
