package org.livetally.tables;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of any length, of which the first page was read.
 *
 * @param <R> a row
 * @param count how many rows, or messages of the ledger, all pages will have, or somewhat more
 * @param seq the newest message of the ledger that all rows are as of; null if they are not of one moment
 */
public record WholeTable<R>(
        List<Column<R>> columns, long count, @Nullable String seq, TablePage<R> first) {}
