package org.livetally.archive;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.Closeable;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Supplier;

/** Work on files, one piece after another, on a worker thread of the event loop that makes this. */
final class Worker {
    private final Context loop = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");

    /** Reads or writes files, which blocks. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** Work without a result. */
    @FunctionalInterface
    interface Task {
        void run() throws IOException;
    }

    <T> Future<T> get(Work<T> work) {
        return loop.executeBlocking(work::run);
    }

    /** Does work while something is open: a lock. */
    <T> Future<T> during(Work<Closeable> opening, Supplier<Future<T>> work) {
        return get(opening).compose(open -> work.get().eventually(() -> run(open::close)));
    }

    Future<Void> run(Task task) {
        return loop.executeBlocking(() -> {
                    task.run();
                    return this;
                })
                .mapEmpty();
    }
}
