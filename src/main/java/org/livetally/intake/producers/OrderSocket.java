package org.livetally.intake.producers;

import io.vertx.core.Context;
import java.util.function.BiConsumer;
import org.livetally.access.Permit;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Rule;
import org.livetally.intake.producers.FrameReader.FrameException;
import org.livetally.metrics.Metrics;
import org.livetally.socket.SocketLoop;
import org.livetally.socket.WebSocket;
import org.livetally.wire.CloseCode;

/**
 * One producer's socket. Its messages are recorded concurrently. The answers of one turn of the event loop leave in one
 * frame. While a producer does not read its answers, the server does not read from it.
 */
final class OrderSocket {
    private final WebSocket socket;
    private final Intake intake;
    private final Permit permit;
    private final Context loop;
    private final Answers answers = new Answers();
    /** One for all frames. */
    private final BiConsumer<ProducerMessage, Receipt> answer = this::answer;

    private final int invalidLimit;
    private final Metrics metrics;
    private int invalidInARow;
    private boolean sentAway;

    OrderSocket(WebSocket socket, Intake intake, Permit permit, SocketLoop loop) {
        this.socket = socket;
        this.intake = intake;
        this.permit = permit;
        this.loop = loop.vertx().getOrCreateContext();
        int limit = loop.limits().invalidMessages();
        this.invalidLimit = limit == 0 ? Integer.MAX_VALUE : limit;
        this.metrics = loop.metrics();
    }

    void message(byte[] frame) {
        if (sentAway) {
            return;
        }
        try {
            intake.accept(frame, permit, answer);
        } catch (FrameException e) {
            refuse(e.rejection());
        }
        if (invalidInARow >= invalidLimit) {
            sentAway = true;
            metrics.limits.invalidMessages.increment();
            flush(); // tells the producer what was wrong
            socket.close(CloseCode.TOO_MANY_INVALID);
        }
    }

    /** Tells the producer what was wrong with a frame, before the socket is closed for it. */
    void violation(Rule broken) {
        refuse(
                broken == Rule.MESSAGE_BYTES
                        ? FrameReader.tooLarge()
                        : new Rejection(Code.INVALID_JSON, "frame", broken.reason()));
        flush();
    }

    private void refuse(Rejection frame) {
        metrics.orders.answered(null, frame);
        answers.refuse(frame);
        answered(frame);
    }

    private void answer(ProducerMessage message, Receipt receipt) {
        answers.add(message, receipt);
        answered(receipt);
    }

    private void answered(Receipt receipt) {
        if (receipt instanceof Rejection rejection) {
            invalidInARow += isNonsense(rejection.code()) ? 1 : 0;
        } else {
            invalidInARow = 0;
        }
        if (answers.size() == 1) {
            loop.runOnContext(turn -> flush());
        }
    }

    /** Whether the message is invalid whatever the state of its stream. */
    private static boolean isNonsense(Code code) {
        return code == Code.INVALID_JSON || code == Code.INVALID_ORDER || code == Code.TOO_LARGE;
    }

    private void flush() {
        if (socket.isOpen()) { // a disconnected producer sends again, and gets its answers then
            while (answers.size() > 0) {
                socket.send(answers.take());
            }
        }
    }
}
