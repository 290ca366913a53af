package org.livetally.ledger.count;

import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.hash;
import static org.livetally.ledger.record.TestLedger.list;
import static org.livetally.ledger.record.TestLedger.scores;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Tallies;

/**
 * All that follows from a ledger, by a cut or as Redis holds it, without zeros, of which Redis keeps some.
 *
 * @param sums place to field to value
 * @param recent the newest paid orders, the newest first
 */
public record Figures(
        Map<String, Map<String, Long>> sums,
        long buyers,
        long messages,
        Set<String> open,
        String onAir,
        List<String> recent,
        Map<String, String> explained) {

    /** Those of a cut. */
    public static Figures of(Cut cut) {
        Map<String, Map<String, Long>> moved = new TreeMap<>();
        cut.sums().forEach((place, fields) -> {
            Map<String, Long> sums = new TreeMap<>(fields);
            sums.values().removeIf(sum -> sum == 0);
            moved.put(place, sums);
        });
        moved.values().removeIf(Map::isEmpty);
        List<String> recent = new ArrayList<>();
        cut.recent().descendingMap().forEach((seq, json) -> recent.add(seq + " " + json));
        Map<String, String> explained = new TreeMap<>();
        cut.explained().forEach((seq, json) -> explained.put(seq.toString(), json));
        return new Figures(
                moved,
                cut.buyers(),
                cut.messages(),
                new TreeSet<>(cut.open().keySet()),
                onAir(cut.onAir().host(), cut.onAir().sku()),
                recent,
                explained);
    }

    private static String onAir(@Nullable String host, @Nullable String sku) {
        return (host == null ? "" : host) + "/" + (sku == null ? "" : sku);
    }

    /** Those in Redis, of the stream of the ledger tests. */
    public static Figures inRedis() {
        Map<String, String> show = hash(KEYS.show());
        return new Figures(
                stored(),
                list("SMEMBERS", KEYS.buyers()).size(),
                list("HKEYS", KEYS.ids()).size(),
                new TreeSet<>(hash(KEYS.placed()).keySet()),
                show.getOrDefault("host", "") + "/" + show.getOrDefault("sku", ""),
                list("LRANGE", KEYS.recent(), "0", "-1"),
                hash(KEYS.explained()));
    }

    private static Map<String, Map<String, Long>> stored() {
        Map<String, Map<String, String>> texts = new TreeMap<>();
        Map<String, String> totals = hash(KEYS.totals());
        totals.keySet().removeAll(List.of("version", "last", "basis", "tallies"));
        texts.put(Tallies.TOTALS, totals);
        texts.put(Tallies.COUNTS, hash(KEYS.counts()));
        texts.put(Tallies.TREND, hash(KEYS.trend()));
        texts.put(Tallies.DEALS, hash(KEYS.deals()));
        texts.put(Tallies.STOCK, scores(KEYS.stock()));
        for (Dimension dimension : Dimension.values()) {
            texts.put(dimension.key(), scores(KEYS.ranking(dimension)));
        }
        Map<String, Map<String, Long>> stored = new TreeMap<>();
        texts.forEach((place, fields) -> {
            Map<String, Long> sums = new TreeMap<>();
            fields.forEach((field, value) -> sums.put(field, Long.valueOf(value)));
            sums.values().removeIf(sum -> sum == 0);
            if (!sums.isEmpty()) {
                stored.put(place, sums);
            }
        });
        return stored;
    }
}
