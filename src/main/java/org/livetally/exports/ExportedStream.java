package org.livetally.exports;

import io.vertx.core.Future;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.stream.Currencies;
import org.livetally.ledger.count.LedgerSource;
import org.livetally.ledger.count.LedgerSource.Head;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.Archived;
import org.livetally.streams.StreamDirectory;
import org.livetally.tables.Money;

/**
 * A stream whose tables are exported.
 *
 * @param ledger in Redis, or in the file of an archived stream
 * @param archived null while the stream is in Redis
 */
record ExportedStream(
        StreamKeys keys,
        LedgerSource ledger,
        Head head,
        @Nullable Archived archived) {

    /** Fails with 404 if there is no such stream. */
    static Future<ExportedStream> of(ExportRoutes.Sources sources, StreamKeys keys) {
        return new StreamDirectory(sources.redis())
                .standing(keys)
                .compose(standing -> sources.ledgers()
                        .of(keys)
                        .compose(ledger -> ledger.head()
                                .map(head -> new ExportedStream(
                                        keys,
                                        ledger,
                                        Objects.requireNonNull(head, "a stream without settings"),
                                        standing.archived()))));
    }

    /**
     * The keys of a stream that is in Redis.
     *
     * @throws org.livetally.http.Problem 409, if it is archived
     */
    StreamKeys inRedis() {
        if (archived != null) {
            throw StreamDirectory.archived(keys.stream());
        }
        return keys;
    }

    ZoneId zone() {
        return head.zone();
    }

    Money money() {
        return Money.of(head.settings().getOrDefault("currency", Currencies.DEFAULT));
    }
}
