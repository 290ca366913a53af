package org.livetally.audience;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardHints;
import org.livetally.domain.stream.WriteGate;
import org.livetally.metrics.LimitCounters;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.socket.SocketLoop;

/**
 * The rooms of this event loop, and the single timer that flushes them.
 *
 * <p>A tick visits only rooms with something to do. A room with viewers has something to do once a second: it renews
 * its counter's lease. The answer says what other nodes have counted, and the viewers see that with their next frame.
 */
public final class AudienceHub {
    private static final Logger LOG = Logger.getLogger(AudienceHub.class.getName());
    private static final int TICKS_A_BEAT = 10;
    private static final long CLOSE_TIMEOUT_MS = 5_000;

    private final Vertx vertx;
    private final InstantSource clock;
    private final AudienceScript script;
    private final LimitCounters counters;
    private final Writes writes;
    private final Map<String, StreamAudience> rooms = new HashMap<>();
    private final Set<StreamAudience> active = new LinkedHashSet<>();
    private final Promise<Void> emptied = Promise.promise();
    private final long timer;
    private long ticks;
    // One sequence for all streams, since a room that closes and opens again must not start over.
    private long flushes;
    private boolean closing;

    /**
     * How an event loop writes what it counts.
     *
     * @param counterId names this event loop in this run of the node; no other run ever uses it again
     * @param gate while it is closed, only leases are renewed; likes and views wait, except when the node stops
     * @param hints is told the streams whose version was raised from here
     */
    public record Writes(String counterId, WriteGate gate, BoardHints hints) {}

    AudienceHub(SocketLoop loop, RedisLink redis, Writes writes) {
        this.counters = loop.metrics().limits;
        this.vertx = loop.vertx();
        this.clock = loop.clock();
        this.script = new AudienceScript(redis, writes.counterId);
        this.writes = writes;
        this.timer = vertx.setPeriodic(Board.TICK_MS, id -> tick());
    }

    StreamAudience join(String stream, Viewer viewer) {
        StreamAudience room = rooms.computeIfAbsent(stream, id -> new StreamAudience(new StreamKeys(id), counters));
        room.join(viewer);
        active.add(room);
        return room;
    }

    void leave(StreamAudience room, Viewer viewer) {
        room.leave(viewer);
        active.add(room);
    }

    void like(StreamAudience room, int count) {
        if (!closing) {
            room.like(count, clock.millis());
            active.add(room);
        }
    }

    /** Renews all leases now instead of within a second, since Redis is back. */
    void renewAll() {
        rooms.values().forEach(StreamAudience::renew);
        active.addAll(rooms.values());
    }

    boolean isClosing() {
        return closing;
    }

    /** Writes what is buffered and removes the counters of this event loop; fails if Redis does not answer in time. */
    Future<Void> close() {
        if (!closing) {
            closing = true;
            rooms.values().forEach(StreamAudience::evictAll);
            active.addAll(rooms.values());
            tick();
            completeIfEmpty();
        }
        // Not Future.timeout, which completes on another event loop than that of the sockets.
        vertx.setTimer(CLOSE_TIMEOUT_MS, late -> emptied.tryFail("Redis did not take the audience within 5 s"));
        return emptied.future().onComplete(end -> vertx.cancelTimer(timer));
    }

    private void tick() {
        if (++ticks % TICKS_A_BEAT == 0) {
            renewAll();
        }
        boolean held = !closing && writes.gate.isClosed();
        for (StreamAudience room : List.copyOf(active)) {
            flush(room, held);
            room.pulse(clock.millis());
            if (!room.hasWork()) {
                active.remove(room);
            }
        }
    }

    private void flush(StreamAudience room, boolean held) {
        AudienceBatch flush = room.next(() -> ++flushes, held);
        if (flush != null) {
            script.apply(room.keys(), flush)
                    .onComplete(tally -> answered(room, flush, tally), error -> failed(room, error));
        }
    }

    private void answered(StreamAudience room, AudienceBatch flush, AudienceCounts tally) {
        room.answered(flush, tally);
        heard(room.keys().stream(), tally);
        if (room.isOver()) {
            rooms.remove(room.keys().stream());
            active.remove(room);
            completeIfEmpty();
        }
    }

    private void heard(String stream, AudienceCounts tally) {
        StreamAudience room = rooms.get(stream);
        if (room != null) {
            room.heard(tally);
            room.pulse(clock.millis());
            active.add(room);
        }
        if (tally.raised()) {
            writes.hints.changed(stream);
        }
    }

    private void completeIfEmpty() {
        if (closing && rooms.isEmpty()) {
            emptied.tryComplete();
        }
    }

    private static void failed(StreamAudience room, Throwable error) {
        if (room.failed()) {
            LOG.log(
                    Level.WARNING,
                    "the audience of {0} could not be written and will be sent again: {1}",
                    new Object[] {room.keys().stream(), error.getMessage()});
        }
    }
}
