package org.livetally.ledger.read;

import io.vertx.core.Future;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.ledger.read.RankingReader.Row;

/**
 * All names of a dimension, page by page. Up to {@value #AT_ONE_MOMENT} are read at one moment. Of more, each that was
 * there at the beginning is there once, with figures that are of one moment each; its names are in memory.
 */
public final class WholeRanking {
    /** Some milliseconds, in which orders wait. */
    static final int AT_ONE_MOMENT = 2_000;

    private final RankingReader reader;
    private final Set<String> all;
    private final List<String> names;
    private final List<Row> rows;
    private final @Nullable String seq;

    private WholeRanking(RankingReader reader, List<String> names, List<Row> rows, @Nullable String seq) {
        this.reader = reader;
        this.all = new HashSet<>(names);
        this.names = names;
        this.rows = rows;
        this.seq = seq;
    }

    /** In the order of their ranks, the highest first. */
    public static Future<WholeRanking> byRank(RankingReader reader) {
        return reader.byRank(0, AT_ONE_MOMENT)
                .compose(some -> isAll(some)
                        ? Future.succeededFuture(of(reader, some, some.rows()))
                        : reader.names().map(names -> new WholeRanking(reader, names, List.of(), null)));
    }

    /** In the order of their names. */
    public static Future<WholeRanking> byName(RankingReader reader) {
        return reader.byRank(0, AT_ONE_MOMENT)
                .compose(some -> isAll(some)
                        ? Future.succeededFuture(of(
                                reader,
                                some,
                                some.rows().stream()
                                        .sorted(Comparator.comparing(Row::name))
                                        .toList()))
                        : reader.names()
                                .map(names -> new WholeRanking(
                                        reader, names.stream().sorted().toList(), List.of(), null)));
    }

    private static boolean isAll(RankingReader.Some some) {
        return some.size() <= AT_ONE_MOMENT;
    }

    private static WholeRanking of(RankingReader reader, RankingReader.Some some, List<Row> rows) {
        return new WholeRanking(reader, rows.stream().map(Row::name).toList(), rows, some.last());
    }

    public int size() {
        return names.size();
    }

    /** Whether something was counted for this name. */
    public boolean has(String name) {
        return all.contains(name);
    }

    /** The newest seq of the ledger at the moment at which all was read; null if it was not read at one. */
    public @Nullable String seq() {
        return seq;
    }

    /** The rows from a place on, {@value RankingReader#AT_ONCE} at most; none if that is the end. */
    public Future<List<Row>> rows(int from) {
        int to = Math.min(names.size(), from + RankingReader.AT_ONCE);
        if (seq != null) {
            return Future.succeededFuture(rows.subList(from, to));
        }
        List<String> some = names.subList(from, to);
        return some.isEmpty()
                ? Future.succeededFuture(List.of())
                : reader.named(some).map(found -> found.rows());
    }
}
