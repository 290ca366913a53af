package org.livetally.boards;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.OnAir;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardAudience;
import org.livetally.domain.board.BoardDeals;
import org.livetally.domain.board.BoardGoal;
import org.livetally.domain.board.BoardGoods;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.board.BoardShow;
import org.livetally.domain.board.BoardStream;
import org.livetally.domain.board.BoardTallies;
import org.livetally.domain.board.BoardTotals;
import org.livetally.domain.board.RankedName;
import org.livetally.domain.board.Ranking;
import org.livetally.domain.board.RecentOrder;
import org.livetally.domain.board.Trend;
import org.livetally.domain.board.Trend.Minute;
import org.livetally.domain.order.Seq;
import org.livetally.domain.stream.StreamStatus;
import org.livetally.domain.tally.DescribedBy;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.domain.tally.MinuteMeasure;
import org.livetally.domain.tally.Tallies;
import org.livetally.domain.tally.Total;
import org.livetally.ledger.count.Cut;
import org.livetally.ledger.count.LedgerSource;
import org.livetally.ledger.count.LedgerSource.Head;

/**
 * The board of a cut: what screens could show when its last entry was recorded. Names are described as they are now, and
 * the goal is the present one. Of the audience it has the likes of the minutes so far; the ledger holds no viewers.
 */
public final class CutBoard {
    private final LedgerSource ledger;
    private final Head head;
    private final Map<Long, Long> likes;
    private final NameLabels labels = new NameLabels();
    /** JSON of names by what describes them; empty for a name of which nothing is known. */
    private final Map<DescribedBy, Map<String, String>> described = new EnumMap<>(DescribedBy.class);

    /** @param likes by the first epoch millisecond of their minute */
    public CutBoard(LedgerSource ledger, Head head, Map<Long, Long> likes) {
        this.ledger = ledger;
        this.head = head;
        this.likes = new TreeMap<>(likes);
    }

    /**
     * The board at a time.
     *
     * @param at epoch milliseconds, not before the cut's last entry
     */
    public Future<Board> of(Cut cut, long at) {
        Map<Dimension, List<String>> shown = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            shown.put(dimension, top(cut, dimension));
        }
        return describe(DescribedBy.CATALOGUE, shown.get(Dimension.PRODUCTS))
                .compose(read -> describe(DescribedBy.GROUP_TREE, shown.get(Dimension.GROUPS)))
                .map(read -> board(cut, at, shown));
    }

    private Future<Void> describe(DescribedBy by, @Nullable Collection<String> names) {
        Map<String, String> known = described.computeIfAbsent(by, any -> new HashMap<>());
        List<String> unknown = Objects.requireNonNull(names).stream()
                .filter(name -> !known.containsKey(name))
                .toList();
        return unknown.isEmpty()
                ? Future.succeededFuture()
                : ledger.labels(by, unknown).map(found -> {
                    unknown.forEach(name -> known.put(name, found.getOrDefault(name, "")));
                    return null;
                });
    }

    /** The names that a board shows, in its order. */
    private static List<String> top(Cut cut, Dimension dimension) {
        Map<String, Long> ranked = cut.sums().getOrDefault(dimension.key(), Map.of());
        Comparator<Map.Entry<String, Long>> byName = Map.Entry.comparingByKey();
        Comparator<Map.Entry<String, Long>> order = dimension.showsNewest()
                ? byName.reversed()
                : Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(byName)
                        .reversed();
        return ranked.entrySet().stream()
                .sorted(order)
                .limit(BoardReader.TOP)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Board board(Cut cut, long at, Map<Dimension, List<String>> shown) {
        BoardStream stream = stream(at);
        Map<Dimension, Ranking> rankings = new EnumMap<>(Dimension.class);
        shown.forEach((dimension, names) -> rankings.put(
                dimension,
                new Ranking(
                        names.stream().map(name -> row(cut, dimension, name)).toList())));
        Trend trend = trend(cut, at);
        BoardTallies tallies = new BoardTallies(
                new BoardTotals(total -> total == Total.BUYERS ? cut.buyers() : cut.sum(Tallies.TOTALS, total.key())),
                audience(at),
                rankings,
                trend);
        Long goal = setting("goal");
        boolean reached = goal != null && tallies.totals().of(Total.GMV) >= goal;
        return new Board(
                cut.messages(),
                at,
                stream,
                goal == null
                        ? null
                        : BoardGoal.of(goal, reached ? until(setting("goalReachedAt"), at) : null, stream, tallies, at),
                new BoardGoods(show(cut.onAir()), stock(cut)),
                tallies,
                deals(cut),
                recent(cut));
    }

    private BoardStream stream(long at) {
        Long startedAt = until(setting("startedAt"), at);
        Long endedAt = until(setting("endedAt"), at);
        StreamStatus status = startedAt == null
                ? StreamStatus.SCHEDULED
                : endedAt == null
                        ? StreamStatus.LIVE
                        : until(setting("closedAt"), at) == null ? StreamStatus.ENDED : StreamStatus.CLOSED;
        return new BoardStream(
                BoardId.ofStream(ledger.stream()),
                head.settings().getOrDefault("title", ""),
                status.wire(),
                head.settings().getOrDefault("currency", ""),
                head.settings().getOrDefault("timezone", ""),
                startedAt,
                setting("endsAt"),
                endedAt,
                "1".equals(head.settings().get("openOrders")));
    }

    private @Nullable Long setting(String name) {
        return BoardDecoder.number(head.settings().get(name));
    }

    private static @Nullable Long until(@Nullable Long time, long at) {
        return time == null || time > at ? null : time;
    }

    private RankedName row(Cut cut, Dimension dimension, String name) {
        DescribedBy by = dimension.describedBy();
        String json = switch (by) {
            case NOTHING -> "";
            case CATALOGUE, GROUP_TREE -> described.getOrDefault(by, Map.of()).getOrDefault(name, "");
            case EXPLAINED -> cut.explained().getOrDefault(Seq.parse(name), "");
        };
        Long left = by == DescribedBy.CATALOGUE
                ? cut.sums().getOrDefault(Tallies.STOCK, Map.of()).get(name)
                : null;
        return new RankedName(
                name,
                json.isEmpty() ? null : labels.of(by, json),
                left,
                measure -> measure(cut, dimension, measure, name));
    }

    private long measure(Cut cut, Dimension dimension, Measure measure, String name) {
        if (measure == dimension.ranks()) {
            return cut.sum(dimension.key(), name);
        }
        if (!dimension.counts().contains(measure)) {
            return 0;
        }
        return head.countsAll() || measure.isOfFirst()
                ? cut.sum(Tallies.COUNTS, dimension.countField(measure, name))
                : RankedName.UNKNOWN;
    }

    private Trend trend(Cut cut, long at) {
        TreeSet<Long> minutes = new TreeSet<>();
        cut.sums()
                .getOrDefault(Tallies.TREND, Map.of())
                .keySet()
                .forEach(field -> minutes.add(MinuteMeasure.minute(field)));
        likes.keySet().stream().takeWhile(minute -> minute <= at).forEach(minutes::add);
        List<Minute> newest = new ArrayList<>();
        for (long minute : minutes.tailSet(oldest(minutes))) {
            newest.add(new Minute(
                    minute,
                    cut.sum(Tallies.TREND, MinuteMeasure.GMV.field(minute)),
                    cut.sum(Tallies.TREND, MinuteMeasure.ORDERS.field(minute)),
                    minute <= at ? likes.getOrDefault(minute, 0L) : 0));
        }
        return new Trend(newest);
    }

    private static long oldest(TreeSet<Long> minutes) {
        return minutes.descendingSet().stream()
                .limit(Board.TREND_MINUTES)
                .reduce((newer, older) -> older)
                .orElse(0L);
    }

    private BoardAudience audience(long at) {
        long sum = likes.entrySet().stream()
                .takeWhile(minute -> minute.getKey() <= at)
                .mapToLong(Map.Entry::getValue)
                .sum();
        return new BoardAudience(sum, 0, 0L, 0L, 0, Map.of());
    }

    private static BoardShow show(OnAir onAir) {
        return onAir.equals(OnAir.NOTHING)
                ? new BoardShow(null, null, null)
                : new BoardShow(onAir.host(), onAir.sku(), onAir.since());
    }

    private static Map<String, Long> stock(Cut cut) {
        Map<String, Long> least = new LinkedHashMap<>();
        Stream<Map.Entry<String, Long>> left = cut.sums().getOrDefault(Tallies.STOCK, Map.of()).entrySet().stream();
        left.sorted(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .limit(BoardReader.TOP)
                .forEach(product -> least.put(product.getKey(), product.getValue()));
        return least;
    }

    private BoardDeals deals(Cut cut) {
        return cut.sums().containsKey(Tallies.DEALS)
                ? new BoardDeals(total -> cut.sum(Tallies.DEALS, total.key()), setting("signedRecord"))
                : BoardDeals.NONE;
    }

    private static List<RecentOrder> recent(Cut cut) {
        return cut.recent().descendingMap().entrySet().stream()
                .map(order -> new RecentOrder(order.getKey(), order.getValue()))
                .toList();
    }
}
