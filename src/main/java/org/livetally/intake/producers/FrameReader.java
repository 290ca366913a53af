package org.livetally.intake.producers;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.wire.MessageLimits;
import org.livetally.wire.StrictJson;

/**
 * Reads a frame of messages: one object, or an array of up to {@value MessageLimits#MAX_FRAME_MESSAGES}.
 *
 * <p>Streaming, without a tree and without a schema, since this is the hot path. A frame with a syntax error anywhere
 * is refused as a whole, before any of its messages is recorded. A message that breaks a rule is refused alone.
 */
public final class FrameReader {
    private FrameReader() {}

    /** Refuses a frame as a whole. */
    public static final class FrameException extends Exception {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial") // never serialized
        private final Rejection rejection;

        FrameException(Rejection rejection) {
            super(rejection.message(), null, false, false); // an expected outcome, not a fault
            this.rejection = rejection;
        }

        FrameException(Code code, Reason reason) {
            this(new Rejection(code, "frame", reason));
        }

        public Rejection rejection() {
            return rejection;
        }
    }

    /**
     * Reads all messages.
     *
     * @param frame UTF-8
     * @param now epoch milliseconds, against which times are checked
     * @throws FrameException if the frame is not JSON, not an object or an array, or holds too many messages
     */
    public static List<ProducerMessage> read(byte[] frame, long now) throws FrameException {
        if (frame.length > MessageLimits.MAX_FRAME_BYTES) {
            throw new FrameException(tooLarge());
        }
        try (JsonParser json = StrictJson.FACTORY.createParser(frame)) {
            List<ProducerMessage> messages = messages(json, now);
            if (json.nextToken() != null) {
                throw new FrameException(Code.INVALID_JSON, Rule.FRAME_END.reason());
            }
            return messages;
        } catch (IOException e) {
            throw new FrameException(Code.INVALID_JSON, Rule.FRAME_JSON.reason(StrictJson.MAX_DEPTH));
        }
    }

    /** The rejection of a frame or body of more than {@link MessageLimits#MAX_FRAME_BYTES}. */
    static Rejection tooLarge() {
        return new Rejection(Code.TOO_LARGE, "frame", Rule.FRAME_BYTES.reason(MessageLimits.MAX_FRAME_BYTES));
    }

    private static List<ProducerMessage> messages(JsonParser json, long now) throws IOException, FrameException {
        JsonToken first = json.nextToken();
        if (first == JsonToken.START_OBJECT) {
            return List.of(ProducerMessageReader.read(json, now));
        }
        if (first != JsonToken.START_ARRAY) {
            throw new FrameException(Code.INVALID_JSON, Rule.FRAME_TYPE.reason());
        }
        List<ProducerMessage> messages = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (messages.size() == MessageLimits.MAX_FRAME_MESSAGES) {
                throw new FrameException(Code.TOO_LARGE, Rule.FRAME_MESSAGES.reason(MessageLimits.MAX_FRAME_MESSAGES));
            }
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw new FrameException(Code.INVALID_JSON, Rule.FRAME_ELEMENT.reason(messages.size()));
            }
            messages.add(ProducerMessageReader.read(json, now));
        }
        return messages;
    }
}
