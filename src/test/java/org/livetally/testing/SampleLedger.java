package org.livetally.testing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardAudience;
import org.livetally.domain.board.BoardDeals;
import org.livetally.domain.board.BoardGoal;
import org.livetally.domain.board.BoardGoods;
import org.livetally.domain.board.BoardStream;
import org.livetally.domain.board.BoardTallies;
import org.livetally.domain.board.BoardTotals;
import org.livetally.domain.board.GroupLabel;
import org.livetally.domain.board.NameLabel;
import org.livetally.domain.board.ProductLabel;
import org.livetally.domain.board.RankedName;
import org.livetally.domain.board.Ranking;
import org.livetally.domain.board.RecentOrder;
import org.livetally.domain.board.Trend;
import org.livetally.domain.board.Trend.Minute;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.domain.tally.Tallies;
import org.livetally.domain.tally.Total;

/** What happened to some orders and in an audience, and the board that shows it, whole: without a top 50. */
public final class SampleLedger {
    private static final long MINUTE_MS = 60_000;
    private static final List<String> SKUS = List.of("honey", "tea", "salt", "\"q\"\n", "青稞", "unknown");
    private static final List<String> CITIES = List.of("杭州", "拉萨", "那曲");

    private final List<Sale> sales = new ArrayList<>();
    private final Map<Long, Long> likes = new TreeMap<>();
    private long viewers;
    private long views;

    /** How an order went; a refund is of all of it. */
    private enum Fate {
        PAID_AT_ONCE,
        PLACED,
        PLACED_THEN_PAID,
        CANCELLED,
        REFUNDED
    }

    private record Sale(Order order, Fate fate, Seq seq) {}

    /**
     * A ledger of so many random orders. The same seed gives the same ledger.
     *
     * @param minutes the length of the time from which their times are taken
     */
    public static SampleLedger random(Random random, int orders, int minutes) {
        SampleLedger ledger = new SampleLedger();
        for (int i = 0; i < orders; i++) {
            Fate fate = Fate.values()[random.nextInt(Fate.values().length)];
            long at = random.nextInt(minutes) * MINUTE_MS;
            ledger.sales.add(new Sale(order(random, fate, at), fate, new Seq(at, random.nextInt(1_000))));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            ledger.likes.merge(random.nextInt(minutes) * MINUTE_MS, 1L + random.nextInt(500), Long::sum);
        }
        ledger.viewers = random.nextInt(3);
        ledger.views = ledger.viewers + random.nextInt(5);
        return ledger;
    }

    private static Order order(Random random, Fate fate, long at) {
        List<Line> lines = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            lines.add(new Line(pick(random, SKUS), 1 + random.nextInt(3), random.nextInt(4) * 100L));
        }
        Buyer buyer =
                random.nextInt(3) == 0 ? null : new Buyer("u-" + random.nextInt(5), "东社", pick(random, CITIES), "西藏");
        boolean paid = fate == Fate.PAID_AT_ONCE || fate == Fate.REFUNDED;
        String id = (random.nextBoolean() ? "live-" : "o-") + random.nextLong();
        return new Order(id, "s", random.nextBoolean() ? "wsnb" : null, buyer, lines, paid, at);
    }

    private static String pick(Random random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** All that happened in either. */
    public SampleLedger and(SampleLedger other) {
        SampleLedger both = new SampleLedger();
        for (SampleLedger one : List.of(this, other)) {
            both.sales.addAll(one.sales);
            one.likes.forEach((minute, count) -> both.likes.merge(minute, count, Long::sum));
            both.viewers += one.viewers;
            both.views += one.views;
        }
        return both;
    }

    /** Its board, of which the version is the number of orders. */
    public Board board(BoardStream stream, @Nullable BoardGoal goal) {
        Tallies tallies = tallies();
        BoardTotals totals = new BoardTotals(
                total -> total == Total.BUYERS ? tallies.buyers().size() : tallies.of(total));
        Map<String, Map<String, Long>> moved = new HashMap<>();
        tallies.eachName((place, field, amount) ->
                moved.computeIfAbsent(place, any -> new HashMap<>()).put(field, amount));
        Map<Dimension, Ranking> rankings = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            rankings.put(dimension, ranking(dimension, moved, tallies.groupBuyers()));
        }
        long liked = likes.values().stream().mapToLong(Long::longValue).sum();
        BoardAudience audience = new BoardAudience(
                liked, viewers, viewers, views / 2, views, Map.of("room", new BoardAudience.Source(liked, 7)));
        Trend trend = trend(moved.getOrDefault(Tallies.TREND, Map.of()));
        return new Board(
                sales.size(),
                7,
                stream,
                goal,
                BoardGoods.NONE,
                new BoardTallies(totals, audience, rankings, trend),
                BoardDeals.NONE,
                recent());
    }

    private Tallies tallies() {
        Tallies tallies = new Tallies();
        for (Sale sale : sales) {
            Order order = sale.order;
            tallies.place(PlainSales.of(order));
            switch (sale.fate) {
                case PLACED_THEN_PAID -> tallies.pay(PlainSales.of(order));
                case CANCELLED -> tallies.cancel(PlainSales.of(order));
                case REFUNDED -> tallies.refund(order.id(), order.amount());
                case PAID_AT_ONCE, PLACED -> {} // that is all
            }
        }
        return tallies;
    }

    private static Ranking ranking(Dimension dimension, Map<String, Map<String, Long>> moved, Set<String> groupBuyers) {
        Map<String, Long> counts = moved.getOrDefault(Tallies.COUNTS, Map.of());
        List<RankedName> names = new ArrayList<>();
        moved.getOrDefault(dimension.key(), Map.of())
                .forEach((name, ranked) -> names.add(new RankedName(name, label(dimension, name), null, measure -> {
                    if (measure == dimension.ranks()) {
                        return ranked;
                    }
                    return dimension == Dimension.GROUPS && measure == Measure.BUYERS
                            ? buyers(name, groupBuyers)
                            : counts.getOrDefault(dimension.countField(measure, name), 0L);
                })));
        names.sort(Ranking.by(dimension.ranks()));
        return new Ranking(names);
    }

    private static @Nullable NameLabel label(Dimension dimension, String name) {
        return switch (dimension.describedBy()) {
            case CATALOGUE -> name.equals("unknown") ? null : new ProductLabel("Best " + name, "", "Plateau", null);
            case GROUP_TREE -> new GroupLabel(7L, null);
            case EXPLAINED, NOTHING -> null;
        };
    }

    private static long buyers(String group, Set<String> groupBuyers) {
        return groupBuyers.stream()
                .filter(buyer -> buyer.startsWith(group + Tallies.SEPARATOR))
                .count();
    }

    private Trend trend(Map<String, Long> moved) {
        Map<Long, Minute> minutes = new TreeMap<>();
        moved.keySet().forEach(field -> {
            long at = Long.parseLong(field.substring(0, field.indexOf(':')));
            minutes.put(at, minute(at, moved));
        });
        likes.keySet().forEach(at -> minutes.put(at, minute(at, moved)));
        List<Minute> all = List.copyOf(minutes.values());
        return new Trend(all.subList(Math.max(0, all.size() - Board.TREND_MINUTES), all.size()));
    }

    private Minute minute(long at, Map<String, Long> moved) {
        return new Minute(
                at,
                moved.getOrDefault(at + ":gmv", 0L),
                moved.getOrDefault(at + ":orders", 0L),
                likes.getOrDefault(at, 0L));
    }

    private List<RecentOrder> recent() {
        return sales.stream()
                .filter(sale -> sale.fate != Fate.PLACED && sale.fate != Fate.CANCELLED)
                .map(sale -> new RecentOrder(sale.seq, "{\"amount\":" + sale.order.amount() + "}"))
                .sorted(Comparator.comparing(RecentOrder::seq)
                        .thenComparing(RecentOrder::json)
                        .reversed())
                .limit(Board.MAX_RECENT)
                .toList();
    }
}
