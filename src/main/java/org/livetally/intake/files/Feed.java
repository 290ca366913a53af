package org.livetally.intake.files;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Hands entries from the thread that reads a file to the event loop that records them, in batches, and no more than the window at a
 * time: orders of producers wait in the same queue.
 */
final class Feed implements Consumer<FileEntry> {
    /** Maximum of entries that wait or are in flight: a sixteenth of an event loop's queue of messages. */
    static final int WINDOW = 1_024;

    private static final int BATCH = 64;

    private final Context loop;
    private final Recording recording;
    private final Semaphore room = new Semaphore(WINDOW);
    private List<FileEntry> batch = new ArrayList<>();
    private volatile boolean stopped;

    /** Must be constructed on the event loop that records. */
    Feed(Vertx vertx, Recording.Means means, Outcome outcome) {
        this.loop = vertx.getOrCreateContext();
        this.recording = new Recording(vertx, means, outcome, room::release);
        recording.failed().onFailure(cause -> stop());
    }

    /** Waits for room; not to be called on the event loop. */
    @Override
    public void accept(FileEntry entry) {
        acquire(1);
        batch.add(entry);
        if (batch.size() == BATCH) {
            flush();
        }
    }

    /** Hands on the rest, and waits until all is done. */
    void end() {
        flush();
        acquire(WINDOW);
    }

    private void flush() {
        List<FileEntry> full = batch;
        batch = new ArrayList<>();
        loop.runOnContext(turn -> recording.add(full));
    }

    private void acquire(int permits) {
        try {
            while (!stopped && !room.tryAcquire(permits, 1, TimeUnit.SECONDS)) {
                continue;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
        if (stopped) {
            throw new CancellationException("stopped");
        }
    }

    /** Lets the reading end with a {@link CancellationException}. */
    void stop() {
        stopped = true;
    }

    /** Why it was stopped, if nothing could be recorded any more; otherwise why the reading failed. */
    Throwable cause(Throwable ofReading) {
        return recording.failed().failed() ? recording.failed().cause() : ofReading;
    }
}
