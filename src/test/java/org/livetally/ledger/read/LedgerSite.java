package org.livetally.ledger.read;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import org.livetally.http.site.SiteServer;
import org.livetally.ledger.count.LedgerSource;
import org.livetally.ledger.loss.AckMemory;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/** The routes of the ledger on a server of their own. */
final class LedgerSite {
    private LedgerSite() {}

    /** An extension. */
    static SiteServer server() {
        return SiteServer.with(redis ->
                List.of(new LedgerRoutes(redis, new AckMemory(InstantSource.system()), new InRedis(redis))::mount));
    }

    private record InRedis(RedisLink redis) implements LedgerSources {
        @Override
        public Future<LedgerSource> of(StreamKeys keys) {
            return Future.succeededFuture(RedisLedger.of(redis, keys));
        }

        @Override
        public Future<LedgerWalk> walk(StreamKeys keys) {
            return Future.succeededFuture(LedgerWalk.inRedis(redis, keys));
        }
    }
}
