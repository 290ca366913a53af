package org.livetally.reports;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.campaigns.MemberNames;
import org.livetally.domain.board.BoardDeals;
import org.livetally.domain.board.BoardTotals;
import org.livetally.domain.board.NameLabel;
import org.livetally.domain.board.RankedName;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.domain.tally.Tallies;
import org.livetally.domain.tally.Total;
import org.livetally.ledger.count.Cut;
import org.livetally.reports.Figures.Part;
import org.livetally.reports.Figures.Top;

/** Adds up cuts of ledgers, and makes figures of them. Of one stream, or of the streams of a campaign. */
final class Sums {
    private final boolean isCampaign;
    private final Observed observed;
    /** Places to fields to values, as Redis names them. */
    private final Map<String, Map<String, Long>> sums = new HashMap<>();

    private final Map<String, String> explained = new HashMap<>();
    private final List<Part> parts = new ArrayList<>();
    private boolean countsAll = true;

    /** @param observed what was seen in the ledgers besides */
    Sums(boolean isCampaign, Observed observed) {
        this.isCampaign = isCampaign;
        this.observed = observed;
    }

    /** How many messages were counted. */
    long messages() {
        return parts.stream().mapToLong(Part::messages).sum();
    }

    /** Adds a ledger, up to where it was counted. */
    void add(String stream, Cut cut) {
        parts.add(new Part(
                stream,
                cut.seq().equals(Seq.START) ? null : cut.seal(),
                cut.messages(),
                cut.sum(Tallies.TOTALS, Total.GMV.key()),
                cut.sum(Tallies.TOTALS, Total.ORDERS.key())));
        if (isCampaign) {
            addMember(stream, cut);
        } else {
            countsAll = cut.basis().countsAll();
            sums.putAll(cut.sums());
            cut.explained().forEach((seq, json) -> explained.put(seq.toString(), json));
        }
    }

    /** A member that is gone has nothing to count. */
    void addGone(String stream) {
        parts.add(new Part(stream, null, 0, 0, 0));
    }

    private void addMember(String stream, Cut cut) {
        cut.sums().forEach((place, fields) -> {
            if (MemberNames.isFollowed(place)) {
                Map<String, Long> all = sums.computeIfAbsent(place, any -> new HashMap<>());
                fields.forEach((field, value) -> all.merge(MemberNames.field(stream, place, field), value, Long::sum));
            }
        });
        cut.explained().forEach((seq, json) -> explained.put(MemberNames.explanation(stream, seq.toString()), json));
    }

    /** @param zone of hours and days of the trend */
    Figures figures(ZoneId zone) {
        Map<Dimension, Top> rankings = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            rankings.put(dimension, top(dimension));
        }
        BoardTotals totals = new BoardTotals(
                total -> total == Total.BUYERS ? observed.buyers().size() : sum(Tallies.TOTALS, total.key()));
        return new Figures(
                totals,
                ReportTrend.of(place(Tallies.TREND), zone),
                rankings,
                new BoardDeals(total -> sum(Tallies.DEALS, total.key()), null),
                observed.refunds(),
                Concentration.of(observed.buyers(), totals.of(Total.NET)),
                observed.corrections(),
                parts);
    }

    private Map<String, Long> place(String place) {
        return sums.getOrDefault(place, Map.of());
    }

    private long sum(String place, String field) {
        return place(place).getOrDefault(field, 0L);
    }

    private Top top(Dimension dimension) {
        Map<String, Long> ranked = place(dimension.key());
        Comparator<Map.Entry<String, Long>> byName = Map.Entry.comparingByKey();
        Comparator<Map.Entry<String, Long>> order = dimension.showsNewest()
                ? byName
                : Map.Entry.<String, Long>comparingByValue().thenComparing(byName);
        List<RankedName> rows = ranked.entrySet().stream()
                .sorted(order.reversed())
                .limit(Top.MAX_ROWS)
                .map(name -> row(dimension, name.getKey()))
                .toList();
        return new Top(rows, ranked.size() - rows.size());
    }

    private RankedName row(Dimension dimension, String name) {
        return new RankedName(name, label(dimension, name), null, measure -> measure(dimension, measure, name));
    }

    private long measure(Dimension dimension, Measure measure, String name) {
        if (measure == dimension.ranks()) {
            return sum(dimension.key(), name);
        }
        if (!dimension.counts().contains(measure)) {
            return 0;
        }
        if (!countsAll && !measure.isOfFirst()) {
            return RankedName.UNKNOWN;
        }
        return measure == Measure.BUYERS // only the union over all ledgers has the right size
                ? observed.groupBuyers().getOrDefault(name, 0L)
                : sum(Tallies.COUNTS, dimension.countField(measure, name));
    }

    private @Nullable NameLabel label(Dimension dimension, String name) {
        return switch (dimension.describedBy()) {
            case NOTHING -> null;
            case CATALOGUE -> label(observed.products(), name, Labels::product);
            case GROUP_TREE -> label(observed.groups(), name, Labels::group);
            case EXPLAINED -> label(explained, name, Labels::explanation);
        };
    }

    private static @Nullable NameLabel label(Map<String, String> texts, String name, Function<String, NameLabel> read) {
        String json = texts.get(name);
        return json == null ? null : read.apply(json);
    }
}
