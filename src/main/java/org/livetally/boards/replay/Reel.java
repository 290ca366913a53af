package org.livetally.boards.replay;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.livetally.boards.CutBoard;
import org.livetally.domain.board.Board;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.count.Cut;
import org.livetally.ledger.count.CutReader;
import org.livetally.ledger.count.LedgerSource;
import org.livetally.ledger.count.LedgerSource.Head;

/** A ledger that is read on, and its board at the time to which it was read. Not thread-safe. */
final class Reel {
    private final LedgerSource ledger;
    private final CutReader reader;
    private final Cut cut;
    private Head head;
    private TreeMap<Long, Long> likes;
    private CutBoard boards;
    private final Room.Place place;

    private Reel(LedgerSource ledger, Cut cut, Head head, Map<Long, Long> likes, Room.Place place) {
        this.ledger = ledger;
        this.reader = CutReader.of(ledger);
        this.place = place;
        this.cut = cut;
        this.head = head;
        this.likes = new TreeMap<>(likes);
        this.boards = new CutBoard(ledger, head, likes);
    }

    /**
     * Reads a ledger up to a place; null if there is no such stream any more. Who gets it closes it.
     *
     * @param room where its memory is counted; fails with the {@code Problem} if there is none
     */
    static Future<@Nullable Reel> open(LedgerSource ledger, Head head, Seq upTo, Room room) {
        return ledger.messages()
                .map(room::take)
                .compose(place -> CutReader.of(ledger)
                        .at(upTo)
                        .compose(cut -> cut == null
                                ? Future.<@Nullable Reel>succeededFuture()
                                : ledger.likes()
                                        .<@Nullable Reel>map(likes -> new Reel(ledger, cut, head, likes, place)))
                        .onComplete(opened -> {
                            if (opened.result() == null) {
                                place.leave();
                            }
                        }));
    }

    /** Gives its memory back. */
    void close() {
        place.leave();
    }

    /** Reads again what the ledger does not hold, and what has changed of it while the stream is live. */
    Future<@Nullable Head> renew() {
        return ledger.head()
                .compose(now -> now == null
                        ? Future.succeededFuture()
                        : ledger.likes().map(minutes -> {
                            head = now;
                            likes = new TreeMap<>(minutes);
                            boards = new CutBoard(ledger, now, minutes);
                            return now;
                        }));
    }

    LedgerSource ledger() {
        return ledger;
    }

    /** The last entry that was read. */
    Seq seq() {
        return cut.seq();
    }

    /**
     * Reads on, by one page at most.
     *
     * @param to epoch milliseconds
     * @return the time up to which everything is read: {@code to}, or an earlier one if that is more than a page
     */
    Future<Long> on(long to) {
        return reader.step(cut, Span.upTo(to))
                .compose(more -> more
                        // The rest of the millisecond: else the board would be of no time.
                        ? reader.on(cut, Span.upTo(cut.seq().ms()))
                                .map(read -> cut.seq().ms())
                        : Future.succeededFuture(to));
    }

    /** The board at a time up to which the ledger was read. */
    Future<Board> board(long at) {
        return boards.of(cut, at);
    }

    /** Whether a board changes after a time, up to and with another, without a message of the ledger. */
    boolean turns(long after, long to) {
        Long minute = likes.higherKey(after);
        boolean isLiked = minute != null && minute <= to;
        return isLiked
                || Stream.of("startedAt", "endedAt", "closedAt", "goalReachedAt")
                        .map(name -> Span.time(head, name))
                        .filter(Objects::nonNull)
                        .anyMatch(time -> time > after && time <= to);
    }
}
