package org.livetally.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;

/**
 * Writes {@code {"type":"ack",…}} and {@code {"type":"error",…}}.
 *
 * <p>Nearly all answers are acks without numbers, as many as orders. {@link #all} puts those together from their bytes; a
 * generator writes the others, and acks of ids that need an escape. {@code AnswerJsonTest} compares both.
 */
public final class AnswerJson {
    private static final String RECORDED = "recorded";
    private static final String DUPLICATE = "duplicate";

    /** Stands for the place of a message that is alone. */
    public static final int NO_INDEX = -1;

    private static final byte[] ACK = PlainBytes.ascii("{\"type\":\"ack\",\"id\":");
    private static final byte[] RESULT_RECORDED = result(RECORDED);
    private static final byte[] RESULT_DUPLICATE = result(DUPLICATE);

    /**
     * The answer to a message.
     *
     * @param id the message's id; null if it had no readable one
     * @param index its place in its frame, as of {@link #write(JsonGenerator, String, int, Receipt)}
     */
    public record Answer(@Nullable String id, int index, Receipt receipt) {}

    private AnswerJson() {}

    private static byte[] result(String result) {
        return PlainBytes.ascii(",\"result\":\"" + result + "\",\"seq\":");
    }

    /** The answers of a frame: a single one as an object, several as an array. */
    public static byte[] all(List<Answer> answers) {
        PlainBytes json = PlainBytes.ofThread();
        boolean several = answers.size() != 1;
        if (several) {
            json.raw('[');
        }
        for (int i = 0; i < answers.size(); i++) {
            add(i == 0 ? json : json.raw(','), answers.get(i));
        }
        return (several ? json.raw(']') : json).bytes();
    }

    private static void add(PlainBytes json, Answer answer) {
        int start = json.length();
        addAck(json, answer);
        if (!json.isPlain()) {
            json.cut(start);
            json.raw(JsonBytes.of(answer, AnswerJson::write));
        }
    }

    private static void addAck(PlainBytes json, Answer answer) {
        Receipt receipt = answer.receipt;
        String id = answer.id;
        if (id != null
                && receipt instanceof Receipt.Recorded recorded
                && recorded.numbers().isEmpty()) {
            json.raw(ACK).text(id).raw(RESULT_RECORDED).text(recorded.seq()).raw('}');
        } else if (id != null
                && receipt instanceof Receipt.Duplicate same
                && same.numbers().isEmpty()) {
            json.raw(ACK).text(id).raw(RESULT_DUPLICATE).text(same.seq()).raw('}');
        } else {
            json.fail();
        }
    }

    private static void write(JsonGenerator json, Answer answer) throws IOException {
        write(json, answer.id, answer.index, answer.receipt);
    }

    /**
     * Writes the answer to a message.
     *
     * @param id the message's id; null if it had no readable one
     */
    public static void write(JsonGenerator json, @Nullable String id, Receipt receipt) throws IOException {
        write(json, id, NO_INDEX, receipt);
    }

    /**
     * The same, of one among several messages.
     *
     * @param index its place among them, from 0, which the answer names if there is no id; or {@link #NO_INDEX}
     */
    public static void write(JsonGenerator json, @Nullable String id, int index, Receipt receipt) throws IOException {
        json.writeStartObject();
        if (receipt instanceof Rejection rejection) {
            writeError(json, id, index, rejection);
        } else if (receipt instanceof Receipt.Recorded recorded) {
            writeAck(json, id, RECORDED, recorded.seq());
            NumbersJson.write(json, recorded.numbers());
        } else if (receipt instanceof Receipt.Duplicate duplicate) {
            writeAck(json, id, DUPLICATE, duplicate.seq());
            NumbersJson.write(json, duplicate.numbers());
        } else if (receipt instanceof Receipt.Counted counted) {
            writeCounted(json, id, counted);
        }
        json.writeEndObject();
    }

    private static void writeAck(JsonGenerator json, @Nullable String id, String result, String seq)
            throws IOException {
        json.writeStringField("type", "ack");
        json.writeStringField("id", id);
        json.writeStringField("result", result);
        json.writeStringField("seq", seq);
    }

    private static void writeCounted(JsonGenerator json, @Nullable String id, Receipt.Counted counted)
            throws IOException {
        json.writeStringField("type", "ack");
        if (id != null) {
            json.writeStringField("id", id);
        }
        json.writeStringField("source", counted.source());
        json.writeStringField("result", counted.grown() ? RECORDED : DUPLICATE);
        json.writeNumberField("likes", counted.likes());
    }

    private static void writeError(JsonGenerator json, @Nullable String id, int index, Rejection rejection)
            throws IOException {
        json.writeStringField("type", "error");
        if (id != null) {
            json.writeStringField("id", id);
        } else if (index != NO_INDEX) {
            json.writeNumberField("index", index);
        }
        json.writeStringField("code", rejection.code().wire());
        if (rejection.field() != null) {
            json.writeStringField("field", rejection.field());
        }
        json.writeStringField("message", rejection.message());
        ReasonJson.write(json, rejection.reason());
        json.writeBooleanField("retry", rejection.code().retry());
    }
}
