package org.livetally.audience;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.livetally.model.Rejection;
import org.livetally.socket.TextFrame;

/** Writes {@code {"type":"error",…}}. */
final class ErrorFrame {
    private static final JsonFactory JSON = new JsonFactory();

    private ErrorFrame() {}

    /**
     * Frames the answer to a message.
     *
     * @param id the message's own id, echoed
     */
    static TextFrame of(@Nullable String id, Rejection why) {
        // By way of a String: a lone surrogate in an id becomes "?", where the generator for bytes would write it.
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, id, why);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return new TextFrame(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void write(JsonGenerator json, @Nullable String id, Rejection why) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "error");
        if (id != null) {
            json.writeStringField("id", id);
        }
        json.writeStringField("code", why.code().wire());
        if (why.field() != null) {
            json.writeStringField("field", why.field());
        }
        json.writeStringField("message", why.message());
        json.writeBooleanField("retry", why.code().retry());
        json.writeEndObject();
    }
}
