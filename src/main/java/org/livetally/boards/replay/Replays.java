package org.livetally.boards.replay;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.livetally.boards.ReplayMessages;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardNews;
import org.livetally.domain.board.BoardSections;
import org.livetally.domain.board.ReplayWish;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.count.LedgerSource;
import org.livetally.redis.client.StreamKeys;

/**
 * The past of boards, for the screens of this node, on an event loop of its own: to count what was is work that neither
 * orders nor the boards of the present wait for.
 *
 * <p>All times are those at which messages were recorded: a replay shows what screens could show then.
 */
public final class Replays {
    private static final long RANGE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Vertx vertx;
    private final Context loop;
    private final Library library;
    private final Map<Consumer<BoardNews>, Replay> running = new HashMap<>();
    private final Map<String, Range> ranges = new HashMap<>();

    /** What there is to replay of a stream: the history of its products is read for it, and each scrubber asks. */
    private record Range(Future<byte @Nullable []> read, long readAt) {}

    /**
     * Must be constructed on the event loop that it belongs to.
     *
     * @param ledgers finds the ledger of a stream
     */
    public Replays(Vertx vertx, Function<StreamKeys, Future<LedgerSource>> ledgers, InstantSource clock) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.library = new Library(ledgers, clock);
        vertx.setPeriodic(Board.TICK_MS, id -> turn());
    }

    private void turn() {
        long now = System.nanoTime();
        List.copyOf(running.values()).forEach(replay -> replay.turn(now));
    }

    /**
     * The {@code snapshot} message of a board as it was, JSON in UTF-8; null if there is no such stream. May be called on
     * any event loop, and completes there.
     *
     * @param at up to which place of the ledger; a time that has not come is the present
     */
    public Future<byte @Nullable []> snapshot(String stream, Seq at, BoardSections fields) {
        return here(() ->
                library.board(stream, at).map(board -> board == null ? null : ReplayMessages.snapshot(board, fields)));
    }

    /**
     * What there is to replay, JSON in UTF-8; null if there is no such stream. May be called on any event loop, and
     * completes there.
     */
    public Future<byte @Nullable []> range(String stream) {
        return here(() -> {
            long now = System.nanoTime();
            ranges.values().removeIf(range -> range.read.failed() || now - range.readAt > RANGE_NANOS);
            return ranges.computeIfAbsent(stream, any -> new Range(readRange(stream), now)).read;
        });
    }

    private Future<byte @Nullable []> readRange(String stream) {
        return library.known(stream).compose(known -> known == null ? Future.succeededFuture() : ReplayRange.of(known));
    }

    /** Starts a replay, and tells the sink of it on the event loop of the replays. Thread-safe. */
    public void play(ReplayWish wish, Consumer<BoardNews> sink) {
        loop.runOnContext(turn -> {
            Replay replay = new Replay(library, wish, sink);
            running.put(sink, replay);
            replay.turn(System.nanoTime());
        });
    }

    /** Ends the replay of this sink. Thread-safe. */
    public void stop(Consumer<BoardNews> sink) {
        loop.runOnContext(turn -> {
            Replay ended = running.remove(sink);
            if (ended != null) {
                ended.close();
            }
        });
    }

    private <T> Future<@Nullable T> here(Supplier<Future<@Nullable T>> work) {
        Promise<@Nullable T> done = ((ContextInternal) vertx.getOrCreateContext()).promise();
        loop.runOnContext(turn ->
                Future.<Void>succeededFuture().compose(begun -> work.get()).onComplete(done));
        return done.future();
    }
}
