package org.livetally.intake.connectors;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Reason;
import org.livetally.intake.connectors.platform.Platform;
import org.livetally.intake.connectors.standard.StandardPlatform;
import org.livetally.wire.AnswerJson;
import org.livetally.wire.JsonBytes;

/** The body of the answer to a delivery that was dealt with. */
final class HookAnswers {

    private HookAnswers() {}

    /** What the platform expects; for a Standard Webhook the answers of {@code POST /api/orders}. */
    static Buffer of(Platform platform, Delivery delivery) {
        return platform instanceof StandardPlatform ? answers(delivery) : Buffer.buffer(platform.success());
    }

    /** As there, one answer is an object, and several are an array. Nothing says ack of what does not count. */
    private static Buffer answers(Delivery delivery) {
        List<MessageOutcome> messages = delivery.messages();
        return Buffer.buffer(JsonBytes.of(messages, (json, all) -> {
            Reason unread = all.isEmpty() ? delivery.reason() : null;
            if (unread != null) {
                writeError(json, null, AnswerJson.NO_INDEX, unread);
            } else if (all.size() == 1) {
                write(json, AnswerJson.NO_INDEX, all.get(0));
            } else {
                json.writeStartArray();
                for (int i = 0; i < all.size(); i++) {
                    write(json, i, all.get(i));
                }
                json.writeEndArray();
            }
        }));
    }

    private static void write(JsonGenerator json, int index, MessageOutcome one) throws IOException {
        Receipt receipt = one.receipt();
        if (one.outcome() == Outcome.PARKED) {
            json.writeStartObject();
            json.writeStringField("type", "ack");
            json.writeStringField("id", one.id());
            json.writeStringField("result", one.outcome().wire());
            json.writeEndObject();
        } else if (receipt != null) {
            AnswerJson.write(json, one.id(), index, receipt);
        } else {
            writeError(json, one.id(), index, Objects.requireNonNull(one.reason(), "ignored without a reason"));
        }
    }

    private static void writeError(JsonGenerator json, @Nullable String id, int index, Reason reason)
            throws IOException {
        AnswerJson.write(json, id, index, new Rejection(Code.INVALID_ORDER, reason));
    }
}
