package org.livetally.redis.client;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.settings.RedisAddress;
import org.livetally.testing.Await;
import org.livetally.testing.RedisProcess;

/** While a backup is restored, one connection uses Redis. */
@ExtendWith(VertxExtension.class)
final class RestoringTest {
    @Test
    void oneRestoresAndNobodyElseIsLetInUntilItIsOver(Vertx vertx) {
        try (RedisProcess redis = RedisProcess.start()) {
            RedisAddress address = new RedisAddress(redis.uri());
            RedisLink server = on(vertx, () -> RedisLink.open(vertx, redis.uri()));
            Await.until("the server is connected", server::isConnected);
            RedisLink restore = on(vertx, () -> RedisLink.openToRestore(vertx, address));
            Await.until("the restore is connected", restore::isConnected);
            ask(vertx, restore, Restoring::shut);

            RedisLink other = on(vertx, () -> RedisLink.openToRestore(vertx, address));
            RedisLink task = on(vertx, () -> RedisLink.openToAny(vertx, address));
            awaitProblem(other, "another livetally restore uses it");
            awaitProblem(server, "a backup is being restored into it");
            awaitProblem(task, "a backup is being restored into it");
            assertTrue(restore.isConnected());
            assertFalse(other.isConnected() || server.isConnected() || task.isConnected());

            ask(vertx, restore, link -> link.close()); // as at its end, whichever
            Await.until("the other one restores", other::isConnected);
            assertFalse(server.isConnected());
            ask(vertx, other, Restoring::open);
            Await.until("all are back", () -> server.isConnected() && task.isConnected());
            for (RedisLink link : new RedisLink[] {other, server, task}) {
                ask(vertx, link, RedisLink::close);
            }
        }
    }

    private static void awaitProblem(RedisLink link, String why) {
        Await.until(why, () -> link.problem().contains(why));
    }

    private static <T> T on(Vertx vertx, Supplier<T> work) {
        Promise<T> done = Promise.promise();
        vertx.runOnContext(loop -> done.complete(work.get()));
        return Await.result(done.future());
    }

    private static void ask(Vertx vertx, RedisLink link, Function<RedisLink, Future<Void>> work) {
        Promise<Void> done = Promise.promise();
        vertx.runOnContext(loop -> work.apply(link).onComplete(done));
        Await.result(done.future());
    }
}
