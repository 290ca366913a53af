package org.livetally.archive;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.ledger.count.LedgerSource;
import org.livetally.ledger.read.LedgerSources;
import org.livetally.ledger.read.LedgerWalk;
import org.livetally.ledger.read.RedisLedger;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.Archived;
import org.livetally.streams.StreamDirectory;

/** The ledgers of streams, in Redis or in files; one for each event loop. */
public final class Ledgers implements LedgerSources {
    private final RedisLink redis;
    private final StreamDirectory streams;
    private final ArchivedLedgers archived;

    /** @param archived of the node */
    public Ledgers(RedisLink redis, ArchivedLedgers archived) {
        this.redis = redis;
        this.streams = new StreamDirectory(redis);
        this.archived = archived;
    }

    /** The link to the Redis of all that is not archived. */
    public RedisLink redis() {
        return redis;
    }

    /** Whether something failed since the file of a ledger is not there, or cannot be read. */
    public static boolean isUnusable(Throwable error) {
        return error instanceof Problem problem
                && problem.reason() != null
                && problem.reason().rule() == Rule.ARCHIVE_FAILED;
    }

    @Override
    public Future<LedgerSource> of(StreamKeys keys) {
        return streams.archived(keys).map(file -> of(keys, file));
    }

    /** @param file says that the stream is in a file; null if it is in Redis */
    public LedgerSource of(StreamKeys keys, @Nullable Archived file) {
        return file == null ? RedisLedger.of(redis, keys) : archived.of(keys.stream(), file);
    }

    @Override
    public Future<LedgerWalk> walk(StreamKeys keys) {
        return streams.archived(keys)
                .map(file -> file == null
                        ? LedgerWalk.inRedis(redis, keys)
                        : new ArchivedWalk(archived.of(keys.stream(), file)));
    }
}
