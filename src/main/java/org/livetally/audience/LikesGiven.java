package org.livetally.audience;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.livetally.socket.TextFrame;

/**
 * Likes of one viewer who wants to be told when they are counted, in one batch.
 *
 * @param id of the latest message
 * @param count likes in all such messages
 */
record LikesGiven(String id, int count) {
    /** With those of a later message. */
    LikesGiven and(LikesGiven later) {
        return new LikesGiven(later.id, count + later.count);
    }

    /**
     * What the viewer is told once Redis has answered.
     *
     * @param counted whether they count; those given while the stream is not live do not
     */
    TextFrame answer(boolean counted) {
        return AnswerFrame.of(json -> write(json, counted ? count : 0));
    }

    private void write(JsonGenerator json, int counted) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "liked");
        json.writeStringField("id", id);
        json.writeNumberField("count", counted);
        json.writeEndObject();
    }
}
