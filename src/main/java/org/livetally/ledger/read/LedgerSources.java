package org.livetally.ledger.read;

import io.vertx.core.Future;
import org.livetally.ledger.count.LedgerSource;
import org.livetally.redis.client.StreamKeys;

/** Finds the ledgers of streams, wherever they are. */
public interface LedgerSources {
    /** The ledger of a stream; one without a head, if there is no such stream. */
    Future<LedgerSource> of(StreamKeys keys);

    /** Walks through the ledger of a stream; an empty one, if there is no such stream. */
    Future<LedgerWalk> walk(StreamKeys keys);
}
