package org.livetally.exports;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.ZoneId;
import org.livetally.catalogue.Catalogue;
import org.livetally.domain.stream.Currencies;
import org.livetally.ledger.count.LedgerSource;
import org.livetally.ledger.count.LedgerSource.Head;
import org.livetally.ledger.read.RedisLedger;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.Archived;
import org.livetally.streams.StreamDirectory;
import org.livetally.tables.Money;

/** A stream whose tables are exported. */
record ExportedStream(RedisLink redis, Catalogue catalogue, StreamKeys keys, LedgerSource ledger, Head head) {

    /** Fails with 404 if there is no such stream. */
    static Future<ExportedStream> of(RedisLink redis, Catalogue catalogue, StreamKeys keys) {
        LedgerSource ledger = RedisLedger.of(redis, keys);
        return ledger.head().map(head -> {
            if (head == null) {
                throw StreamDirectory.unknown(keys.stream());
            }
            if (head.settings().containsKey(Archived.SETTING)) {
                throw StreamDirectory.archived(keys.stream());
            }
            return new ExportedStream(redis, catalogue, keys, ledger, head);
        });
    }

    ZoneId zone() {
        return head.zone();
    }

    Money money() {
        return Money.of(head.settings().getOrDefault("currency", Currencies.DEFAULT));
    }

    /** How many messages its ledger has. */
    Future<Long> messages() {
        return redis.send(Request.cmd(Command.HLEN).arg(keys.ids())).map(count -> count.toLong());
    }
}
