package org.livetally.tables;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a table.
 *
 * @param <R> a row
 * @param count how many rows, or messages of the ledger, these are: a message may have several rows
 * @param next reads the next page; null if this is the last one
 */
public record TablePage<R>(
        List<R> rows, int count, @Nullable Supplier<Future<TablePage<R>>> next) {

    /** A page of which every row counts. */
    public static <R> TablePage<R> of(List<R> rows, @Nullable Supplier<Future<TablePage<R>>> next) {
        return new TablePage<>(rows, rows.size(), next);
    }

    /** No rows at all. */
    public static <R> TablePage<R> none() {
        return of(List.of(), null);
    }
}
