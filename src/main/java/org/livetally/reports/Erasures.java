package org.livetally.reports;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import org.livetally.domain.order.Seq;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/** Reads where the last buyer was erased from ledgers: the entries before it are others than they were, under the same ids. */
final class Erasures {
    private static final String ERASED = "erased";

    private final RedisLink redis;

    Erasures(RedisLink redis) {
        this.redis = redis;
    }

    /** The message that says so; {@link Seq#START} if nobody was erased. */
    Future<Seq> last(String stream) {
        return redis.send(Request.cmd(Command.HGET)
                        .arg(new StreamKeys(stream).totals())
                        .arg(ERASED))
                .map(erased -> erased == null ? Seq.START : Seq.parse(erased.toString()));
    }
}
