package org.livetally.domain.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.domain.Integers;
import org.livetally.domain.tally.DealTotal;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.domain.tally.Total;
import org.livetally.testing.SampleLedger;

/** Boards are added exactly, in any order, or not at all. */
final class BoardTest {
    private static final BoardStream CNY = stream("CNY");
    private static final int ROUNDS = 300;
    /** More than a trend shows. */
    private static final int MINUTES = 3_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theSumOfTwoBoardsIsTheBoardOfBothLedgers(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            SampleLedger one = ledger(random);
            SampleLedger other = ledger(random);

            Board sum = one.board(CNY, null).plus(other.board(CNY, null));

            Board both = one.and(other).board(CNY, null);
            assertEquals(both.version(), sum.version());
            assertEquals(both.recent(), sum.recent());
            both.tallies()
                    .rankings()
                    .forEach((dimension, ranking) ->
                            assertSums(ranking, sum.tallies().ranking(dimension)));
            assertEquals(both.tallies().trend(), sum.tallies().trend());
            for (Total total : Total.values()) {
                if (total != Total.BUYERS) {
                    assertEquals(
                            both.tallies().totals().of(total),
                            sum.tallies().totals().of(total),
                            total.key());
                }
            }
            BoardAudience audience = both.tallies().audience();
            assertEquals(
                    new BoardAudience(
                            audience.likes(), audience.viewers(), null, null, audience.views(), audience.sources()),
                    sum.tallies().audience());
        }
    }

    /** The same names with the same sums; only of buyers, who may have bought on both boards, none is known. */
    private static void assertSums(Ranking both, Ranking sum) {
        assertEquals(
                both.names().stream().map(RankedName::name).toList(),
                sum.names().stream().map(RankedName::name).toList());
        for (int i = 0; i < sum.names().size(); i++) {
            RankedName expected = both.names().get(i);
            RankedName row = sum.names().get(i);
            assertEquals(expected.label(), row.label());
            for (Measure measure : Measure.values()) {
                assertTrue(row.has(measure) || measure == Measure.BUYERS, measure.key());
                if (row.has(measure)) {
                    assertEquals(expected.of(measure), row.of(measure), () -> measure.key() + " of " + row.name());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void theOrderInWhichBoardsAreAddedDoesNotMatter(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            Board a = ledger(random).board(CNY, null);
            Board b = ledger(random).board(CNY, null);
            Board c = ledger(random).board(CNY, null);

            assertEquals(a.plus(b), b.plus(a));
            assertEquals(a.plus(b).plus(c), a.plus(b.plus(c)));
        }
    }

    /** Few orders over many minutes, many in few, and none. */
    private static SampleLedger ledger(Random random) {
        return SampleLedger.random(random, random.nextInt(40), random.nextBoolean() ? 5 : MINUTES);
    }

    @Test
    void aTrendThatIsFullKeepsTheNewestMinutes() {
        Random random = new Random(7);
        SampleLedger one = SampleLedger.random(random, 4_000, MINUTES);
        SampleLedger other = SampleLedger.random(random, 4_000, MINUTES);

        Trend sum = one.board(CNY, null).plus(other.board(CNY, null)).tallies().trend();

        assertEquals(Board.TREND_MINUTES, sum.minutes().size());
        assertEquals(one.and(other).board(CNY, null).tallies().trend(), sum);
    }

    @Test
    void settingsGoalAndGoodsAreThoseOfTheFirstBoardAndAgeThatOfTheOlder() {
        BoardGoods goods = new BoardGoods(new BoardShow("Zhuoma", "tea", 3L), Map.of("tea", 4L));
        Board one = new Board(1, 200, CNY, new BoardGoal(5, null, null), goods, tallies(1), BoardDeals.NONE, List.of());
        Board other = new Board(2, 100, CNY, null, BoardGoods.NONE, tallies(1), BoardDeals.NONE, List.of());

        assertEquals(new BoardGoal(5, null, null), one.plus(other).goal());
        assertNull(other.plus(one).goal());
        assertEquals(goods, one.plus(other).goods());
        assertEquals(BoardGoods.NONE, other.plus(one).goods());
        assertEquals(100, one.plus(other).at());
    }

    @Test
    void sizesOfSetsAreUnknownAfterwardsAndStayUnknown() {
        Board board = new Board(1, 1, CNY, null, BoardGoods.NONE, tallies(1), BoardDeals.NONE, List.of());
        BoardTallies sum = board.plus(board).plus(board).tallies();

        assertFalse(sum.totals().has(Total.BUYERS));
        assertThrows(IllegalStateException.class, () -> sum.totals().of(Total.BUYERS));
        assertNull(sum.audience().uniqueViewers());
        assertNull(sum.audience().peakViewers());
    }

    @Test
    void figuresOfDealsAddUpAndAreNoRecord() {
        BoardDeals some = new BoardDeals(total -> total.ordinal() + 1, 1L);
        Board board = new Board(1, 1, CNY, null, BoardGoods.NONE, tallies(1), some, List.of());

        BoardDeals sum = board.plus(board).deals();

        assertTrue(some.isRecord());
        assertEquals(new BoardDeals(total -> 2L * (total.ordinal() + 1), null), sum);
        assertFalse(sum.isRecord(), "the highest so far of the one says nothing of both");
        assertEquals(some.of(DealTotal.SIGNED), some.plus(BoardDeals.NONE).of(DealTotal.SIGNED));
        assertFalse(new BoardDeals(total -> 5, 5L).isRecord(), "as much as before is no record");
        assertTrue(BoardDeals.NONE.isEmpty());
    }

    @Test
    void aSumThatBrowsersCannotShowIsRefusedByName() {
        Board most =
                new Board(1, 1, CNY, null, BoardGoods.NONE, tallies(Integers.MAX_EXACT), BoardDeals.NONE, List.of());
        Board least = new Board(1, 1, CNY, null, BoardGoods.NONE, tallies(1), BoardDeals.NONE, List.of());

        ArithmeticException refused = assertThrows(ArithmeticException.class, () -> most.plus(least));
        assertEquals("gmv would be 9007199254740992; the maximum is 9007199254740991", refused.getMessage());
    }

    @Test
    void boardsOfTwoCurrenciesAreNotAdded() {
        Board yuan = new Board(1, 1, CNY, null, BoardGoods.NONE, tallies(1), BoardDeals.NONE, List.of());
        Board yen = new Board(1, 1, stream("JPY"), null, BoardGoods.NONE, tallies(1), BoardDeals.NONE, List.of());

        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> yuan.plus(yen));
        assertEquals("boards in CNY and JPY cannot be added: s, s", refused.getMessage());
    }

    @Test
    void ofTwoLabelsTheFirstStaysWhicheverBoardHasIt() {
        RankedName plain = new RankedName("tea", null, null, sold(1));
        RankedName green = new RankedName("tea", new ProductLabel("Green tea", "g", null, null), null, sold(2));
        RankedName white = new RankedName("tea", new ProductLabel("White tea", "g", null, null), null, sold(3));

        assertEquals(
                new RankedName("tea", green.label(), null, sold(6)),
                plain.plus(white).plus(green));
        assertEquals(new RankedName("tea", green.label(), null, sold(6)), green.plus(plain.plus(white)));
    }

    @Test
    void buyersOfAGroupAndStockOfAProductAreUnknownIfBothBoardsHaveThem() {
        RankedName some = new RankedName("tea", null, 5L, measure -> measure == Measure.BUYERS ? 2 : 1);
        RankedName none = new RankedName("tea", null, null, sold(1));

        RankedName sum = some.plus(some);

        assertFalse(sum.has(Measure.BUYERS));
        assertThrows(IllegalStateException.class, () -> sum.of(Measure.BUYERS));
        assertNull(sum.stock());
        assertFalse(sum.plus(none).has(Measure.BUYERS));
        assertEquals(2, some.plus(none).of(Measure.BUYERS), "nobody bought on the other");
    }

    @Test
    void aNameIsFoundWhereverTheSearchBegins() {
        Ranking ranking = new Ranking(List.of(row("a"), row("b"), row("c")));
        for (int near = 0; near < 6; near++) {
            for (RankedName row : ranking.names()) {
                assertEquals(row, ranking.find(row.name(), near));
            }
            assertNull(ranking.find("d", near));
        }
    }

    private static ToLongFunction<Measure> sold(long each) {
        return measure -> measure.isSum() ? each : 0;
    }

    private static RankedName row(String name) {
        return new RankedName(name, null, null, measure -> measure == Measure.GMV ? 3 : 0);
    }

    private static BoardTallies tallies(long gmv) {
        Map<Dimension, Ranking> none = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            none.put(dimension, new Ranking(List.of()));
        }
        return new BoardTallies(
                new BoardTotals(total -> total == Total.GMV ? gmv : 0),
                new BoardAudience(1, 1, 1L, 1L, 1, Map.of()),
                none,
                new Trend(List.of()));
    }

    private static BoardStream stream(String currency) {
        return new BoardStream(BoardId.ofStream("s"), "", "live", currency, "UTC", null, null, null, false);
    }
}
