package org.livetally.ledger.read;

import io.vertx.core.Future;
import java.util.function.Predicate;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Recorded;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/** Shows the messages of a ledger from any place, in either direction, until the visitor has enough. */
public interface LedgerWalk {
    /** Shows the messages before a place, newest first, until the visitor says false. */
    Future<Void> back(Seq from, Predicate<Recorded> visit);

    /** Shows the messages after a place, oldest first, until the visitor says false. */
    Future<Void> on(Seq from, Predicate<Recorded> visit);

    /** What orders were judged by, up to now at least. */
    Future<Basis> basis();

    /** Through a ledger in Redis. */
    static LedgerWalk inRedis(RedisLink redis, StreamKeys keys) {
        return new LedgerWalk() {
            @Override
            public Future<Void> back(Seq from, Predicate<Recorded> visit) {
                return LedgerReader.back(redis, keys, from, visit);
            }

            @Override
            public Future<Void> on(Seq from, Predicate<Recorded> visit) {
                return LedgerReader.on(redis, keys, from, visit);
            }

            @Override
            public Future<Basis> basis() {
                return BasisReader.read(redis, keys);
            }
        };
    }
}
