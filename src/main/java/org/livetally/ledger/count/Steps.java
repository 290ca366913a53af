package org.livetally.ledger.count;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/** Steps one after another. Not a chain of futures: that of many steps would be too long to unwind. */
public final class Steps {
    private Steps() {}

    /** Takes steps until one says that it was the last. */
    public static Future<Void> whileTrue(Supplier<Future<Boolean>> step) {
        Promise<Void> done = Promise.promise();
        next(step, done);
        return done.future();
    }

    private static void next(Supplier<Future<Boolean>> step, Promise<Void> done) {
        step.get()
                .onSuccess(more -> {
                    if (more) {
                        next(step, done);
                    } else {
                        done.complete();
                    }
                })
                .onFailure(done::fail);
    }
}
