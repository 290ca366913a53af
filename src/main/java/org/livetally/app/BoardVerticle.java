package org.livetally.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.audience.ViewerExpiry;
import org.livetally.board.Boards;
import org.livetally.redis.RedisLink;

/** The event loop that reads boards. */
final class BoardVerticle extends VerticleBase {
    private final String redisUri;
    private final InstantSource clock;
    private @Nullable RedisLink redis;
    private @Nullable Boards boards;

    BoardVerticle(String redisUri, InstantSource clock) {
        this.redisUri = redisUri;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        redis = RedisLink.open(vertx, redisUri);
        boards = new Boards(vertx, redis, clock, new ViewerExpiry(redis)::expire);
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return Objects.requireNonNull(redis).close();
    }

    /** Once deployed; its methods may be called from any thread. */
    Boards boards() {
        return Objects.requireNonNull(boards);
    }
}
