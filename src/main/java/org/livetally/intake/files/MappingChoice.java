package org.livetally.intake.files;

import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.stream.Currencies;

/**
 * Finds how a file is to be read: by its headers; before them counts how the file before it was read, if that has the same
 * columns, and before either what an operator says of this one.
 *
 * @param given what the operator says; empty for nothing
 * @param kept of the file before; null if there was none
 */
record MappingChoice(JsonObject given, @Nullable JsonObject kept) {

    /** @param header as people read it */
    Mapping of(List<String> header, String currency) {
        JsonObject base = found(header, currency).json();
        if (kept != null && header.containsAll(Mapping.of(kept).columns().values())) {
            base.mergeIn(kept, true);
        }
        return Mapping.of(base.mergeIn(given, true));
    }

    private static Mapping found(List<String> header, String currency) {
        Preset preset = Preset.of(header);
        Map<Field, String> columns = preset == null ? new EnumMap<>(Field.class) : preset.columns(header);
        List<HeaderName> names =
                header.stream().map(text -> HeaderName.of(text, currency)).toList();
        Set<String> taken = new HashSet<>(columns.values());
        for (Field field : Field.values()) {
            int best = isNeeded(field, columns) ? best(field, names, header, taken) : -1;
            if (best >= 0) {
                columns.put(field, header.get(best));
                taken.add(header.get(best));
            }
        }
        Unit stated = Currencies.digits(currency) == 0 ? Unit.YUAN : unit(columns, header, names);
        return preset == null
                ? new Mapping(columns, stated, '.', Map.of(), "", false, false, null)
                : new Mapping(
                        columns,
                        preset.isCertain() ? Unit.YUAN : stated,
                        '.',
                        Map.of(),
                        preset.idPrefix(),
                        true,
                        preset.continuesBlankIds(),
                        null);
    }

    /** A line has one value: where its amount is known, its price and that of the order are not asked for. */
    private static boolean isNeeded(Field field, Map<Field, String> columns) {
        boolean valued = columns.containsKey(Field.AMOUNT)
                || columns.containsKey(Field.PRICE)
                || columns.containsKey(Field.TOTAL);
        return !columns.containsKey(field)
                && switch (field) {
                    case AMOUNT -> !valued;
                    case PRICE, TOTAL -> !columns.containsKey(Field.AMOUNT);
                    default -> true;
                };
    }

    private static int best(Field field, List<HeaderName> names, List<String> header, Set<String> taken) {
        int best = -1;
        int rank = Integer.MAX_VALUE;
        for (int i = 0; i < names.size(); i++) {
            int match = field.match(names.get(i));
            if (match >= 0 && match < rank && !taken.contains(header.get(i))) {
                rank = match;
                best = i;
            }
        }
        return best;
    }

    /** The unit that the headers of money state; null if one states none, or two differ. */
    private static @Nullable Unit unit(Map<Field, String> columns, List<String> header, List<HeaderName> names) {
        Unit unit = null;
        for (Map.Entry<Field, String> column : columns.entrySet()) {
            if (column.getKey().isMoney()) {
                Unit stated = names.get(header.indexOf(column.getValue())).unit();
                if (stated == null || unit != null && unit != stated) {
                    return null;
                }
                unit = stated;
            }
        }
        return unit;
    }
}
