package org.livetally.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.model.Receipt;
import org.livetally.model.Rejection;

/** Acks and errors for one producer, gathered until they are sent: one as an object, several as an array. */
final class Answers {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int TYPICAL_BYTES = 96;

    /** @param id of the message that is answered; null if it had none that could be read */
    private record Answer(@Nullable String id, Receipt receipt) {}

    private List<Answer> answers = new ArrayList<>();

    void add(@Nullable String id, Receipt receipt) {
        answers.add(new Answer(id, receipt));
    }

    int size() {
        return answers.size();
    }

    /**
     * The JSON of the oldest answers, which are forgotten. No more than a producer may send messages in a frame: when Redis is
     * back, or given up, a whole queue is answered at once, and clients limit what they take in a frame, too.
     */
    byte[] take() {
        List<Answer> taken = answers.subList(0, Math.min(answers.size(), FrameReader.MAX_MESSAGES));
        answers = new ArrayList<>(answers.subList(taken.size(), answers.size()));
        ByteArrayOutputStream out = new ByteArrayOutputStream(TYPICAL_BYTES * taken.size());
        try (JsonGenerator json = JSON.createGenerator(out)) {
            if (taken.size() == 1) {
                write(json, taken.get(0));
            } else {
                json.writeStartArray();
                for (Answer answer : taken) {
                    write(json, answer);
                }
                json.writeEndArray();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, Answer answer) throws IOException {
        json.writeStartObject();
        if (answer.receipt instanceof Rejection rejection) {
            writeError(json, answer.id, rejection);
        } else if (answer.receipt instanceof Receipt.Recorded recorded) {
            writeAck(json, answer.id, "recorded", recorded.seq());
        } else if (answer.receipt instanceof Receipt.Duplicate duplicate) {
            writeAck(json, answer.id, "duplicate", duplicate.seq());
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

    private static void writeError(JsonGenerator json, @Nullable String id, Rejection rejection) throws IOException {
        json.writeStringField("type", "error");
        if (id != null) {
            json.writeStringField("id", id);
        }
        json.writeStringField("code", rejection.code().wire());
        if (rejection.field() != null) {
            json.writeStringField("field", rejection.field());
        }
        json.writeStringField("message", rejection.message());
        json.writeBooleanField("retry", rejection.code().retry());
    }
}
