package org.livetally.audience;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Receipt;
import org.livetally.socket.TextFrame;
import org.livetally.wire.AnswerJson;

/** The answer to a viewer's message. */
final class AnswerFrame {
    private static final JsonFactory JSON = new JsonFactory();

    /** Writes an answer as JSON. */
    @FunctionalInterface
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    private AnswerFrame() {}

    /**
     * Encodes the answer to a message.
     *
     * @param id the message's own id, echoed; null if it has no readable one
     */
    static TextFrame of(@Nullable String id, Receipt receipt) {
        return of(json -> AnswerJson.write(json, id, receipt));
    }

    /** Encodes what is written. */
    static TextFrame of(Content content) {
        // Through a String, which turns a lone surrogate in an id into "?".
        // A generator of bytes would write it as it is.
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            content.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return new TextFrame(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
