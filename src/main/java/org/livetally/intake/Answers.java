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
import org.livetally.wire.AnswerJson;

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
                AnswerJson.write(json, taken.get(0).id, taken.get(0).receipt);
            } else {
                json.writeStartArray();
                for (Answer answer : taken) {
                    AnswerJson.write(json, answer.id, answer.receipt);
                }
                json.writeEndArray();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return out.toByteArray();
    }
}
