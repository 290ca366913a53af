package org.livetally.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.StreamEvent.Group;

/** The JSON of a group of buyers, {@code {"parent":"…","headCount":150}}, in the ledger and in Redis. */
public final class GroupJson {
    private GroupJson() {}

    /** The form in Redis; the same group always has the same text. */
    public static String text(Group group) {
        return new String(JsonBytes.of(group, GroupJson::write), StandardCharsets.UTF_8);
    }

    /**
     * Parses the output of {@link #text}.
     *
     * @throws UncheckedIOException if this is not a group
     */
    public static Group of(String text) {
        try (JsonParser json = JsonBytes.parser(text.getBytes(StandardCharsets.UTF_8))) {
            json.nextToken();
            return read(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(JsonGenerator json, Group group) throws IOException {
        json.writeStartObject();
        writeFields(json, group);
        json.writeEndObject();
    }

    /** Writes the fields of a group into an object that is open. */
    public static void writeFields(JsonGenerator json, Group group) throws IOException {
        JsonBytes.writeText(json, "parent", group.parent());
        if (group.headCount() != null) {
            json.writeNumberField("headCount", group.headCount());
        }
    }

    static void writeOrNull(JsonGenerator json, @Nullable Group group) throws IOException {
        if (group == null) {
            json.writeNull();
        } else {
            write(json, group);
        }
    }

    /** Parses a group; the parser is on the opening brace. */
    static Group read(JsonParser json) throws IOException {
        String parent = null;
        Long headCount = null;
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            switch (field) {
                case "parent" -> parent = json.getText();
                case "headCount" -> headCount = json.getLongValue();
                default -> json.skipChildren();
            }
        }
        return new Group(parent, headCount);
    }
}
