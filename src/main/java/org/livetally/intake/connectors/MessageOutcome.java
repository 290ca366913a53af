package org.livetally.intake.connectors;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Reason;
import org.livetally.http.ReasonFields;

/**
 * What became of one message of a delivery.
 *
 * @param id of the message; null for a part that stands for none
 * @param type of the message, as on the wire; null if it is not known
 * @param receipt the ledger's; null if it was not asked
 * @param reason why it was not recorded; null if it was
 */
record MessageOutcome(
        @Nullable String id,
        @Nullable String type,
        Outcome outcome,
        @Nullable Receipt receipt,
        @Nullable Reason reason) {

    /** The type of a total of likes, which no ledger has. */
    static final String LIKES = "likes";

    static MessageOutcome ignored(@Nullable String id, Reason reason) {
        return new MessageOutcome(id, null, Outcome.IGNORED, null, reason);
    }

    static MessageOutcome ignored(String id, String type, Reason reason) {
        return new MessageOutcome(id, type, Outcome.IGNORED, null, reason);
    }

    /** What the ledger's answer to a message means. */
    static MessageOutcome of(Message message, Receipt receipt) {
        return of(message.id(), message.type().wire(), receipt);
    }

    static MessageOutcome of(@Nullable String id, String type, Receipt receipt) {
        if (receipt instanceof Rejection rejection) {
            return new MessageOutcome(id, type, outcome(rejection), receipt, rejection.reason());
        }
        Outcome outcome = isKnown(receipt) ? Outcome.DUPLICATE : Outcome.RECORDED;
        return new MessageOutcome(id, type, outcome, receipt, null);
    }

    private static boolean isKnown(Receipt receipt) {
        return receipt instanceof Receipt.Duplicate || receipt instanceof Receipt.Counted counted && !counted.grown();
    }

    private static Outcome outcome(Rejection rejection) {
        if (rejection.code().retry()) {
            return Outcome.UNAVAILABLE;
        }
        return rejection.code() == Code.CONFLICT ? Outcome.CONFLICT : Outcome.IGNORED;
    }

    MessageOutcome as(Outcome other, @Nullable Reason why) {
        return new MessageOutcome(id, type, other, receipt, why);
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        if (id != null) {
            json.put("id", id);
        }
        if (type != null) {
            json.put("type", type);
        }
        json.put("outcome", outcome.wire());
        if (reason != null) {
            json.put("reason", ReasonFields.of(reason));
        }
        return json;
    }
}
