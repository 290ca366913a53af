package org.livetally.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The processes and directories of the benchmark, which it must not leave behind when it is told to end: nothing starts once
 * it ends, and the end waits for what is just being started. What was started last ends first.
 */
final class Leftovers {
    private static final List<Runnable> ENDS = new ArrayList<>();
    private static boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Leftovers::end, "end of the benchmark"));
    }

    private Leftovers() {}

    /**
     * Starts something.
     *
     * @param end also runs if it was closed before
     */
    static synchronized <T> T start(Supplier<T> start, Consumer<T> end) {
        if (ending) {
            throw new BenchException("the benchmark was told to end");
        }
        T started = start.get();
        ENDS.add(() -> end.accept(started));
        return started;
    }

    private static synchronized void end() {
        ending = true;
        for (int i = ENDS.size() - 1; i >= 0; i--) {
            ENDS.get(i).run();
        }
    }
}
