package org.livetally.ledger.record;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.basis.Sale;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.tally.Dimension;
import org.livetally.ledger.LedgerEntry;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/**
 * How many more names a stream takes. Each name of a dimension costs Redis memory for good, so there are
 * {@link Dimension#MAX_NAMES} of them at most: beyond that an order with a new one is refused, paid or not, and known names go on.
 * A payment is always taken, with the names of its order.
 *
 * <p>{@code record.lua} looks at the number of names before each batch, which costs it next to nothing, and refuses a batch
 * that could have too many. Only then this is read, to judge each order by itself.
 *
 * <p>A stream may have more names than that, and goes on with those it has: names of an order count from its payment on, which
 * may come when the others are taken, as may those of orders that another node judges at the same time. Each of these names
 * comes with an order, which costs Redis more than the name does.
 */
final class NameQuota {
    /** There is room for every name. */
    static final NameQuota NONE = new NameQuota(Integer.MAX_VALUE, Map.of(), Map.of());

    /** More names of one dimension than {@link BatchPlan#namesToCheck} says of any plan. */
    static final int NEAR = 5_000;

    private static final LuaScript SCRIPT = LuaScript.load("read_names");

    private final int covered;
    private final Map<Dimension, Integer> room;
    private final Map<Dimension, Set<String>> unknown;

    private NameQuota(int covered, Map<Dimension, Integer> room, Map<Dimension, Set<String>> unknown) {
        this.covered = covered;
        this.room = room;
        this.unknown = unknown;
    }

    /** Reads how much room there is, and which names of the first messages are new: of as many as a plan takes. */
    static Future<NameQuota> read(RedisLink redis, StreamKeys keys, List<LedgerEntry> batch, Basis basis) {
        Map<Dimension, Set<String>> named = new EnumMap<>(Dimension.class);
        int covered = 0;
        while (covered < batch.size() && size(named) < BatchPlan.MAX_NAMES) {
            for (LedgerEntry form = batch.get(covered++); form != null; form = form.asSent()) {
                addNames(named, form, basis);
            }
        }
        ScriptCall call = new ScriptCall(SCRIPT);
        for (Dimension dimension : Dimension.values()) {
            call.key(keys.ranking(dimension));
        }
        for (Dimension dimension : Dimension.values()) {
            Set<String> names = named.getOrDefault(dimension, Set.of());
            call.arg(names.size());
            names.forEach(call::arg);
        }
        int read = covered;
        return redis.run(call).map(reply -> of(read, named, reply));
    }

    private static int size(Map<Dimension, Set<String>> named) {
        return named.values().stream().mapToInt(Set::size).sum();
    }

    private static void addNames(Map<Dimension, Set<String>> into, LedgerEntry entry, Basis basis) {
        if (entry.message() instanceof Order order) {
            Sale sale = Sale.ofNew(order, basis);
            for (Dimension dimension : Dimension.values()) {
                Set<String> names = into.computeIfAbsent(dimension, none -> new LinkedHashSet<>());
                dimension.eachName(sale, names::add);
            }
        }
    }

    private static NameQuota of(int covered, Map<Dimension, Set<String>> named, Response reply) {
        Map<Dimension, Integer> room = new EnumMap<>(Dimension.class);
        Map<Dimension, Set<String>> unknown = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            Response found = reply.get(dimension.ordinal());
            room.put(dimension, Dimension.MAX_NAMES - found.get(0).toInteger());
            List<String> names = List.copyOf(named.getOrDefault(dimension, Set.of()));
            Set<String> lacking = new HashSet<>();
            found.get(1).forEach(place -> lacking.add(names.get(place.toInteger())));
            unknown.put(dimension, lacking);
        }
        return new NameQuota(covered, room, unknown);
    }

    /** How many messages of the batch can be judged by it. */
    int covered() {
        return covered;
    }

    /** Whether the next batch may have too many names, too. */
    boolean isNear() {
        return room.values().stream().anyMatch(left -> left < NEAR);
    }

    /** Whether names were read, so that the script need not look at their number again. */
    boolean isRead() {
        return !room.isEmpty();
    }

    /** Whether there is room for one more name of this dimension. */
    boolean hasRoom(Dimension dimension) {
        return room.getOrDefault(dimension, 1) > 0;
    }

    /** Takes the new names of an order; returns why they cannot be taken, or null. */
    @Nullable
    Rejection take(Order order, Basis basis) {
        if (!isRead()) {
            return null;
        }
        Sale sale = Sale.ofNew(order, basis);
        Map<Dimension, Set<String>> taken = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            Set<String> fresh = new HashSet<>();
            dimension.eachName(sale, fresh::add);
            fresh.retainAll(unknown.getOrDefault(dimension, Set.of()));
            if (!fresh.isEmpty() && fresh.size() > room.getOrDefault(dimension, 0)) {
                return refusal(dimension, order, fresh);
            }
            taken.put(dimension, fresh);
        }
        taken.forEach((dimension, fresh) -> {
            unknown.getOrDefault(dimension, new HashSet<>()).removeAll(fresh);
            room.merge(dimension, -fresh.size(), Integer::sum);
        });
        return null;
    }

    private static Rejection refusal(Dimension dimension, Order order, Set<String> fresh) {
        return Rejection.invalidOrder(field(dimension, order, fresh), Rule.NAMES_LIMIT.reason(Dimension.MAX_NAMES));
    }

    /** Why a show cannot open an explanation. */
    static Rejection ofShow() {
        return Rejection.invalidOrder("sku", Rule.NAMES_LIMIT.reason(Dimension.MAX_NAMES));
    }

    /** The field of an order that a name comes from. */
    private static String field(Dimension dimension, Order order, Set<String> fresh) {
        return switch (dimension) {
            case PRODUCTS -> {
                int line = 0;
                while (!fresh.contains(order.lines().get(line).sku())) {
                    line++;
                }
                yield "lines[" + line + "].sku";
            }
            case SERIES, CATEGORIES, FUNDS -> "lines";
            case CHANNELS -> "channel";
            case GROUPS -> "buyer.group";
            case CITIES -> "buyer.city";
            case PROVINCES -> "buyer.province";
            case HOSTS -> "host";
            case EXPLANATIONS, DAYS -> "at";
        };
    }
}
