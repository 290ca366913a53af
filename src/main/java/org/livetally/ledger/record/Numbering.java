package org.livetally.ledger.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.ProductFacts.Numbered;

/** The numbers of one product as a batch gives and frees them. The lowest free number is always the next. */
final class Numbering {
    private final @Nullable Numbered range;
    private final Known known;
    private final TreeSet<Long> free;
    private final Set<Long> givenAgain = new TreeSet<>();
    private long fresh;
    private boolean changed;

    /**
     * What Redis held.
     *
     * @param changes how many messages gave or freed numbers, as text; empty if none has
     * @param fresh how many numbers were ever given
     * @param free numbers that came back, the lowest ones; at least as many as the batch can give
     */
    record Known(String changes, long fresh, Set<Long> free) {
        /** No number was given yet, or that was not read. */
        static final Known NONE = new Known("", 0, Set.of());
    }

    /** @param range null if the product is no longer numbered, so none is given any more */
    Numbering(@Nullable Numbered range, Known known) {
        this.range = range;
        this.known = known;
        this.free = new TreeSet<>(known.free);
        this.fresh = known.fresh;
    }

    /** How many numbers are free; exact if there are fewer than the batch can give. */
    long left() {
        if (range == null) {
            return 0;
        }
        long unused = Math.max(0, range.last() - range.first() + 1 - fresh);
        return unused + free.headSet(range.last(), true).size();
    }

    /** Gives the lowest free numbers; there must be as many. */
    List<Long> give(long units) {
        List<Long> given = new ArrayList<>();
        Numbered of = Objects.requireNonNull(range);
        for (long i = 0; i < units; i++) {
            if (free.isEmpty() || free.first() > of.last()) {
                given.add(of.first() + fresh++);
            } else {
                long lowest = free.first();
                free.remove(lowest);
                given.add(lowest);
                givenAgain.add(lowest);
            }
        }
        return given;
    }

    void free(long number) {
        free.add(number);
    }

    void changed() {
        changed = true;
    }

    boolean isUnchanged() {
        return !changed;
    }

    /** How many messages had changed the numbers before the batch; empty if none had. */
    String changesBefore() {
        return known.changes;
    }

    /** How many numbers the batch gave that had never been given before. */
    long freshGiven() {
        return fresh - known.fresh;
    }

    /** The numbers that came back in the batch and are free at its end. */
    List<Long> freed() {
        return free.stream().filter(number -> !known.free.contains(number)).toList();
    }

    /** The numbers that were free before the batch, because they came back, and are given at its end. */
    List<Long> givenAgain() {
        return givenAgain.stream()
                .filter(number -> known.free.contains(number) && !free.contains(number))
                .toList();
    }
}
