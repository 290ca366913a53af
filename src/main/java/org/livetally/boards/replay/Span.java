package org.livetally.boards.replay;

import io.vertx.core.Future;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.count.LedgerSource;
import org.livetally.ledger.count.LedgerSource.Head;

/**
 * The time that a stream's replay can show, in epoch milliseconds of when messages were recorded: from its start, to its
 * end or the last message after it; of a stream that has not ended, to the present.
 *
 * @param over whether nothing is added to it by itself, since the stream has ended
 */
record Span(long from, long to, boolean over) {
    /** How long before the first message it begins at most. */
    private static final long LEAD_MS = 60_000;

    /** @param now epoch milliseconds */
    static Future<Span> of(LedgerSource ledger, Head head, long now) {
        return ledger.page(Seq.START, Seq.END, 1)
                .map(first -> of(
                        head,
                        first.entries().isEmpty()
                                ? null
                                : first.entries().get(0).id(),
                        now));
    }

    /**
     * What was recorded before the start, such as the catalogue, is there from the beginning. A start may be a time long
     * before anything was recorded, of which there is nothing to see.
     */
    private static Span of(Head head, @Nullable Seq first, long now) {
        Long endedAt = time(head, "endedAt");
        long to = Math.max(endedAt == null ? now : endedAt, head.last().ms());
        long from = Stream.of(time(head, "startedAt"), first == null ? null : (Long) (first.ms() - LEAD_MS))
                .filter(Objects::nonNull)
                .mapToLong(time -> time)
                .max()
                .orElse(to);
        return new Span(Math.min(from, to), to, endedAt != null);
    }

    /** A time among the settings of a stream; null if it has none. */
    static @Nullable Long time(Head head, String name) {
        String text = head.settings().get(name);
        return text == null || text.isEmpty() ? null : (Long) Long.parseLong(text);
    }

    /** The place up to which a ledger is read for a time that somebody asks for. */
    Seq within(Seq asked) {
        if (asked.ms() < from) {
            return upTo(from);
        }
        return asked.ms() > to ? upTo(to) : asked;
    }

    /** The place of the ledger after all that was recorded up to a time. */
    static Seq upTo(long at) {
        return new Seq(at, Long.MAX_VALUE);
    }
}
