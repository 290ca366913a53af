package org.livetally.ledger.count;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/** Steps one after another. Not a chain of futures: that of many steps would be too long to unwind. */
public final class Steps {
    private Steps() {}

    /** Takes steps until one says that it was the last, or fails. */
    public static Future<Void> whileTrue(Supplier<Future<Boolean>> step) {
        Promise<Void> done = Promise.promise();
        next(step, done);
        return done.future();
    }

    /** Steps that are done at once are taken in a loop: each handler within a handler would take room on the stack. */
    private static void next(Supplier<Future<Boolean>> step, Promise<Void> done) {
        Future<Boolean> more = take(step);
        while (more.succeeded() && more.result()) {
            more = take(step);
        }
        more.onSuccess(wanted -> {
                    if (wanted) {
                        next(step, done);
                    } else {
                        done.complete();
                    }
                })
                .onFailure(done::fail);
    }

    private static Future<Boolean> take(Supplier<Future<Boolean>> step) {
        try {
            return step.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
