package org.livetally.intake.producers;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Receipt;
import org.livetally.wire.AnswerJson;
import org.livetally.wire.JsonBytes;
import org.livetally.wire.MessageLimits;

/** Buffers the answers to one producer until they are sent: a single one as an object, several as an array. */
final class Answers {
    private static final int TYPICAL_BYTES = 96;

    /** @param id id of the answered message; null if it had no readable one */
    private record Answer(@Nullable String id, Receipt receipt) {}

    private List<Answer> answers = new ArrayList<>();

    void add(@Nullable String id, Receipt receipt) {
        answers.add(new Answer(id, receipt));
    }

    int size() {
        return answers.size();
    }

    /**
     * Removes the oldest answers and returns them as JSON: at most as many as a producer may send messages in a frame.
     * When Redis is back, or given up, a whole queue is answered at once, and clients limit the size of a frame, too.
     */
    byte[] take() {
        List<Answer> taken = answers.subList(0, Math.min(answers.size(), MessageLimits.MAX_FRAME_MESSAGES));
        answers = new ArrayList<>(answers.subList(taken.size(), answers.size()));
        return JsonBytes.of(TYPICAL_BYTES * taken.size(), taken, Answers::write);
    }

    private static void write(JsonGenerator json, List<Answer> answers) throws IOException {
        if (answers.size() == 1) {
            AnswerJson.write(json, answers.get(0).id, answers.get(0).receipt);
            return;
        }
        json.writeStartArray();
        for (Answer answer : answers) {
            AnswerJson.write(json, answer.id, answer.receipt);
        }
        json.writeEndArray();
    }
}
