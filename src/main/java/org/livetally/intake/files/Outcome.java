package org.livetally.intake.files;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Rejection;
import org.livetally.http.ReasonFields;

/** What has become of the messages of a file so far, in numbers, and each that was not taken, of which 100 are listed. */
final class Outcome {
    private final long of;
    private final long beganAt = System.nanoTime();
    private final JsonArray conflicts = new JsonArray();
    private final JsonArray refusals = new JsonArray();

    long done;
    long recorded;
    long duplicate;
    long conflict;
    long refused;

    /** @param of how many messages there are */
    Outcome(long of) {
        this.of = of;
    }

    /** @param recordedAmount the value that is known; null if the id is that of another message */
    void conflict(long row, Order order, @Nullable Long recordedAmount) {
        conflict++;
        if (conflicts.size() < Findings.MAX_LISTED) {
            conflicts.add(new JsonObject()
                    .put("row", row)
                    .put("id", order.id())
                    .put("amount", order.amount())
                    .put("recorded", recordedAmount));
        }
    }

    void refuse(long row, Message message, Rejection rejection) {
        refused++;
        if (refusals.size() < Findings.MAX_LISTED) {
            JsonObject refusal = new JsonObject()
                    .put("row", row)
                    .put("id", message.id())
                    .put("code", rejection.code().wire());
            refusals.add(ReasonFields.put(refusal, rejection.reason()));
        }
    }

    /** A line of progress. */
    JsonObject progress() {
        long ms = Math.max(1, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganAt));
        return new JsonObject()
                .put("done", done)
                .put("of", of)
                .put("recorded", recorded)
                .put("duplicate", duplicate)
                .put("conflict", conflict)
                .put("refused", refused)
                .put("perSecond", done * 1_000 / ms);
    }

    /** The last line. */
    JsonObject end(boolean finished) {
        return progress().put("finished", finished).put("conflicts", conflicts).put("refusals", refusals);
    }
}
