package org.livetally.audience;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.model.Code;
import org.livetally.model.Rejection;

/** Reads one message of a viewer. The fields may come in any order, so they are judged only after the last. */
final class MessageReader {
    private static final int MOST_LIKES = 100;
    private static final int MOST_DIGITS = 3;
    private static final int BAD_COUNT = 0;
    private static final Set<String> ORDER_TYPES = Set.of("order", "payment", "cancellation", "refund");
    // Strangers choose the field names: keep none of them.
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private @Nullable String type;
    private @Nullable String id;
    private int count = 1;

    private MessageReader() {}

    /** Reads UTF-8 text. */
    static Message read(byte[] text) {
        try (JsonParser json = JSON.createParser(text)) {
            MessageReader reader = new MessageReader();
            return reader.isOneObject(json) ? reader.message() : notJson();
        } catch (IOException e) {
            return notJson();
        }
    }

    private boolean isOneObject(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            field(name, json);
        }
        return json.nextToken() == null;
    }

    private void field(String name, JsonParser json) throws IOException {
        switch (name) {
            case "type" -> type = text(json);
            case "id" -> id = text(json);
            case "count" -> count = count(json);
            default -> json.skipChildren();
        }
    }

    private static @Nullable String text(JsonParser json) throws IOException {
        json.skipChildren();
        return json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : null;
    }

    private static int count(JsonParser json) throws IOException {
        json.skipChildren();
        boolean small = json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getTextLength() <= MOST_DIGITS;
        int value = small ? json.getIntValue() : BAD_COUNT;
        return value <= MOST_LIKES ? value : BAD_COUNT;
    }

    private Message message() {
        if ("like".equals(type)) {
            return count > BAD_COUNT
                    ? new Message.Like(count)
                    : refused(Rejection.invalidOrder("count", "must be an integer from 1 to " + MOST_LIKES));
        }
        if (type != null && ORDER_TYPES.contains(type)) {
            return refused(new Rejection(Code.FORBIDDEN, null, "this stream takes no orders from its audience"));
        }
        return refused(Rejection.invalidOrder("type", "must be like"));
    }

    private Message refused(Rejection why) {
        return new Message.Refused(id, why);
    }

    private static Message notJson() {
        return new Message.Refused(null, new Rejection(Code.INVALID_JSON, null, "must be one JSON object"));
    }
}
