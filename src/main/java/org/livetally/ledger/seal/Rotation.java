package org.livetally.ledger.seal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Tallies;
import org.livetally.ledger.seal.KnownDifferences.Named;
import org.livetally.redis.client.StreamKeys;

/**
 * Which names of a stream are compared next: some hundred at a time, place by place, until all were; then from the beginning.
 * Those that the ledger has are asked for; those that Redis has are scanned, since it may have others.
 */
final class Rotation {
    /** So many are asked for at once: Redis takes less than a millisecond. */
    private static final int NAMES = 500;

    private static final int MAX_AGAIN = 100;
    static final String BEGIN = "0";
    private static final String DONE = "";

    private final List<Place> places = new ArrayList<>();
    /** The first place of which something is left. */
    private int at;

    private String cursor = BEGIN;
    /** The names of that place that are still to be asked for; null before the first. */
    private @Nullable List<String> rest;

    /**
     * Where Redis keeps figures.
     *
     * @param name of {@link Tallies}
     * @param kind H for a hash, Z for a sorted set
     */
    record Place(String name, String kind, String key) {}

    /**
     * Some names of a place.
     *
     * @param cursor from which it is scanned; empty if it is not
     * @param fields that are asked for
     * @param rest those that are left
     */
    record Part(Place place, String cursor, List<String> fields, List<String> rest) {}

    Rotation(StreamKeys keys) {
        places.add(new Place(Tallies.DEALS, "H", keys.deals()));
        places.add(new Place(Tallies.STOCK, "Z", keys.stock()));
        for (Dimension dimension : Dimension.values()) {
            places.add(new Place(dimension.key(), "Z", keys.ranking(dimension)));
        }
        places.add(new Place(Tallies.COUNTS, "H", keys.counts()));
        places.add(new Place(Tallies.TREND, "H", keys.trend()));
    }

    /** Whether nothing was read since all places were. */
    boolean isAtBeginning() {
        return at == 0 && rest == null;
    }

    /**
     * What is compared next, and those that differed last.
     *
     * @param sums what the ledger says, by place and field
     */
    List<Part> parts(Map<String, Map<String, Long>> sums, KnownDifferences comparison) {
        List<Part> parts = new ArrayList<>();
        int left = NAMES;
        for (int i = at; i < places.size() && left > 0; i++) {
            Place place = places.get(i);
            List<String> all = i == at && rest != null
                    ? rest
                    : List.copyOf(sums.getOrDefault(place.name, Map.of()).keySet());
            int now = Math.min(all.size(), left);
            parts.add(new Part(place, i == at ? cursor : BEGIN, all.subList(0, now), all.subList(now, all.size())));
            left -= Math.max(1, now);
        }
        Map<String, List<String>> again = comparison.again(MAX_AGAIN).stream()
                .collect(Collectors.groupingBy(Named::place, Collectors.mapping(Named::field, Collectors.toList())));
        for (Place place : places) {
            List<String> fields = again.getOrDefault(place.name, List.of());
            if (!fields.isEmpty()) {
                parts.add(new Part(place, DONE, fields, List.of()));
            }
        }
        return parts;
    }

    /**
     * Notes what was read of the parts.
     *
     * @param cursors of the parts, from which their places are scanned on
     * @return whether all places were read now
     */
    boolean advance(List<Part> parts, List<String> cursors) {
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (at == places.size() || !part.place.equals(places.get(at))) {
                break; // what follows was read again
            }
            String next = cursors.get(i);
            cursor = part.cursor.equals(DONE) || next.equals(BEGIN) ? DONE : next;
            rest = part.rest;
            if (!cursor.equals(DONE) || !part.rest.isEmpty()) {
                return false;
            }
            at++;
            begin();
        }
        if (at < places.size()) {
            return false;
        }
        at = 0;
        return true;
    }

    private void begin() {
        cursor = BEGIN;
        rest = null;
    }
}
