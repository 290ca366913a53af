package org.livetally.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.livetally.acts.ActLog;
import org.livetally.archive.ArchiveDirectory;
import org.livetally.erasure.BuyerErasure;
import org.livetally.redis.client.RedisLink;
import org.livetally.settings.RedisAddress;

/**
 * Erases a buyer in a Redis, whether or not a server uses it.
 *
 * @param stream the only stream in which the buyer is erased; null for all
 * @param archives the directory of the files of archived streams
 * @param progress is told the progress often, as text for people
 */
public record Eraser(
        RedisAddress address, String buyer, @Nullable String stream, Path archives, Consumer<String> progress) {
    private static final String OTHERWISE = "nothing was erased";

    /** Counts the orders of the buyer. */
    public Future<BuyerErasure.Result> find(Vertx vertx) {
        return OneOffRedis.to(address, vertx, OTHERWISE, redis -> in(redis).find());
    }

    /** Erases the buyer. */
    public Future<BuyerErasure.Result> erase(Vertx vertx) {
        return OneOffRedis.toChange(
                address,
                vertx,
                OTHERWISE,
                redis -> new ActLog(redis).command(what(), in(redis).erase(vertx, InstantSource.system())));
    }

    /** Without the id of the buyer, of which nothing may be left. */
    private String what() {
        return stream == null ? "erase a buyer" : "erase a buyer in " + stream;
    }

    private BuyerErasure in(RedisLink redis) {
        return new BuyerErasure(redis, buyer, stream, new ArchiveDirectory(archives), progress);
    }
}
