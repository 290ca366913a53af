package org.livetally.intake.files;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.stream.WriteGate;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.StreamDirectory;

/** The mapping of a stream's last file, for the next one of that kind. */
final class KeptMapping {
    private static final String MAPPING = "mapping";

    private final RedisLink redis;
    private final WriteGate gate;

    KeptMapping(RedisLink redis, WriteGate gate) {
        this.redis = redis;
        this.gate = gate;
    }

    /** Reads it; null if there is none. Fails with 404 if there is no such stream. */
    Future<@Nullable JsonObject> read(StreamKeys keys) {
        return RedisFailures.orUnavailable(new StreamDirectory(redis)
                .require(keys)
                .compose(exists ->
                        redis.send(Request.cmd(Command.HGET).arg(keys.imports()).arg(MAPPING)))
                .map(json -> json == null ? null : new JsonObject(json.toString())));
    }

    Future<Void> keep(StreamKeys keys, JsonObject mapping) {
        RedisFailures.requireOpen(gate);
        return RedisFailures.orUnavailable(new StreamDirectory(redis)
                .require(keys)
                .compose(exists -> redis.sendReplicated(
                        Request.cmd(Command.HSET)
                                .arg(keys.imports())
                                .arg(MAPPING)
                                .arg(mapping.encode()),
                        keys.imports()))
                .mapEmpty());
    }
}
