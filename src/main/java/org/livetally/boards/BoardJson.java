package org.livetally.boards;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardSections;
import org.livetally.domain.rule.Reason;
import org.livetally.wire.ReasonJson;

/** The messages to screens, as JSON in UTF-8. */
final class BoardJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int TYPICAL_BYTES = 1024;

    private BoardJson() {}

    static byte[] snapshot(Board board, BoardSections fields) {
        return message(json -> {
            json.writeStringField("type", "snapshot");
            json.writeNumberField("version", board.version());
            json.writeNumberField("at", board.at());
            json.writeObjectFieldStart("board");
            writeChosen(json, board.sections(), fields);
            if (fields.has(BoardSections.RECENT)) {
                writeField(json, BoardSections.RECENT, board.recent());
            }
            json.writeEndObject();
        });
    }

    static byte[] update(Update update, BoardSections fields) {
        return message(json -> {
            json.writeStringField("type", "update");
            json.writeNumberField("version", update.version());
            json.writeNumberField("from", update.from());
            json.writeNumberField("at", update.at());
            json.writeObjectFieldStart("patch");
            writeChosen(json, update.patch(), fields);
            json.writeEndObject();
            if (fields.has(BoardSections.RECENT) && !update.recent().isEmpty()) {
                writeField(json, BoardSections.RECENT, update.recent());
            }
        });
    }

    /**
     * The content of an update.
     *
     * @param patch a merge patch of the board's sections
     * @param recent only the new orders
     */
    record Update(
            long version, long from, long at, Map<String, @Nullable Object> patch, List<Map<String, Object>> recent) {}

    static byte[] stale(long since, Reason reason) {
        return message(json -> {
            json.writeStringField("type", "stale");
            json.writeNumberField("since", since);
            json.writeStringField("reason", reason.sentence());
            ReasonJson.write(json, reason);
        });
    }

    private interface Writer {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] message(Writer writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(TYPICAL_BYTES);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            writer.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // writes to memory do not fail
        }
        return out.toByteArray();
    }

    private static void writeChosen(
            JsonGenerator json, Map<String, ? extends @Nullable Object> sections, BoardSections fields)
            throws IOException {
        for (Map.Entry<String, ? extends @Nullable Object> section : sections.entrySet()) {
            if (fields.has(section.getKey())) {
                writeField(json, section.getKey(), section.getValue());
            }
        }
    }

    private static void writeField(JsonGenerator json, String name, @Nullable Object value) throws IOException {
        json.writeFieldName(name);
        writeValue(json, value);
    }

    private static void writeValue(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                writeField(json, (String) entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object item : list) {
                writeValue(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value == null) {
            json.writeNull();
        } else {
            throw new IllegalArgumentException("boards hold no " + value.getClass());
        }
    }
}
