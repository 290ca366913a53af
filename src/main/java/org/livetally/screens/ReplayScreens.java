package org.livetally.screens;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.board.BoardNews;
import org.livetally.domain.board.BoardSections;
import org.livetally.domain.board.ReplayWish;
import org.livetally.domain.order.Seq;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.http.QueryFields;
import org.livetally.http.Seats;
import org.livetally.http.guard.ConnectionLimit;
import org.livetally.metrics.FrameCounters;

/**
 * The screens of one event loop that show the past again. Each has a replay of its own; otherwise they are as those of
 * the present: one that has no room for a message gets the latest state once it has, never a backlog.
 */
public final class ReplayScreens {
    /** Each reads a ledger and counts. */
    private static final int MAX = 20;

    static final int MAX_OF_ADDRESS = 4;

    private static final Pattern SPEED = Pattern.compile("\\d{1,4}");

    private final Context loop;
    private final FrameCounters frames;
    private final Source source;
    private final Duration patience;
    private final Map<Screen, Running> running = new HashMap<>();

    /**
     * Where the past comes from. Sinks are called on a thread of the source.
     *
     * @param range what there is to replay of a stream, as JSON; null if there is no such stream
     * @param running the seats of replays that run, of the whole node
     * @param reading the seats of those who read a board at one time
     */
    public record Source(
            Frame frame,
            Function<String, Future<byte @Nullable []>> range,
            Player play,
            Consumer<Consumer<BoardNews>> stop,
            Seats running,
            Seats reading) {

        /** Reads the snapshot message of a board as it was; null if there is no such stream. */
        @FunctionalInterface
        public interface Frame {
            Future<byte @Nullable []> read(String stream, Seq at, BoardSections fields);
        }

        /** Starts to tell a sink about a replay. */
        @FunctionalInterface
        public interface Player {
            void play(ReplayWish wish, Consumer<BoardNews> sink);
        }
    }

    private record Running(ScreenGroup group, Consumer<BoardNews> sink, String address) {}

    /** The seats of a node. */
    public static Seats seats() {
        return new Seats(
                new Seats.Bound(MAX, Rule.REPLAYS_FULL.reason()),
                new Seats.Bound(MAX_OF_ADDRESS, Rule.REPLAYS_OF_ADDRESS.reason(MAX_OF_ADDRESS)));
    }

    ReplayScreens(Context loop, FrameCounters frames, Source source, Duration patience) {
        this.loop = loop;
        this.frames = frames;
        this.source = source;
        this.patience = patience;
    }

    /**
     * What a request for a board says of a replay; null if it is for the present.
     *
     * @throws Problem 400 that names the parameter; 409 for a campaign
     */
    static @Nullable ReplayWish wish(RoutingContext request, BoardId board, BoardSections fields) {
        String from = request.request().getParam("from");
        String speed = request.request().getParam("speed");
        if (from == null && speed == null) {
            return null;
        }
        if (from == null) {
            throw Problem.invalidField("from", Rule.MISSING.reason());
        }
        if (request.request().getParam("orders") != null) {
            throw Problem.invalidField("orders", Rule.REPLAY_ORDERS.reason());
        }
        return new ReplayWish(stream(board), QueryFields.time("from", from), speed(speed), fields);
    }

    private static int speed(@Nullable String text) {
        int speed = text == null ? 1 : SPEED.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (speed < 1 || speed > ReplayWish.MAX_SPEED) {
            throw Problem.invalidField("speed", Rule.INTEGER_RANGE.reason(1, ReplayWish.MAX_SPEED));
        }
        return speed;
    }

    private static String stream(BoardId board) {
        if (board.isCampaign()) {
            throw Problem.of(409, Rule.REPLAY_OF_STREAM.reason());
        }
        return board.stream();
    }

    /** The board as it was at the time {@code at}; null if there is no such stream. */
    Future<byte @Nullable []> frame(RoutingContext request, BoardId board, BoardSections fields) {
        Seq at = QueryFields.time("at", request.request().getParam("at"));
        String stream = stream(board);
        String address = address(request);
        source.reading.take(address);
        return source.frame.read(stream, at, fields).onComplete(read -> source.reading.leave(address));
    }

    /**
     * What there is to replay; null if there is no such stream. With a {@code from} it says, too, why a socket would be
     * refused: browsers do not tell their pages.
     */
    Future<byte @Nullable []> range(RoutingContext request, BoardId board) {
        if (wish(request, board, BoardSections.EVERY) != null) {
            source.running.require(address(request));
        }
        return source.range.apply(stream(board));
    }

    /** Whether one more replay may run for this client; fails with the problem if not. */
    Future<Void> admits(RoutingContext request) {
        try {
            source.running.require(address(request));
            return Future.succeededFuture();
        } catch (Problem full) {
            return Future.failedFuture(full);
        }
    }

    /** Starts a replay for a screen, until it {@link #leave leaves}. A seat that is gone meanwhile closes it. */
    void join(RoutingContext request, ReplayWish wish, Screen screen) {
        String address = address(request);
        try {
            source.running.take(address);
        } catch (Problem full) {
            screen.closing = true;
            screen.close();
            return;
        }
        ScreenGroup group = new ScreenGroup(patience, frames);
        Consumer<BoardNews> sink = news -> loop.runOnContext(turn -> group.on(news));
        running.put(screen, new Running(group, sink, address));
        group.add(screen);
        source.play.play(wish, sink);
    }

    /** Ends the replay of this screen; returns whether it had one. */
    boolean leave(Screen screen) {
        Running ended = running.remove(screen);
        if (ended == null) {
            return false;
        }
        ended.group.remove(screen);
        source.stop.accept(ended.sink);
        source.running.leave(ended.address);
        return true;
    }

    /** Tells the screens that had no room. */
    void catchUp() {
        List.copyOf(running.values()).forEach(replay -> replay.group.catchUp());
    }

    void closeAll() {
        List.copyOf(running.keySet()).forEach(Screen::close);
    }

    private static String address(RoutingContext request) {
        return ConnectionLimit.countedFor(request.request());
    }
}
