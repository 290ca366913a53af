package org.livetally.boards;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes a JSON Merge Patch (RFC 7396). An object is written with its first field, so one in which nothing differs is
 * left out, unless it is new.
 */
final class MergePatchWriter {
    /** A section, an object in it, and one in that: a member stream of a campaign. */
    private static final int MAX_DEPTH = 3;

    private final JsonGenerator json;
    /** The names of the objects that are open; null for the outermost, which has none. */
    private final @Nullable String[] names = new String[MAX_DEPTH];

    private int open;
    /** How many of the open objects have been written. */
    private int written;

    MergePatchWriter(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Opens an object.
     *
     * @param name its name in the object around it; null for the outermost
     * @param isNew whether to write it even if it is empty
     */
    void start(@Nullable String name, boolean isNew) throws IOException {
        names[open++] = name;
        if (isNew) {
            writeStarts();
        }
    }

    void end() throws IOException {
        if (written == open) {
            json.writeEndObject();
            written--;
        }
        open--;
    }

    void number(String name, long value) throws IOException {
        writeStarts();
        json.writeNumberField(name, value);
    }

    void decimal(String name, double value) throws IOException {
        writeStarts();
        json.writeNumberField(name, value);
    }

    void text(String name, String value) throws IOException {
        writeStarts();
        json.writeStringField(name, value);
    }

    void flag(String name, boolean value) throws IOException {
        writeStarts();
        json.writeBooleanField(name, value);
    }

    /** Removes a field. */
    void gone(String name) throws IOException {
        writeStarts();
        json.writeNullField(name);
    }

    private void writeStarts() throws IOException {
        for (; written < open; written++) {
            String name = names[written];
            if (name != null) {
                json.writeFieldName(name);
            }
            json.writeStartObject();
        }
    }
}
