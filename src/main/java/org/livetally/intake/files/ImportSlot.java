package org.livetally.intake.files;

import java.util.concurrent.atomic.AtomicBoolean;

/** The place of the one import that a node runs at a time: each keeps a file on disk, and a thread. Thread-safe. */
public final class ImportSlot {
    private final AtomicBoolean taken = new AtomicBoolean();

    /** Whether it was free, and is now the caller's. */
    boolean take() {
        return taken.compareAndSet(false, true);
    }

    void free() {
        taken.set(false);
    }
}
