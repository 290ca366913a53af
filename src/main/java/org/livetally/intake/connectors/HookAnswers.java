package org.livetally.intake.connectors;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Receipt;
import org.livetally.intake.connectors.platform.Platform;
import org.livetally.intake.connectors.standard.StandardPlatform;
import org.livetally.wire.AnswerJson;
import org.livetally.wire.JsonBytes;

/** The body of the answer to a delivery that was dealt with. */
final class HookAnswers {
    private static final int TYPICAL_BYTES = 96;

    private HookAnswers() {}

    /** What the platform expects; for a Standard Webhook the answers of {@code POST /api/orders}. */
    static Buffer of(Platform platform, Delivery delivery) {
        return platform instanceof StandardPlatform ? acks(delivery.messages()) : Buffer.buffer(platform.success());
    }

    private static Buffer acks(List<MessageOutcome> messages) {
        return Buffer.buffer(JsonBytes.of(TYPICAL_BYTES * (1 + messages.size()), messages, (json, outcomes) -> {
            json.writeStartArray();
            for (MessageOutcome one : outcomes) {
                @Nullable Receipt receipt = one.receipt();
                if (receipt != null && one.outcome() != Outcome.PARKED) {
                    AnswerJson.write(json, one.id(), receipt);
                } else {
                    json.writeStartObject();
                    json.writeStringField("type", "ack");
                    if (one.id() != null) {
                        json.writeStringField("id", one.id());
                    }
                    json.writeStringField("result", one.outcome().wire());
                    json.writeEndObject();
                }
            }
            json.writeEndArray();
        }));
    }
}
