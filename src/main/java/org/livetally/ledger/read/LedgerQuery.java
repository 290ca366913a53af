package org.livetally.ledger.read;

import io.vertx.core.MultiMap;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Seq;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.tally.Dimension;
import org.livetally.http.Problem;
import org.livetally.http.QueryFields;

/**
 * A client's request for a page of the ledger.
 *
 * @param newestFirst the direction
 * @param from the page begins after this place, in that direction
 * @param limit maximum number of messages
 */
record LedgerQuery(boolean newestFirst, Seq from, int limit, LedgerFilter filter) {
    /**
     * Parses {@code after}, {@code before}, {@code newest}, {@code limit} and the filters.
     *
     * @throws Problem 400 that names the first field that breaks its rule
     */
    static LedgerQuery of(MultiMap params) {
        boolean newest = newest(params.get("newest"));
        Seq after = QueryFields.seq("after", params.get("after"));
        Seq before = QueryFields.seq("before", params.get("before"));
        if (before != null && after != null) {
            throw Problem.invalidField("before", Rule.WITH_AFTER.reason());
        }
        if (newest && after != null) {
            throw Problem.invalidField("newest", Rule.WITH_AFTER.reason());
        }
        boolean newestFirst = newest || before != null;
        Seq start = newestFirst ? before : after;
        Seq edge = newestFirst ? Seq.END : Seq.START;
        return new LedgerQuery(
                newestFirst,
                start == null ? edge : start,
                QueryFields.limit("limit", params.get("limit")),
                filter(params));
    }

    private static boolean newest(@Nullable String value) {
        if (value != null && !value.equals("true") && !value.equals("false")) {
            throw Problem.invalidField("newest", Rule.NOT_BOOLEAN.reason());
        }
        return "true".equals(value);
    }

    private static LedgerFilter filter(MultiMap params) {
        String wanted = text(params, "type");
        MessageType type = MessageType.named(wanted);
        if (wanted != null && type == null) {
            throw Problem.invalidField("type", Rule.MESSAGE_TYPE.reason(MessageType.choiceOfAll()));
        }
        Map<Dimension, Set<String>> names = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            String name = dimension.isFilter() ? text(params, dimension.field()) : null;
            if (name != null) {
                names.put(dimension, LedgerFilter.forms(name));
            }
        }
        String buyer = text(params, "buyer");
        return new LedgerFilter(type, names, buyer == null ? null : LedgerFilter.forms(buyer));
    }

    private static @Nullable String text(MultiMap params, String name) {
        String value = params.get(name);
        if (value != null && value.isEmpty()) {
            throw Problem.invalidField(name, Rule.EMPTY_FILTER.reason());
        }
        return value;
    }
}
