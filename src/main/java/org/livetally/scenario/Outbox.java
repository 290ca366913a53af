package org.livetally.scenario;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reports of one producer that are not acked yet. Each is in exactly one state: waiting to be sent, sent, or postponed
 * because the server was busy. Only an ack removes a report, so none is lost. A report is resent under the same id, so
 * none is counted twice.
 *
 * <p>Times are nanoseconds of a monotonic clock. Not thread-safe.
 */
final class Outbox {
    private final int window;
    private final long ackTimeout;
    private final long backOff;
    private final Deque<Reported> waiting = new ArrayDeque<>();
    /** In the report of sending, so the oldest is first. */
    private final Map<String, Sent> sent = new LinkedHashMap<>();
    /** All are postponed for the same time, so the first one is due first. */
    private final Deque<Sent> putOff = new ArrayDeque<>();
    /**
     * How much of the window is open. After a loss it starts from one report, so that a server in trouble can make
     * progress.
     */
    private int opened;

    /**
     * @param window maximum of reports that are sent and not acked
     * @param ackTimeout after which a sent report is sent again
     * @param backOff before a report is sent again for which the server was too busy
     */
    Outbox(int window, long ackTimeout, long backOff) {
        this.window = window;
        this.opened = window;
        this.ackTimeout = ackTimeout;
        this.backOff = backOff;
    }

    void add(Reported report) {
        waiting.addLast(report);
    }

    /** Returns up to {@code most} reports to be sent now, and counts them as sent. */
    List<Reported> take(int most, long now) {
        takeBackOverdue(now);
        List<Reported> batch = new ArrayList<>();
        while (batch.size() < most && sent.size() < opened && !waiting.isEmpty() && !isHeld(waiting.getFirst())) {
            Reported report = waiting.removeFirst();
            sent.put(report.id(), new Sent(report, now));
            batch.add(report);
        }
        return batch;
    }

    /** Whether the report that must be there before this one is not acked yet. */
    private boolean isHeld(Reported report) {
        String before = report.after();
        return before != null
                && (sent.containsKey(before)
                        || putOff.stream().anyMatch(late -> late.report().id().equals(before)));
    }

    /** Removes and returns the report; null if it was removed already: one that was resent may be acked twice. */
    @Nullable
    Reported acked(String id) {
        Sent done = sent.remove(id);
        opened = Math.min(window, opened + 1);
        return done == null ? null : done.report();
    }

    /** Notes that the server was too busy for this report. An id that is not outstanding (acked by now) is ignored. */
    void rejected(String id, long now) {
        Sent rejected = sent.remove(id);
        if (rejected != null) {
            putOff.addLast(new Sent(rejected.report(), now));
        }
    }

    /** Everything sent and not acked may or may not have been recorded, so all of it is sent again. */
    void connectionLost() {
        List<Reported> unknown = sent.values().stream().map(Sent::report).toList();
        sent.clear();
        opened = 1;
        for (int i = unknown.size() - 1; i >= 0; i--) {
            waiting.addFirst(unknown.get(i));
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty() && sent.isEmpty() && putOff.isEmpty();
    }

    private void takeBackOverdue(long now) {
        while (!putOff.isEmpty() && now - putOff.getFirst().at() >= backOff) {
            waiting.addFirst(putOff.removeFirst().report());
        }
        for (Iterator<Sent> eldest = sent.values().iterator(); eldest.hasNext(); ) {
            Sent report = eldest.next();
            if (now - report.at() < ackTimeout) {
                return;
            }
            eldest.remove();
            waiting.addFirst(report.report());
        }
    }

    private record Sent(Reported report, long at) {}
}
