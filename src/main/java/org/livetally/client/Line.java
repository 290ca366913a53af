package org.livetally.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.wire.MessageLimits;
import org.livetally.wire.StrictJson;

/**
 * A message in a line of the input. Its bytes are sent as they came, so that no number of it changes.
 *
 * @param number of the line, from 1
 * @param id by which its answer is known
 * @param stream null if it names none that is a text
 * @param type null if it names none that is a text
 * @param order what it is about, of a payment, a cancellation or a refund
 * @param deal what it is about, of a delivery or a cancellation of a deal
 * @param json the message
 */
record Line(
        long number,
        String id,
        @Nullable String stream,
        @Nullable String type,
        @Nullable String order,
        @Nullable String deal,
        byte[] json) {
    /** The server echoes an id up to this length, whatever else is wrong with it; by others no answer could be known. */
    private static final int MAX_ECHO = 256;

    /** What is wrong with a line, before it is sent. */
    static final class UnsendableException extends Exception {
        private static final long serialVersionUID = 1;

        private final String why;

        UnsendableException(String why) {
            super(why, null, false, false); // an expected outcome, not a fault
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    /**
     * Reads a line.
     *
     * @param text UTF-8
     * @param target the stream of a message that names none
     * @throws UnsendableException if the server could not answer it by its id, or not read the frame that it is in
     */
    static Line parse(long number, byte[] text, String target) throws UnsendableException {
        requireRoom(text);
        Fields fields = new Fields();
        try (JsonParser json = StrictJson.FACTORY.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new UnsendableException(Rule.ONE_OBJECT.reason().sentence());
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                fields.read(name, json);
            }
            if (json.nextToken() != null) {
                throw new UnsendableException(Rule.ONE_OBJECT.reason().sentence());
            }
        } catch (IOException e) {
            throw new UnsendableException(
                    Rule.FRAME_JSON.reason(StrictJson.MAX_DEPTH).sentence());
        }
        return fields.line(number, text, target);
    }

    /** Lines as one frame, an array. */
    static String frame(List<Line> lines) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        for (Line line : lines) {
            frame.write(frame.size() == 0 ? '[' : ',');
            frame.writeBytes(line.json);
        }
        frame.write(']');
        return frame.toString(StandardCharsets.UTF_8);
    }

    private static void requireRoom(byte[] json) throws UnsendableException {
        if (json.length > MessageLimits.MAX_FRAME_BYTES) {
            throw new UnsendableException(
                    Rule.FRAME_BYTES.reason(MessageLimits.MAX_FRAME_BYTES).sentence());
        }
    }

    private static final class Fields {
        private @Nullable String id;
        private @Nullable String stream;
        private @Nullable String type;
        private @Nullable String order;
        private @Nullable String deal;
        private boolean hasId;
        private boolean hasStream;

        void read(String name, JsonParser json) throws IOException {
            JsonToken token = json.nextToken();
            String value = token == JsonToken.VALUE_STRING ? json.getText() : null;
            json.skipChildren();
            switch (name) {
                case "id" -> {
                    hasId = true;
                    id = value;
                }
                case "stream" -> {
                    hasStream = true;
                    stream = value;
                }
                case "type" -> type = value;
                case "order" -> order = value;
                case "deal" -> deal = value;
                default -> {} // is sent as it is
            }
        }

        Line line(long number, byte[] text, String target) throws UnsendableException {
            String added = hasStream ? "" : "\"stream\":\"" + target + "\",";
            if (!hasId && "likes".equals(type)) { // the only message that needs none
                id = "line-" + number;
                added += "\"id\":\"" + id + "\",";
            } else if (!hasId) {
                throw new UnsendableException("id: " + Rule.MISSING.reason().sentence());
            }
            if (id == null || id.isEmpty() || id.length() > MAX_ECHO) {
                throw new UnsendableException("id: "
                        + Rule.STRING_LENGTH.reason(MessageLimits.MAX_NAME).sentence());
            }
            byte[] json = added.isEmpty() ? text : with(added, text);
            requireRoom(json);
            return new Line(number, id, hasStream ? stream : target, type, order, deal, json);
        }

        /** The object with fields before its own, of which it has some. */
        private static byte[] with(String added, byte[] text) {
            int brace = 0;
            while (text[brace] != '{') {
                brace++;
            }
            ByteArrayOutputStream json = new ByteArrayOutputStream(text.length + added.length());
            json.write('{');
            json.writeBytes(added.getBytes(StandardCharsets.UTF_8));
            json.write(text, brace + 1, text.length - brace - 1);
            return json.toByteArray();
        }
    }
}
