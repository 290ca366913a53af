package org.livetally.intake.producers;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.livetally.domain.Utf8;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.wire.MessageLimits;
import org.livetally.wire.StrictJson;

/**
 * Reads a frame of messages: one object, or an array of up to {@value MessageLimits#MAX_FRAME_MESSAGES}.
 *
 * <p>Streaming, without a tree and without a schema, since this is the hot path; frames of {@link PlainOrders} do not even need
 * the parser. A frame with a syntax error anywhere
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
        List<ProducerMessage> plain = PlainOrders.read(frame, now);
        return plain == null ? parse(frame, now) : plain;
    }

    /** The same of a frame that may hold anything. */
    static List<ProducerMessage> parse(byte[] frame, long now) throws FrameException {
        try (JsonParser json = StrictJson.FACTORY.createParser(frame)) {
            Frame read = new Frame(json, now, false);
            List<ProducerMessage> messages = read.messages();
            if (json.nextToken() != null) {
                throw new FrameException(Code.INVALID_JSON, Rule.FRAME_END.reason());
            }
            return read.changed ? withAsSent(messages, frame, now) : messages;
        } catch (IOException e) {
            throw new FrameException(Code.INVALID_JSON, Rule.FRAME_JSON.reason(StrictJson.MAX_DEPTH));
        }
    }

    /** @throws FrameException if the bytes are no UTF-8, some of which the parser would take */
    static void requireUtf8(byte[] frame) throws FrameException {
        if (!Utf8.isValid(frame)) {
            throw new FrameException(Code.INVALID_JSON, Rule.MESSAGE_UTF8.reason());
        }
    }

    /** The rejection of a frame or body of more than {@link MessageLimits#MAX_FRAME_BYTES}. */
    static Rejection tooLarge() {
        return new Rejection(Code.TOO_LARGE, "frame", Rule.FRAME_BYTES.reason(MessageLimits.MAX_FRAME_BYTES));
    }

    /** Reads the frame once more, since it has texts that were sent in another form than they are recorded in. */
    private static List<ProducerMessage> withAsSent(List<ProducerMessage> read, byte[] frame, long now)
            throws IOException, FrameException {
        try (JsonParser json = StrictJson.FACTORY.createParser(frame)) {
            List<ProducerMessage> sent = new Frame(json, now, true).messages();
            List<ProducerMessage> both = new ArrayList<>(read.size());
            for (int i = 0; i < read.size(); i++) {
                Message asSent = sent.get(i).order();
                boolean same = asSent == null || asSent.equals(read.get(i).order());
                both.add(same ? read.get(i) : read.get(i).asSent(asSent));
            }
            return both;
        }
    }

    /** The messages of one frame. */
    private static final class Frame {
        private final JsonParser json;
        private final long now;
        private final boolean asSent;
        private boolean changed;

        Frame(JsonParser json, long now, boolean asSent) {
            this.json = json;
            this.now = now;
            this.asSent = asSent;
        }

        List<ProducerMessage> messages() throws IOException, FrameException {
            JsonToken first = json.nextToken();
            if (first == JsonToken.START_OBJECT) {
                return List.of(message());
            }
            if (first != JsonToken.START_ARRAY) {
                throw new FrameException(Code.INVALID_JSON, Rule.FRAME_TYPE.reason());
            }
            List<ProducerMessage> messages = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (messages.size() == MessageLimits.MAX_FRAME_MESSAGES) {
                    throw new FrameException(
                            Code.TOO_LARGE, Rule.FRAME_MESSAGES.reason(MessageLimits.MAX_FRAME_MESSAGES));
                }
                if (json.currentToken() != JsonToken.START_OBJECT) {
                    throw new FrameException(Code.INVALID_JSON, Rule.FRAME_ELEMENT.reason(messages.size()));
                }
                messages.add(message().at(messages.size()));
            }
            return messages;
        }

        private ProducerMessage message() throws IOException {
            ProducerMessageReader reader = new ProducerMessageReader(json, now, asSent);
            ProducerMessage message = reader.read();
            changed |= reader.hasChanged();
            return message;
        }
    }
}
