package org.livetally.boards;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardNews;
import org.livetally.domain.board.BoardSections;

/**
 * The views of one board that are told of changes equally often. Each reading that comes too soon after the last one told
 * waits, and is replaced by a newer one; what is told then is the difference between the board told last and the newest. So
 * screens of all rates come to the same board, and each of their updates starts from a board that was read.
 */
final class PacedViews {
    private final long leastNanos;
    private final Map<BoardSections, BoardView> views = new HashMap<>();
    /** The board that the views show; null until there is one. */
    private @Nullable Board told;
    /** The newest reading, if it waits. */
    private @Nullable Board waiting;
    /** {@link System#nanoTime()} at which an update was told last. */
    private long toldAt;

    /** @param rate how many updates a second at most; {@link Board#MAX_RATE} is each reading */
    PacedViews(int rate) {
        this.leastNanos = rate == Board.MAX_RATE ? 0 : TimeUnit.SECONDS.toNanos(1) / rate;
    }

    boolean isEmpty() {
        return views.isEmpty();
    }

    /** @param newest null before the first reading */
    void add(BoardSections fields, Consumer<BoardNews> sink, @Nullable Board newest) {
        if (views.isEmpty()) {
            told = newest;
        }
        views.computeIfAbsent(fields, BoardView::new).add(sink, told);
    }

    void remove(BoardSections fields, Consumer<BoardNews> sink) {
        BoardView view = views.get(fields);
        if (view != null && view.remove(sink)) {
            views.remove(fields);
        }
    }

    /** Shows the first board, or one that does not follow from the last. */
    void reset(Board board) {
        told = board;
        waiting = null;
        views.values().forEach(view -> view.reset(board));
    }

    /**
     * Shows the next reading, now or later.
     *
     * @param patch what has changed since the reading before
     * @param shown is run once it was sent to a screen; not by views that wait, whose delay says nothing of the server
     * @param now {@link System#nanoTime()}
     */
    void advance(Board board, BoardPatch patch, Runnable shown, long now) {
        if (leastNanos > 0) {
            waiting = board;
            catchUp(now);
        } else {
            told = board;
            views.values().forEach(view -> view.advance(board, patch, shown));
        }
    }

    /** Shows the reading that waits, if its time has come. */
    void catchUp(long now) {
        if (now - toldAt >= leastNanos) {
            toldAt = tellWaiting() ? now : toldAt;
        }
    }

    /** Tells all views; before that, what waits, so that nothing older follows. */
    void tell(BoardNews news) {
        tellWaiting();
        views.values().forEach(view -> view.tell(news));
    }

    private boolean tellWaiting() {
        Board next = waiting;
        Board before = told;
        if (next == null || before == null) {
            return false;
        }
        told = next;
        waiting = null;
        BoardPatch patch = new BoardPatch(before, next);
        views.values().forEach(view -> view.advance(next, patch, () -> {}));
        return true;
    }
}
