package org.livetally.domain.tally;

import java.util.Locale;
import java.util.function.ToLongFunction;
import org.livetally.domain.order.DealProgress;
import org.livetally.domain.order.DealState;

/**
 * A figure of a stream's deals, in the order in which a board shows it. Each is a sum over the deals, so a step of a deal
 * moves it by what the deal counts for after the step, less what it counted for before. What is cancelled counts for
 * nothing. No figure of orders has anything of deals.
 */
public enum DealTotal {
    INTENDED(true, "value of intents that were not cancelled", DealState.INTENT, DealProgress::amount),
    SIGNED(true, "value of agreements that were not cancelled", DealState.AGREEMENT, DealProgress::amount),
    DELIVERED(true, "value of deliveries on agreements", DealState.AGREEMENT, DealProgress::delivered),
    INTENTS(false, "intents that were not cancelled", DealState.INTENT, deal -> 1),
    AGREEMENTS(false, "agreements that were not cancelled", DealState.AGREEMENT, deal -> 1),
    INCOME(
            true,
            "what the makers get of agreements that were not cancelled",
            DealState.AGREEMENT,
            DealProgress::income);

    private final String key = name().toLowerCase(Locale.ROOT);
    private final boolean money;
    private final String meaning;
    private final DealState counted;

    @SuppressWarnings("ImmutableEnumChecker") // the functions above are stateless
    private final ToLongFunction<DealProgress> value;

    DealTotal(boolean money, String meaning, DealState counted, ToLongFunction<DealProgress> value) {
        this.money = money;
        this.meaning = meaning;
        this.counted = counted;
        this.value = value;
    }

    /** The name on the board, in Redis and in the audit, for example {@code signed}. */
    public String key() {
        return key;
    }

    /** Whether it is in minor units. */
    public boolean isMoney() {
        return money;
    }

    /** The definition, in words. */
    public String meaning() {
        return meaning;
    }

    /** What a deal counts for. */
    long of(DealProgress deal) {
        return deal.state() == counted ? value.applyAsLong(deal) : 0;
    }
}
