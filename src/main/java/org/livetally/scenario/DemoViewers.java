package org.livetally.scenario;

import io.vertx.core.Future;
import io.vertx.core.http.WebSocket;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.livetally.scenario.Crowd.Cheer;

/**
 * All viewers. At each tick, viewers connect whose time has come, likes are sent, and viewers leave who are done.
 * Handshakes are expensive, so their concurrency is limited; a viewer who connects late for that reason still sends all
 * likes before leaving.
 */
final class DemoViewers {
    private static final int MAX_HANDSHAKES = 64;

    private final List<Cheer> cheers;
    private final Function<String, Future<WebSocket>> connector;
    private final DemoTotals totals;
    private final Reconnect reconnect;
    private final List<DemoViewer> viewers;
    private final List<DemoViewer> byLeaving;
    /** Viewers whose time has come, and who are not connected. */
    private final Deque<DemoViewer> toConnect = new ArrayDeque<>();
    /** Viewers who have likes to send or want to leave. */
    private final Set<DemoViewer> active = new LinkedHashSet<>();

    private int nextEntering;
    private int nextLeaving;
    private int nextCheer;
    /** Likes of the script that the server already has from an earlier play. */
    private long toSkip;

    private int handshakes;
    private int connected;
    private long now;

    DemoViewers(
            StreamScript script,
            Function<String, Future<WebSocket>> connector,
            DemoTotals totals,
            Consumer<Throwable> failed) {
        this.cheers = script.cheers();
        this.connector = connector;
        this.totals = totals;
        this.toSkip = totals.likes;
        this.reconnect = new Reconnect(failed);
        this.viewers = script.visits().stream().map(DemoViewer::new).toList();
        this.byLeaving = IntStream.range(0, viewers.size())
                .boxed()
                .sorted(Comparator.comparingLong(i -> script.visits().get(i).leaves()))
                .map(viewers::get)
                .toList();
    }

    /**
     * @param at milliseconds of the stream
     * @param elapsed real nanoseconds of a monotonic clock
     */
    void tick(long at, long elapsed) {
        now = elapsed;
        while (nextEntering < viewers.size() && viewers.get(nextEntering).visit.enters() <= at) {
            toConnect.addLast(viewers.get(nextEntering++));
        }
        while (nextCheer < cheers.size() && cheers.get(nextCheer).at() <= at) {
            cheer(cheers.get(nextCheer++));
        }
        while (nextLeaving < byLeaving.size()
                && byLeaving.get(nextLeaving).visit.leaves() <= at) {
            leave(byLeaving.get(nextLeaving++));
        }
        act();
        connectNext();
    }

    int connected() {
        return connected;
    }

    boolean isGone() {
        return nextLeaving == viewers.size() && toConnect.isEmpty() && handshakes == 0 && connected == 0;
    }

    /** The first viewer comes back to send them, so the number of distinct viewers stays the same. */
    void makeUp(int likes) {
        DemoViewer viewer = new DemoViewer(viewers.get(0).visit);
        viewer.pending = likes;
        leave(viewer);
        toConnect.addLast(viewer);
    }

    private void cheer(Cheer cheer) {
        int known = (int) Math.min(toSkip, cheer.count());
        toSkip -= known;
        totals.likes += cheer.count() - known;
        DemoViewer viewer = viewers.get(cheer.visit());
        viewer.pending += cheer.count() - known;
        active.add(viewer);
    }

    private void leave(DemoViewer viewer) {
        viewer.leaving = true;
        active.add(viewer);
    }

    /** A viewer who is not connected yet is done here, and becomes active again on connecting. */
    private void act() {
        for (Iterator<DemoViewer> each = active.iterator(); each.hasNext(); ) {
            if (each.next().act(now)) {
                each.remove();
            }
        }
    }

    private void connectNext() {
        while (!toConnect.isEmpty() && handshakes < MAX_HANDSHAKES && reconnect.isDue(now)) {
            connect(toConnect.removeFirst());
        }
    }

    private void connect(DemoViewer viewer) {
        handshakes++;
        connector
                .apply(viewer.visit.viewer())
                .onComplete(done -> handshakes--)
                .onSuccess(socket -> entered(viewer, socket))
                .onFailure(cause -> {
                    toConnect.addLast(viewer);
                    reconnect.failed(cause, now);
                });
    }

    private void entered(DemoViewer viewer, WebSocket socket) {
        reconnect.succeeded();
        connected++;
        viewer.socket = socket;
        active.add(viewer);
        socket.exceptionHandler(cause -> {}); // a close follows, which is handled
        socket.closeHandler(closed -> gone(viewer));
        connectNext();
    }

    /** A viewer who was disconnected early, or before the likes were written, comes back. */
    private void gone(DemoViewer viewer) {
        connected--;
        viewer.socket = null;
        if (!viewer.saidGoodbye) {
            toConnect.addLast(viewer);
            reconnect.failed(new PlayFailed("the server closed an audience socket"), now);
        }
    }
}
