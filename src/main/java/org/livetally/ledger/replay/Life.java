package org.livetally.ledger.replay;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Items;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.OrderState;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.IdState;
import org.livetally.ledger.LedgerEntry;
import org.livetally.ledger.Recorded;
import org.livetally.wire.LedgerJson;

/** The life of one id by the ledger, and what Redis held of it at some moment. */
final class Life {
    /**
     * Its value in {@code ids}, null if Redis held none; then the seq of the newest message that the value reflects.
     */
    private @Nullable String held;

    private @Nullable Seq heldAt;
    /** The same for {@code placed}. */
    private @Nullable String heldPlaced;

    private @Nullable Seq heldPlacedAt;
    /** When it expires, by {@code holds}; null if Redis held none; then the seq of the newest message reflected. */
    private @Nullable String heldDue;

    private @Nullable Seq heldDueAt;

    private @Nullable Seq recorded;
    private @Nullable IdState now;
    /** Its state when Redis was read. */
    private @Nullable IdState then;
    /** The order, if it is one, and what became of its units. */
    private @Nullable Order order;

    private Items items = Items.NONE;
    /** The order if it was placed before it was paid; then the seq of its payment or cancellation. */
    private @Nullable Order placed;

    private @Nullable Seq settled;

    void held(Seq at, String value) {
        held = value;
        heldAt = at;
    }

    void heldPlaced(Seq at, String json) {
        heldPlaced = json;
        heldPlacedAt = at;
    }

    void heldDue(Seq at, String due) {
        heldDue = due;
        heldDueAt = at;
    }

    /** Its value in {@code ids}, or what was said of it in its place; null if nothing was. */
    @Nullable
    String held() {
        return held;
    }

    boolean isRecorded() {
        return now != null;
    }

    /** Its state now; null if the id is not in the ledger so far. */
    @Nullable
    IdState state() {
        return now;
    }

    /** The order while it is neither paid nor cancelled. */
    @Nullable
    Order open() {
        return settled == null ? placed : null;
    }

    /**
     * The order, as it was placed.
     *
     * @throws NullPointerException if the id is not that of an order
     */
    Order order() {
        return Objects.requireNonNull(order);
    }

    /** Its place in the ledger; {@link Seq#END} before it has one. */
    Seq recordedAt() {
        return Objects.requireNonNullElse(recorded, Seq.END);
    }

    /** What became of the order's units. */
    Items items() {
        return items;
    }

    void become(Items next) {
        items = next;
    }

    /** Starts with the message that has this id. */
    void begin(Recorded message) {
        recorded = message.seq();
        IdState first = entry(message).state().recordedAt(recorded);
        become(first, recorded);
        if (message.message() instanceof Order own) {
            order = own;
            items = Items.of(own);
            placed = first.order() == OrderState.PLACED ? own : null;
        }
    }

    /** Moves to the next state. */
    void become(IdState next, Seq seq) {
        now = next;
        if (heldAt == null || seq.compareTo(heldAt) <= 0) {
            then = next;
        }
    }

    /** Moves to the next state, in which the order is no longer open. */
    void settle(IdState next, Seq seq) {
        settled = seq;
        become(next, seq);
    }

    /**
     * The message with its fingerprint. That includes the time only if the producer gave one, which the ledger does not
     * tell; so both forms are correct, and the one that Redis holds is chosen.
     */
    private LedgerEntry entry(Recorded recorded) {
        long at = recorded.message().at();
        LedgerEntry timed = LedgerEntry.of(recorded.message(), at);
        if (held == null || isHeld(timed, held)) {
            return timed;
        }
        LedgerEntry untimed = LedgerEntry.of(recorded.message().at(Message.NO_TIME), at);
        return isHeld(untimed, held) ? untimed : timed;
    }

    private static boolean isHeld(LedgerEntry entry, String held) {
        return IdState.has(held, entry.fingerprint());
    }

    /**
     * Adds what differs between Redis and the ledger.
     *
     * @param ids when {@code ids} was read; what was recorded meanwhile may be in none of its slices
     * @param open the same for {@code placed}
     */
    void compare(String id, Slices.Span ids, Slices.Span open, Differences differences) {
        if (held != null) {
            differences.compare("ids/" + id, then == null ? "nothing" : then.textLike(held), held);
        } else if (now != null && isUntil(recorded, ids.first())) {
            differences.add("ids/" + id, now.text(), "nothing");
        }
        if (heldPlaced != null) {
            Order then = isOpenAt(heldPlacedAt) ? placed : null;
            differences.compare("placed/" + id, then == null ? "nothing" : json(then), heldPlaced);
        } else if (placed != null && isUntil(recorded, open.first()) && !isUntil(settled, open.last())) {
            differences.add("placed/" + id, json(placed), "nothing");
        }
        if (heldDue != null && (placed == null || !isOpenAt(heldDueAt))) {
            differences.add("holds/" + id, "nothing", heldDue);
        }
    }

    private boolean isOpenAt(@Nullable Seq moment) {
        return isUntil(recorded, moment) && !isUntil(settled, moment);
    }

    private static boolean isUntil(@Nullable Seq seq, @Nullable Seq moment) {
        return seq != null && moment != null && seq.compareTo(moment) <= 0;
    }

    private static String json(Order order) {
        return new String(LedgerJson.write(order), StandardCharsets.UTF_8);
    }
}
