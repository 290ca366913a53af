package org.livetally.exports;

import io.vertx.core.Future;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.livetally.exports.ExportRoutes.Sources;
import org.livetally.groups.GroupExport;
import org.livetally.ledger.read.DealExport;
import org.livetally.ledger.read.LedgerExport;
import org.livetally.tables.WholeTable;

/** The tables that are exported, by their names in addresses. Of an archived stream there is the ledger. */
enum ExportedTable {
    LEDGER {
        @Override
        Future<WholeTable<?>> read(ExportedStream stream, Sources from) {
            return stream.ledger()
                    .messages()
                    .compose(count -> LedgerExport.table(stream.ledger(), stream.zone(), count));
        }
    },
    PRODUCTS {
        @Override
        Future<WholeTable<?>> read(ExportedStream stream, Sources from) {
            return ProductExport.read(from.redis(), stream.inRedis(), from.catalogue());
        }
    },
    GROUPS {
        @Override
        Future<WholeTable<?>> read(ExportedStream stream, Sources from) {
            return GroupExport.read(from.redis(), stream.inRedis());
        }
    },
    DAYS {
        @Override
        Future<WholeTable<?>> read(ExportedStream stream, Sources from) {
            return DayExport.read(from.redis(), stream.inRedis());
        }
    },
    DEALS {
        @Override
        Future<WholeTable<?>> read(ExportedStream stream, Sources from) {
            return DealExport.table(from.redis(), stream.inRedis(), stream.zone());
        }
    };

    /** The table with this name; null if there is none. */
    static @Nullable ExportedTable named(String name) {
        return Stream.of(values())
                .filter(table -> table.wire().equals(name))
                .findFirst()
                .orElse(null);
    }

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads its first page; a table that only Redis has fails with 409 if the stream is archived. */
    abstract Future<WholeTable<?>> read(ExportedStream stream, Sources from);
}
