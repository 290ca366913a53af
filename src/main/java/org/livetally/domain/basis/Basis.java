package org.livetally.domain.basis;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.ProductFacts;
import org.livetally.domain.order.ProductFacts.Numbered;
import org.livetally.domain.order.Seq;
import org.livetally.domain.order.StreamEvent.Show;

/**
 * What a stream's orders are judged by, as it was at any place of its ledger. So a later change never rewrites what an
 * earlier order counted for, and a replay counts as the ledger did. Changes are added in the order of the ledger. Not
 * thread-safe.
 *
 * <p>Two things never change once they have begun, whatever a catalogue says later: a stock stays counted, and the
 * numbers of a product begin at the first {@code first}.
 */
public final class Basis {
    /** In Redis, the mark of a stream that has all tallies. */
    public static final String ALL_TALLIES = "2";

    private final ZoneId zone;
    private final boolean countsAll;
    private final Map<String, TreeMap<Seq, ProductFacts>> products = new HashMap<>();
    private final Map<String, Long> firstNumbers = new HashMap<>();
    private final TreeMap<Seq, OnAir> shows = new TreeMap<>();
    private Seq newest = Seq.START;
    private int changes;
    private @Nullable String day;
    private long dayFrom;
    private long dayTo;

    /**
     * The basis of a stream that has all tallies.
     *
     * @param zone in which the stream's days are counted
     */
    public Basis(ZoneId zone) {
        this(zone, true);
    }

    /** @param countsAll false for a stream that an earlier version began, which counted less */
    public Basis(ZoneId zone, boolean countsAll) {
        this.zone = zone;
        this.countsAll = countsAll;
    }

    /**
     * Whether everything is counted. A stream that an earlier version began keeps to the tallies of that version, since
     * the others would lack its first orders.
     */
    public boolean countsAll() {
        return countsAll;
    }

    public ZoneId zone() {
        return zone;
    }

    /** The seq of the newest change; {@link Seq#START} if there is none. */
    public Seq newest() {
        return newest;
    }

    /** How many changes it holds, for those who bound their memory. */
    public int changes() {
        return changes;
    }

    /** Adds a change of products; those without facts before and after need not be named. */
    public void add(Seq seq, Map<String, ProductFacts> changed) {
        if (!seq.isAfter(newest)) {
            return; // two readers of one cached basis may bring the same change
        }
        changed.forEach((sku, facts) -> {
            TreeMap<Seq, ProductFacts> known = products.get(sku);
            if (known != null || !facts.equals(ProductFacts.NONE)) {
                ProductFacts before =
                        known == null ? ProductFacts.NONE : known.lastEntry().getValue();
                products.computeIfAbsent(sku, any -> new TreeMap<>()).put(seq, following(sku, before, facts));
                changes++;
            }
        });
        newest = seq;
    }

    private ProductFacts following(String sku, ProductFacts before, ProductFacts facts) {
        ProductFacts counted = before.tracked() ? facts.asTracked() : facts;
        Numbered numbered = counted.numbered();
        if (numbered == null) {
            return counted;
        }
        long first = Objects.requireNonNullElse(firstNumbers.putIfAbsent(sku, numbered.first()), numbered.first());
        return new ProductFacts(
                counted.series(),
                counted.category(),
                counted.levy(),
                new Numbered(numbered.prefix(), first, numbered.last()),
                counted.tracked());
    }

    /** Adds a message about who and what is on air. */
    public void add(Seq seq, Show show) {
        if (!seq.isAfter(newest)) {
            return;
        }
        shows.put(seq, onAir(Seq.END).after(seq, show));
        newest = seq;
        changes++;
    }

    /** What moved tallies of a product, at a place of the ledger. */
    public ProductFacts facts(String sku, Seq at) {
        TreeMap<Seq, ProductFacts> known = products.get(sku);
        Map.Entry<Seq, ProductFacts> then = known == null ? null : known.floorEntry(at);
        return then == null ? ProductFacts.NONE : then.getValue();
    }

    /** Whether no product moves more than its own tallies, now or earlier. */
    public boolean isPlain() {
        return products.isEmpty();
    }

    /** The number with which those of a product begin, for good; null if it never had numbers. */
    public @Nullable Long firstNumber(String sku) {
        return firstNumbers.get(sku);
    }

    /** Who and what was on air, at a place of the ledger. */
    public OnAir onAir(Seq at) {
        Map.Entry<Seq, OnAir> then = shows.isEmpty() ? null : shows.floorEntry(at);
        return then == null ? OnAir.NOTHING : then.getValue();
    }

    /** Who and what was on air from which place of the ledger on, oldest first. */
    public Map<Seq, OnAir> shows() {
        return Collections.unmodifiableMap(shows);
    }

    /** The local date of a time, for example {@code 2022-01-01}. */
    public String day(long at) {
        if (day == null || at < dayFrom || at >= dayTo) { // most orders are of the same day as the one before
            LocalDate date = Instant.ofEpochMilli(at).atZone(zone).toLocalDate();
            dayFrom = date.atStartOfDay(zone).toInstant().toEpochMilli();
            dayTo = date.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
            day = date.toString();
        }
        return day;
    }
}
