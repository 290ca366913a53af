package org.livetally.intake.producers;

import java.util.ArrayList;
import java.util.List;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.wire.AnswerJson;
import org.livetally.wire.AnswerJson.Answer;
import org.livetally.wire.MessageLimits;

/** Buffers the answers to one producer until they are sent. */
final class Answers {
    private List<Answer> answers = new ArrayList<>();

    void add(ProducerMessage message, Receipt receipt) {
        answers.add(new Answer(message.id(), message.index(), receipt));
    }

    /** Adds the refusal of a frame as a whole. */
    void refuse(Rejection frame) {
        answers.add(new Answer(null, AnswerJson.NO_INDEX, frame));
    }

    /** Whether one of the messages is to be sent again. */
    boolean hasRetry() {
        return answers.stream()
                .anyMatch(answer -> answer.receipt() instanceof Rejection rejection
                        && rejection.code().retry());
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
        return AnswerJson.all(taken);
    }
}
