package org.livetally.boards.replay;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.boards.ReplayMessages;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardNews;
import org.livetally.domain.board.ReplayWish;
import org.livetally.domain.order.Seq;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;

/**
 * A board of the past that runs: its time goes on by {@code speed} times that of the server, and screens are told what
 * has changed, at most once a turn.
 *
 * <p>A turn reads one page of the ledger at most. Where more was recorded than that, its time goes on more slowly, and
 * what it shows is still the board of the time that it says. A turn that is still reading is the only one.
 */
final class Replay {
    private static final Logger LOG = Logger.getLogger(Replay.class.getName());
    private static final long BEAT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** A ledger that is damaged is read up to there each time. */
    private static final long MAX_RETRY_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** However late a turn is, its time does not leap by more. */
    private static final long MAX_TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** So near to the present a replay has caught up with it. */
    private static final long PRESENT_MS = 1_000;

    private final Library library;
    private final ReplayWish wish;
    private final Consumer<BoardNews> sink;
    private @Nullable Reel reel;
    /** The board that screens have. */
    private @Nullable Board shown;
    /** The last entry in it. */
    private Seq shownSeq = Seq.START;

    private Span span = new Span(0, 0, false);
    /** Up to which it has come, epoch milliseconds. */
    private long at;

    private boolean busy;
    private boolean ended;
    private boolean closed;
    private boolean stale;
    private long turnedAt;
    private long toldAt;
    private long resumesAt;
    private long retryNanos = RETRY_NANOS;

    /** @param sink is called on the event loop of the replay */
    Replay(Library library, ReplayWish wish, Consumer<BoardNews> sink) {
        this.library = library;
        this.wish = wish;
        this.sink = sink;
        this.turnedAt = System.nanoTime();
        this.resumesAt = turnedAt;
    }

    /** @param now {@link System#nanoTime()} */
    void turn(long now) {
        if (shown != null && now - toldAt >= BEAT_NANOS) {
            tell(new BoardNews.Beat(at), now);
        }
        if (busy || ended || now - resumesAt < 0) {
            return;
        }
        busy = true;
        Reel open = reel;
        long passed = TimeUnit.NANOSECONDS.toMillis(Math.min(MAX_TURN_NANOS, now - turnedAt) * wish.speed());
        turnedAt = now;
        (open == null ? begin() : goOn(open, Math.min(span.to(), at + passed)))
                .onSuccess(done -> {
                    stale = false;
                    retryNanos = RETRY_NANOS;
                })
                .onFailure(this::failed)
                .onComplete(done -> busy = false);
    }

    private Future<?> begin() {
        return library.open(wish.stream(), wish.from()).compose(opened -> {
            if (opened == null) {
                return Future.failedFuture(Problem.of(404, Rule.STREAM_GONE.reason()));
            }
            if (closed) {
                opened.reel().close();
                return Future.succeededFuture();
            }
            reel = opened.reel();
            span = opened.span();
            at = opened.at();
            turnedAt = System.nanoTime();
            return show(opened.reel());
        });
    }

    private Future<?> goOn(Reel open, long to) {
        return open.on(to).compose(reached -> {
            boolean changed = stale || open.seq().isAfter(shownSeq) || open.turns(at, reached);
            at = reached;
            Future<?> drawn = changed ? show(open) : Future.succeededFuture();
            return drawn.compose(done -> at < span.to() ? Future.succeededFuture() : atEnd(open));
        });
    }

    private Future<?> show(Reel open) {
        Seq seq = open.seq();
        return open.board(at).onSuccess(board -> {
            Board before = shown;
            shownSeq = seq;
            BoardNews news = before == null || stale
                    ? ReplayMessages.latest(board, wish.fields())
                    : ReplayMessages.update(before, board, wish.fields());
            if (news != null) {
                shown = board;
                tell(news, System.nanoTime());
            }
        });
    }

    /** A stream that is live has gone on meanwhile. */
    private Future<?> atEnd(Reel open) {
        if (span.over()) {
            end();
            return Future.succeededFuture();
        }
        return library.renewed(open).onSuccess(now -> {
            span = now;
            if (!now.over() && now.to() - at < PRESENT_MS || now.to() <= at) {
                end();
            }
        });
    }

    private void end() {
        ended = true;
        letGo();
        tell(new BoardNews.End(at), System.nanoTime());
    }

    /** Nobody watches it any more. */
    void close() {
        closed = true;
        letGo();
    }

    private void letGo() {
        if (reel != null) {
            reel.close();
            reel = null;
        }
    }

    private void tell(BoardNews news, long now) {
        toldAt = now;
        sink.accept(news);
    }

    /** It goes on once it can be read again. */
    private void failed(Throwable e) {
        long now = System.nanoTime();
        resumesAt = now + retryNanos;
        retryNanos = Math.min(MAX_RETRY_NANOS, 2 * retryNanos);
        if (!stale) {
            LOG.log(Level.FINE, "a replay cannot be read on", e);
            stale = true;
            tell(ReplayMessages.stale(library.now(), e), now);
        }
    }
}
