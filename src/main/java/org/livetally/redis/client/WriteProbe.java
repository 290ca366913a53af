package org.livetally.redis.client;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;

/**
 * Asks Redis for a write once a second, so that a node knows before the next order whether Redis accepts writes. The
 * link notes refusals.
 *
 * <p>Nine of ten probes change nothing, and cost no fsync. The tenth reaches Redis' disk: an fsync that does not return
 * blocks Redis, so the links get no answers and report it. On an idle server nothing else would find a disk that hangs
 * before an order does. It takes some 60 bytes of AOF every ten seconds.
 */
public final class WriteProbe {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int TENTH = 10;

    private final RedisLink link;
    private long asked;

    private WriteProbe(RedisLink link) {
        this.link = link;
    }

    /**
     * Starts probing, on the event loop of the link. One link of a node is enough: the others are told, or find out
     * when they write.
     */
    public static void watch(Vertx vertx, RedisLink link) {
        watch(vertx, link, INTERVAL);
    }

    static void watch(Vertx vertx, RedisLink link, Duration every) {
        WriteProbe probe = new WriteProbe(link);
        vertx.setPeriodic(every.toMillis(), id -> probe.ask());
    }

    private void ask() {
        asked++;
        link.writeEach(asked % TENTH == 0 ? WriteProbe::toDisk : WriteProbe::changesNothing);
    }

    /** XX adds no member, and nobody ever adds this one. */
    private static Request changesNothing(String key) {
        return Request.cmd(Command.ZADD).arg(key).arg("XX").arg(0).arg("probe");
    }

    /** With a new score each time; otherwise nothing would be written. */
    private static Request toDisk(String key) {
        return Request.cmd(Command.ZADD)
                .arg(key)
                .arg(System.currentTimeMillis())
                .arg("disk");
    }
}
