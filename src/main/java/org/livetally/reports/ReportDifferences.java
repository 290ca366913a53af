package org.livetally.reports;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a report differs from one that was counted anew, by JSON pointer (RFC 6901).
 *
 * <p>Figures follow from the ledger. What does not, a title for one, may have changed since the report was made. So it is
 * told apart, unless the report's own hash is wrong: then it may be what somebody changed. The results of audits are of
 * their moment, and cannot be counted anew.
 */
final class ReportDifferences {
    private static final int MAX_NAMED = 200;

    /** What the ledger does not say, and may change. A currency never does, and says what all the amounts are. */
    private static final Pattern SETTINGS = Pattern.compile(
            "/(?:version|stream/(?!currency).*|(?:goal|opening)(?:/.*)?|streams/\\d+/(?:title|status))");

    private static final Pattern OF_ITS_MOMENT = Pattern.compile("/ledger/(?:audit|sealed)(?:/.*)?");
    /** The place after the last stream. */
    private static final String AFTER_STREAMS = "/streams/-";

    private static final String HASH = "/" + CanonicalJson.HASH;

    private final List<Place> figures = new ArrayList<>();
    private final List<Place> settings = new ArrayList<>();
    private final List<Place> ofItsMoment = new ArrayList<>();
    private int unnamed;

    /**
     * A value that differs.
     *
     * @param report what the report says; null if nothing
     * @param ledger what was counted; null if nothing
     * @param isKnown whether it can be counted anew
     */
    record Place(
            String path, @Nullable Object report, @Nullable Object ledger, boolean isKnown) {
        JsonObject json() {
            JsonObject json = new JsonObject().put("path", path);
            if (report != null) {
                json.put("report", report);
            }
            if (ledger != null) {
                json.put("ledger", ledger);
            }
            return isKnown ? json : json.put("unknown", true);
        }
    }

    /**
     * Compares a report with what was counted anew up to the same place.
     *
     * @param lacking streams of the board that the report leaves out
     */
    static ReportDifferences between(JsonObject report, JsonObject ledger, Collection<String> lacking) {
        ReportDifferences found = new ReportDifferences();
        lacking.forEach(stream -> found.add(new Place(AFTER_STREAMS, null, stream, true)));
        found.compare("", report, ledger);
        return found;
    }

    /**
     * The answer.
     *
     * @param hash the hash of the report as it is
     */
    JsonObject answer(JsonObject report, String hash) {
        Object stated = report.getValue(CanonicalJson.HASH);
        boolean isWhole = hash.equals(stated);
        List<Place> differing = new ArrayList<>(figures);
        List<Place> changed = new ArrayList<>(settings);
        if (!isWhole) {
            differing.addAll(settings);
            changed.clear();
            if (differing.isEmpty()) {
                differing.addAll(ofItsMoment); // nothing else is left that it could be
            }
            differing.add(new Place(HASH, stated, hash, true));
        }
        JsonObject answer = new JsonObject().put("valid", differing.isEmpty()).put("differences", array(differing));
        if (unnamed > 0) {
            answer.put("more", unnamed);
        }
        return changed.isEmpty() ? answer : answer.put("changed", array(changed));
    }

    private static JsonArray array(List<Place> places) {
        JsonArray array = new JsonArray();
        places.forEach(place -> array.add(place.json()));
        return array;
    }

    private void compare(String path, @Nullable Object report, @Nullable Object ledger) {
        if (path.equals(HASH)) {
            return;
        }
        if (report instanceof JsonObject of && ledger instanceof JsonObject other) {
            Set<String> names = new LinkedHashSet<>(other.fieldNames());
            names.addAll(of.fieldNames());
            names.forEach(name -> compare(path + '/' + escaped(name), of.getValue(name), other.getValue(name)));
        } else if (report instanceof JsonArray of && ledger instanceof JsonArray other) {
            for (int i = 0; i < Math.max(of.size(), other.size()); i++) {
                compare(path + '/' + i, at(of, i), at(other, i));
            }
        } else if (OF_ITS_MOMENT.matcher(path).matches()) {
            leaves(path, report);
        } else if (!same(report, ledger)) {
            add(new Place(path, report, ledger, true));
        }
    }

    /** Everything that it says there. */
    private void leaves(String path, @Nullable Object report) {
        if (report instanceof JsonObject of) {
            of.fieldNames().forEach(name -> leaves(path + '/' + escaped(name), of.getValue(name)));
        } else {
            ofItsMoment.add(new Place(path, report, null, false));
        }
    }

    private void add(Place place) {
        List<Place> kind = SETTINGS.matcher(place.path).matches() ? settings : figures;
        if (figures.size() + settings.size() < MAX_NAMED) {
            kind.add(place);
        } else {
            unnamed++;
        }
    }

    private static @Nullable Object at(JsonArray array, int index) {
        return index < array.size() ? array.getValue(index) : null;
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Number && other instanceof Number && Double.isFinite(((Number) one).doubleValue())) {
            return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString())) == 0;
        }
        return Objects.equals(one, other);
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
