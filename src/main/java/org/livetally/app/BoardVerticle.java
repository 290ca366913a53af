package org.livetally.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.audience.Audience;
import org.livetally.board.Boards;
import org.livetally.redis.Durability;
import org.livetally.redis.RedisLink;
import org.livetally.socket.OpenSockets;

/** The event loop that reads boards. */
final class BoardVerticle extends VerticleBase {
    private final String redisUri;
    private final String nodeId;
    private final InstantSource clock;
    private final Durability durability;
    private @Nullable RedisLink redis;
    private @Nullable Boards boards;

    BoardVerticle(String redisUri, String nodeId, InstantSource clock, Durability durability) {
        this.redisUri = redisUri;
        this.nodeId = nodeId;
        this.clock = clock;
        this.durability = durability;
    }

    @Override
    public Future<?> start() {
        redis = RedisLink.open(vertx, redisUri);
        durability.watch(redis); // one link of the node asks for all
        Audience nobody = new Audience(vertx, redis, clock, nodeId + "-boards", new OpenSockets(vertx), stream -> {});
        boards = new Boards(vertx, redis, clock, nobody::expire);
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
