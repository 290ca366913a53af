package org.livetally.boards.replay;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.Board;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.count.LedgerSource;
import org.livetally.ledger.count.LedgerSource.Head;
import org.livetally.redis.client.StreamKeys;

/** The ledgers that are replayed, wherever they are read. */
final class Library {
    private final Function<StreamKeys, Future<LedgerSource>> ledgers;
    private final InstantSource clock;
    private final Room room = new Room();

    Library(Function<StreamKeys, Future<LedgerSource>> ledgers, InstantSource clock) {
        this.ledgers = ledgers;
        this.clock = clock;
    }

    /** A ledger that was read up to a time, in epoch milliseconds. */
    record Opened(Reel reel, Span span, long at) {}

    /** A ledger, and what is known of its stream. */
    record Known(LedgerSource ledger, Head head, Span span) {}

    long now() {
        return clock.millis();
    }

    /** Null if there is no such stream. */
    Future<@Nullable Known> known(String stream) {
        return ledgers.apply(new StreamKeys(stream))
                .compose(ledger -> ledger.head()
                        .compose(head -> head == null
                                ? Future.succeededFuture()
                                : Span.of(ledger, head, now()).map(span -> new Known(ledger, head, span))));
    }

    /** The board at a place of a ledger, or at present if that has not come; null if there is no such stream. */
    Future<@Nullable Board> board(String stream, Seq asked) {
        return ledgers.apply(new StreamKeys(stream))
                .compose(ledger -> ledger.head().compose(head -> {
                    if (head == null) {
                        return Future.succeededFuture();
                    }
                    long present = Math.max(now(), head.last().ms());
                    Seq place = asked.ms() > present ? Span.upTo(present) : asked;
                    return Reel.open(ledger, head, place, room)
                            .compose(reel -> reel == null ? Future.succeededFuture() : shown(reel, place.ms()));
                }));
    }

    private static Future<@Nullable Board> shown(Reel reel, long at) {
        return reel.board(at).onComplete(read -> reel.close());
    }

    /** Reads a ledger up to a place within its span; null if there is no such stream. */
    Future<@Nullable Opened> open(String stream, Seq from) {
        return known(stream).compose(known -> {
            if (known == null) {
                return Future.succeededFuture();
            }
            Seq place = known.span.within(from);
            return Reel.open(known.ledger, known.head, place, room)
                    .map(reel -> reel == null ? null : new Opened(reel, known.span, place.ms()));
        });
    }

    /** The span of a ledger that has gone on; a stream that is gone has come to its end. */
    Future<Span> renewed(Reel reel) {
        return reel.renew()
                .compose(head -> head == null
                        ? Future.succeededFuture(new Span(0, 0, true))
                        : Span.of(reel.ledger(), head, now()));
    }
}
