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
 * The audiences of this event loop, and the single timer that sends their batches.
 *
 * <p>A tick visits only audiences with something to do. An audience with viewers has something to do once a second: it
 * renews its counter's lease. The answer says what other nodes have counted, and the viewers see that with their next
 * frame.
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
    private final Map<String, StreamAudience> audiences = new HashMap<>();
    private final Set<StreamAudience> active = new LinkedHashSet<>();
    private final Promise<Void> emptied = Promise.promise();
    private final long timer;
    private long ticks;
    // One sequence for all streams, since an audience that closes and opens again must not start over.
    private long batches;
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
        StreamAudience audience =
                audiences.computeIfAbsent(stream, id -> new StreamAudience(new StreamKeys(id), counters));
        audience.join(viewer);
        active.add(audience);
        return audience;
    }

    void leave(StreamAudience audience, Viewer viewer) {
        audience.leave(viewer);
        active.add(audience);
    }

    void like(StreamAudience audience, Viewer viewer, ViewerMessage.Like like) {
        if (!closing) {
            audience.like(viewer, like, clock.millis());
            active.add(audience);
        }
    }

    /** Renews all leases now instead of within a second, since Redis is back. */
    void renewAll() {
        audiences.values().forEach(StreamAudience::renew);
        active.addAll(audiences.values());
    }

    boolean isClosing() {
        return closing;
    }

    /** Writes what is buffered and removes the counters of this event loop; fails if Redis does not answer in time. */
    Future<Void> close() {
        if (!closing) {
            closing = true;
            audiences.values().forEach(StreamAudience::evictAll);
            active.addAll(audiences.values());
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
        boolean held = !closing && writes.gate.closedToOrders() != null;
        for (StreamAudience audience : List.copyOf(active)) {
            send(audience, held);
            audience.pulse(clock.millis());
            if (!audience.hasWork()) {
                active.remove(audience);
            }
        }
    }

    private void send(StreamAudience audience, boolean held) {
        AudienceBatch batch = audience.next(() -> ++batches, held);
        if (batch != null) {
            script.apply(audience.keys(), batch)
                    .onComplete(counts -> onReply(audience, batch, counts), error -> failed(audience, error));
        }
    }

    private void onReply(StreamAudience audience, AudienceBatch batch, AudienceCounts counts) {
        audience.onReply(batch, counts);
        onCounts(audience.keys().stream(), counts);
        if (audience.isOver()) {
            audiences.remove(audience.keys().stream());
            active.remove(audience);
            completeIfEmpty();
        }
    }

    private void onCounts(String stream, AudienceCounts counts) {
        StreamAudience audience = audiences.get(stream);
        if (audience != null) {
            audience.onCounts(counts);
            audience.pulse(clock.millis());
            active.add(audience);
        }
        if (counts.raised()) {
            writes.hints.changed(stream);
        }
    }

    private void completeIfEmpty() {
        if (closing && audiences.isEmpty()) {
            emptied.tryComplete();
        }
    }

    private static void failed(StreamAudience audience, Throwable error) {
        if (audience.failed()) {
            LOG.log(
                    Level.WARNING,
                    "the audience of {0} could not be written and will be sent again: {1}",
                    new Object[] {audience.keys().stream(), error.getMessage()});
        }
    }
}
