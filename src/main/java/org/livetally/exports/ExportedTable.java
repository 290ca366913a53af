package org.livetally.exports;

import io.vertx.core.Future;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.livetally.groups.GroupExport;
import org.livetally.ledger.read.DealExport;
import org.livetally.ledger.read.LedgerExport;
import org.livetally.tables.WholeTable;

/** The tables that are exported, by their names in addresses. */
enum ExportedTable {
    LEDGER {
        @Override
        Future<WholeTable<?>> read(ExportedStream stream) {
            return stream.messages().compose(count -> LedgerExport.table(stream.ledger(), stream.zone(), count));
        }
    },
    PRODUCTS {
        @Override
        Future<WholeTable<?>> read(ExportedStream stream) {
            return ProductExport.read(stream.redis(), stream.keys(), stream.catalogue());
        }
    },
    GROUPS {
        @Override
        Future<WholeTable<?>> read(ExportedStream stream) {
            return GroupExport.read(stream.redis(), stream.keys());
        }
    },
    DAYS {
        @Override
        Future<WholeTable<?>> read(ExportedStream stream) {
            return DayExport.read(stream.redis(), stream.keys());
        }
    },
    DEALS {
        @Override
        Future<WholeTable<?>> read(ExportedStream stream) {
            return DealExport.table(stream.redis(), stream.keys(), stream.zone());
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

    /** Reads its first page. */
    abstract Future<WholeTable<?>> read(ExportedStream stream);
}
