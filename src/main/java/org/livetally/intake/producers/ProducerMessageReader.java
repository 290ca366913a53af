package org.livetally.intake.producers;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Ids;
import org.livetally.intake.likes.LikeTotal;
import org.livetally.wire.FieldReader;

/** Reads one message; the parser has consumed its opening brace. */
final class ProducerMessageReader {
    /**
     * The year 2000. The contract gives no lower bound, but an earlier time is seconds taken for milliseconds, which no
     * trend could show.
     */
    static final long EARLIEST = 946_684_800_000L;
    /** How far a producer's clock may be ahead. */
    static final long MAX_AHEAD_MS = 60_000;
    /** An invalid id is echoed up to this length, so that the producer can recognise its message. */
    private static final int MAX_ECHO = 256;

    private final FieldReader fields;
    private final ContentReader content;
    /** Epoch milliseconds, against which the message's time is checked. */
    private final long now;

    private @Nullable LikesReader likes;
    private @Nullable String echo;
    /** The type whose fields count: an order's until the message names one; null for an unknown one. */
    private @Nullable MessageType kind = MessageType.ORDER;

    private @Nullable MessageType type;
    private @Nullable String id;
    private @Nullable String stream;
    private boolean hasType;
    private boolean isLikes;
    private boolean hasId;
    private boolean hasStream;
    private long at = Message.NO_TIME;

    /** @param asSent whether texts are taken as they were sent */
    ProducerMessageReader(JsonParser json, long now, boolean asSent) {
        this.fields = new FieldReader(json, asSent);
        this.content = new ContentReader(fields);
        this.now = now;
    }

    ProducerMessage read() throws IOException {
        for (String field = fields.next(); field != null; field = fields.next()) {
            readField(field);
        }
        return message();
    }

    /** Whether a text of the message was sent in another form than it has now. */
    boolean hasChanged() {
        return fields.hasChanged();
    }

    private void readField(String field) throws IOException {
        fields.of(FieldReader.EVERY_MESSAGE);
        switch (field) {
            case "type" -> readType();
            case "id" -> readId();
            case "stream" -> {
                hasStream = true;
                stream = fields.text("stream");
            }
            case "at" -> readAt();
            case LikesReader.SOURCE, LikesReader.TOTAL -> likes().read(field);
            default -> content.read(field);
        }
    }

    /** Few messages are likes, so the others make no reader for them. */
    private LikesReader likes() {
        if (likes == null) {
            likes = new LikesReader(fields);
        }
        return likes;
    }

    private void readType() throws IOException {
        hasType = true;
        String name = fields.word("type");
        type = MessageType.named(name);
        kind = name == null ? MessageType.ORDER : type;
        isLikes = LikeTotal.TYPE.equals(name);
        if (name != null && !isLikes && (type == null || type.isOfServer())) {
            type = null;
            kind = null;
            fields.reject("type", Rule.MESSAGE_TYPE.reason(MessageType.choice(LikeTotal.TYPE)));
        }
    }

    private void readId() throws IOException {
        hasId = true;
        echo = fields.raw(MAX_ECHO);
        id = fields.text("id");
        String reserved = id == null ? null : Ids.serverPrefix(id);
        if (reserved != null) {
            fields.reject("id", Rule.SERVER_ID.reason(reserved));
        }
    }

    private void readAt() throws IOException {
        at = Message.NO_TIME; // a later occurrence of a field replaces an earlier one, even with null
        if (!fields.isNull()) {
            at = fields.integer("at", EARLIEST, now + MAX_AHEAD_MS, Rule.ORDER_TIME);
        }
    }

    private ProducerMessage message() {
        fields.of(FieldReader.EVERY_MESSAGE);
        fields.require("type", hasType);
        fields.require("stream", hasStream);
        if (isLikes) {
            return likes().message(echo, stream);
        }
        fields.require("id", hasId);
        if (kind != null) {
            content.check(kind);
        }
        Rejection rejection = fields.firstRejection(kind);
        if (rejection != null || id == null || stream == null || type == null) {
            return ProducerMessage.rejected(
                    echo, type, rejection == null ? Rejection.invalidOrder("id", Rule.MISSING.reason()) : rejection);
        }
        return ProducerMessage.of(echo, content.message(type, id, stream, at));
    }
}
