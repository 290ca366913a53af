package org.livetally.boards;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardNews;
import org.livetally.domain.board.BoardSections;

/**
 * One choice of a board's fields, and the sinks that want it. Its version is that of the last change in these fields,
 * so it may lag behind the board's. Snapshots carry it, too: so {@code from} of each update always matches the version
 * before it.
 */
final class BoardView {
    private final BoardSections fields;
    private final Set<Consumer<BoardNews>> sinks = new LinkedHashSet<>();
    private BoardNews.@Nullable Latest latest;

    BoardView(BoardSections fields) {
        this.fields = fields;
    }

    /** Adds a sink, which gets the latest state at once if the board has been read. */
    void add(Consumer<BoardNews> sink, @Nullable Board board) {
        if (latest == null && board != null) {
            latest = latest(board);
        }
        if (sinks.add(sink) && latest != null) {
            sink.accept(latest);
        }
    }

    /** Removes a sink; returns whether it was the last one. */
    boolean remove(Consumer<BoardNews> sink) {
        sinks.remove(sink);
        return sinks.isEmpty();
    }

    /** Shows the first state, or one that does not follow from the last. */
    void reset(Board board) {
        latest = latest(board);
        tell(latest);
    }

    /**
     * Shows the next state. Sends nothing if nothing in these fields has changed.
     *
     * @param patch what has changed since the state before
     */
    void advance(Board board, BoardPatch patch, Runnable shown) {
        if (latest == null) {
            reset(board);
        } else if (patch.touches(fields)) {
            byte[] update = patch.update(latest.version(), fields);
            latest = latest(board);
            tell(new BoardNews.Update(update, latest, shown));
        }
    }

    void tell(BoardNews news) {
        sinks.forEach(sink -> sink.accept(news));
    }

    private BoardNews.Latest latest(Board board) {
        long version = board.version();
        return new BoardNews.Latest(version, new Once(() -> BoardJson.snapshot(board, fields)));
    }
}
