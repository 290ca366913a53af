package org.livetally.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The open connections of the process, by kind and stream; shared by all event loops. Updated when a connection opens
 * or closes, and never in between.
 */
public final class Connections {
    private final AtomicInteger producers = new AtomicInteger();
    private final AtomicInteger eventStreams = new AtomicInteger();
    private final ConcurrentMap<String, OfStream> streams = new ConcurrentHashMap<>();

    /**
     * Open connections of one stream, never both 0.
     *
     * @param audience viewers' sockets
     * @param screens sockets and event streams of its board
     */
    public record OfStream(int audience, int screens) {
        private static final OfStream NONE = new OfStream(0, 0);
    }

    public void producerOpened() {
        producers.incrementAndGet();
    }

    public void producerClosed() {
        producers.decrementAndGet();
    }

    public void viewerOpened(String stream) {
        add(stream, 1, 0);
    }

    public void viewerClosed(String stream) {
        add(stream, -1, 0);
    }

    public void screenOpened(String stream) {
        add(stream, 0, 1);
    }

    public void screenClosed(String stream) {
        add(stream, 0, -1);
    }

    public void eventStreamOpened(String stream) {
        eventStreams.incrementAndGet();
        screenOpened(stream);
    }

    public void eventStreamClosed(String stream) {
        eventStreams.decrementAndGet();
        screenClosed(stream);
    }

    /** Screens on event streams; the others use sockets. */
    int eventStreams() {
        return eventStreams.get();
    }

    int audience() {
        return streams.values().stream().mapToInt(OfStream::audience).sum();
    }

    int screenSockets() {
        return streams.values().stream().mapToInt(OfStream::screens).sum() - eventStreams.get();
    }

    /** Order sockets; each may send for several streams. */
    public int producers() {
        return producers.get();
    }

    /** The streams that have any, by id. */
    public Map<String, OfStream> streams() {
        return Map.copyOf(streams);
    }

    private void add(String stream, int audience, int screens) {
        streams.compute(stream, (id, before) -> {
            OfStream old = before == null ? OfStream.NONE : before;
            OfStream now = new OfStream(old.audience + audience, old.screens + screens);
            return now.equals(OfStream.NONE) ? null : now;
        });
    }
}
