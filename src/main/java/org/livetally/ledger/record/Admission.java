package org.livetally.ledger.record;

import io.vertx.redis.client.Response;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Ids;
import org.livetally.domain.stream.StreamStatus;
import org.livetally.ledger.LedgerEntry;

/**
 * Whether a stream takes a new message. After its end it takes orders of the time in which it was live, since webhooks
 * lag and tills are typed in afterwards, until an operator closes its books. {@code record.lua} checks the same of a
 * whole plan.
 *
 * @param status null if there is no such stream
 * @param startedAt epoch milliseconds; {@link #NEVER} if it has not started
 * @param endedAt epoch milliseconds; {@link #NEVER} if it has not ended
 */
record Admission(@Nullable StreamStatus status, long startedAt, long endedAt) {
    private static final long NEVER = -1;

    static final Admission LIVE = new Admission(StreamStatus.LIVE, NEVER, NEVER);
    static final Rejection NO_STREAM = Recorder.unknownStream(Rule.NO_STREAM);
    private static final Rejection NOT_STARTED = Recorder.unknownStream(Rule.NOT_STARTED);
    private static final Rejection ENDED = new Rejection(Code.STREAM_ENDED, "stream", Rule.ENDED.reason());
    private static final Rejection CLOSED = new Rejection(Code.STREAM_ENDED, "stream", Rule.CLOSED.reason());

    /** @param settings values of the stream's status, startedAt and endedAt */
    static Admission of(Response settings) {
        Response status = settings.get(0);
        return new Admission(
                StreamStatus.named(status == null ? null : status.toString()),
                time(settings.get(1)),
                time(settings.get(2)));
    }

    private static long time(@Nullable Response value) {
        return value == null ? NEVER : value.toLong();
    }

    /** Why the stream does not take this message, which it has not recorded before; null if it does. */
    @Nullable
    Rejection refusal(LedgerEntry entry) {
        MessageType type = entry.message().type();
        if (status == null) {
            return NO_STREAM;
        }
        return switch (status) {
            case SCHEDULED -> type == MessageType.ORDER ? NOT_STARTED : null;
            case LIVE -> null;
            case ENDED -> type == MessageType.ORDER ? afterTheEnd(entry) : type == MessageType.SHOW ? ENDED : null;
            case CLOSED -> CLOSED;
        };
    }

    private @Nullable Rejection afterTheEnd(LedgerEntry order) {
        long at = order.message().at();
        if (startedAt == NEVER || endedAt == NEVER || !order.timed() && Ids.isOfAudience(order.id())) {
            return ENDED; // no time would help
        }
        return order.timed() && at >= startedAt && at <= endedAt
                ? null
                : new Rejection(Code.STREAM_ENDED, "stream", Rule.ENDED_AT.reason(startedAt, endedAt));
    }
}
