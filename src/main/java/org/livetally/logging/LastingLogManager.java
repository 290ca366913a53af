package org.livetally.logging;

import java.util.logging.LogManager;

/**
 * Keeps the log open while a server stops. The JDK's own log manager closes it as soon as the JVM is told to end, beside
 * the shutdown hooks, so what a server says while it stops would be lost, or not, by chance. The program's entry makes this one the log
 * manager.
 */
public final class LastingLogManager extends LogManager {
    private static volatile boolean held;
    private static volatile boolean toBeClosed;

    /** Keeps the log open until {@link #release}, whatever happens to the JVM. */
    public static void hold() {
        held = true;
    }

    /** Closes the log if the JVM has asked for it meanwhile. */
    public static void release() {
        held = false;
        if (toBeClosed) {
            LogManager.getLogManager().reset();
        }
    }

    @Override
    public void reset() {
        if (held) {
            toBeClosed = true;
        } else {
            super.reset();
        }
    }
}
