package org.livetally.ledger.read;

import io.vertx.core.Future;
import org.livetally.ledger.count.LedgerSource;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/** Ledgers of which none is archived. */
public record LedgersInRedis(RedisLink redis) implements LedgerSources {
    @Override
    public Future<LedgerSource> of(StreamKeys keys) {
        return Future.succeededFuture(RedisLedger.of(redis, keys));
    }

    @Override
    public Future<LedgerWalk> walk(StreamKeys keys) {
        return Future.succeededFuture(LedgerWalk.inRedis(redis, keys));
    }
}
