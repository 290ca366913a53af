package org.livetally.boards;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardDeals;
import org.livetally.domain.board.BoardGoods;
import org.livetally.domain.board.BoardLedger;
import org.livetally.domain.board.BoardLedger.Sealed;
import org.livetally.domain.board.BoardShow;
import org.livetally.domain.board.BoardTallies;
import org.livetally.domain.board.ExplanationLabel;
import org.livetally.domain.board.GroupLabel;
import org.livetally.domain.board.NameLabel;
import org.livetally.domain.board.ProductLabel;
import org.livetally.domain.board.RankedName;
import org.livetally.domain.board.Ranking;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;

/** Gives a board what does not follow from orders: labels, stock, a show and explanations, each there or not. */
final class RandomDetails {
    private static final int EXPLANATIONS = 3;

    private RandomDetails() {}

    static Board on(Random random, Board board) {
        Map<Dimension, Ranking> rankings = new EnumMap<>(board.tallies().rankings());
        rankings.put(Dimension.EXPLANATIONS, explanations(random));
        rankings.replaceAll((dimension, ranking) -> labelled(random, dimension, ranking));
        BoardTallies tallies = board.tallies();
        return new Board(
                board.version(),
                board.at(),
                board.stream(),
                board.goal(),
                goods(random),
                new BoardTallies(tallies.totals(), tallies.audience(), rankings, tallies.trend()),
                deals(random),
                board.recent(),
                ledger(random),
                null);
    }

    private static BoardLedger ledger(Random random) {
        return new BoardLedger(
                random.nextBoolean() ? null : new Seq(1, random.nextInt(2)),
                random.nextBoolean()
                        ? null
                        : new Sealed(new Seq(1, random.nextInt(2)), "ab", random.nextInt(2), random.nextInt(2)));
    }

    private static BoardDeals deals(Random random) {
        return new BoardDeals(total -> random.nextInt(3), random.nextBoolean() ? null : 1L);
    }

    private static Ranking explanations(Random random) {
        return new Ranking(IntStream.range(0, random.nextInt(EXPLANATIONS + 1))
                .mapToObj(i -> new RankedName(
                        "9-" + i, null, null, measure -> measure == Measure.SKU_GMV ? random.nextInt(2) : 0))
                .toList());
    }

    private static Ranking labelled(Random random, Dimension dimension, Ranking ranking) {
        return new Ranking(ranking.names().stream()
                .map(row -> new RankedName(
                        row.name(),
                        random.nextInt(3) == 0 ? null : label(random, dimension),
                        dimension == Dimension.PRODUCTS ? number(random) : null,
                        row::of))
                .toList());
    }

    private static @Nullable NameLabel label(Random random, Dimension dimension) {
        return switch (dimension.describedBy()) {
            case NOTHING -> null;
            case CATALOGUE -> new ProductLabel("n" + random.nextInt(2), "", text(random), text(random));
            case GROUP_TREE -> new GroupLabel(number(random), text(random));
            case EXPLAINED -> new ExplanationLabel("tea", text(random), random.nextInt(2), number(random));
        };
    }

    private static BoardGoods goods(Random random) {
        Map<String, Long> stock = new HashMap<>();
        for (String sku : List.of("honey", "tea", "salt")) {
            if (random.nextBoolean()) {
                stock.put(sku, (long) random.nextInt(2));
            }
        }
        return new BoardGoods(new BoardShow(text(random), text(random), number(random)), stock);
    }

    private static @Nullable String text(Random random) {
        return random.nextBoolean() ? null : "text " + random.nextInt(2);
    }

    private static @Nullable Long number(Random random) {
        return random.nextBoolean() ? null : (Long) (long) random.nextInt(3);
    }
}
