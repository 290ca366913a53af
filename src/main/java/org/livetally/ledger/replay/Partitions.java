package org.livetally.ledger.replay;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Works through partitions off the event loop, one after another, for a limited time at once. */
final class Partitions {
    private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final int partitions;
    private final IntConsumer work;
    private final Promise<Void> done = Promise.promise();

    private Partitions(int partitions, IntConsumer work) {
        this.partitions = partitions;
        this.work = work;
    }

    /** To be called on an event loop. */
    static Future<Void> each(int partitions, IntConsumer work) {
        Partitions all = new Partitions(partitions, work);
        all.next(0);
        return all.done.future();
    }

    private void next(int from) {
        Context loop = Objects.requireNonNull(Vertx.currentContext());
        loop.executeBlocking(() -> workFrom(from))
                .onSuccess(following -> {
                    if (following < partitions) {
                        next(following);
                    } else {
                        done.complete();
                    }
                })
                .onFailure(done::fail);
    }

    private int workFrom(int from) {
        long began = System.nanoTime();
        int partition = from;
        while (partition < partitions && System.nanoTime() - began < WORK_NANOS) {
            work.accept(partition++);
        }
        return partition;
    }
}
