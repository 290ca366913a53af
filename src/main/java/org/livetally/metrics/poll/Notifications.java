package org.livetally.metrics.poll;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import org.livetally.metrics.RedisStats.OfNotifications;
import org.livetally.redis.client.NotifyKeys;
import org.livetally.redis.client.RedisLink;

/** What waits in the outbox of notifications. */
final class Notifications {
    private Notifications() {}

    static Future<OfNotifications> read(RedisLink redis) {
        Future<Response> waiting = redis.send(Request.cmd(Command.ZCARD).arg(NotifyKeys.WAITING));
        Future<Response> oldest = redis.send(Request.cmd(Command.ZRANGE)
                .arg(NotifyKeys.WAITING)
                .arg(0)
                .arg(0)
                .arg("WITHSCORES"));
        return Future.all(waiting, oldest)
                .map(read -> new OfNotifications(waiting.result().toLong(), age(oldest.result())));
    }

    /** @param oldest its name, and when it was told, epoch ms of real time; empty without any */
    private static long age(Response oldest) {
        if (oldest.size() < 2) {
            return 0;
        }
        long told = (long) Double.parseDouble(oldest.get(1).toString());
        return Math.max(0, System.currentTimeMillis() - told);
    }
}
