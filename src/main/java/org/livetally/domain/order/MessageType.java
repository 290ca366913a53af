package org.livetally.domain.order;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The type of a message about an order. Code that depends on the type switches over all constants without a default, so
 * a new type does not compile until each such place has decided what it means there.
 */
public enum MessageType {
    ORDER,
    PAYMENT,
    CANCELLATION,
    REFUND;

    private static final List<MessageType> ALL = List.of(values());

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The name as clients and the ledger write it, for example {@code refund}. */
    public String wire() {
        return wire;
    }

    /** The type with this name; null if the name is null or unknown. */
    public static @Nullable MessageType named(@Nullable String wire) {
        for (int i = 0; i < ALL.size(); i++) { // runs for every message: no iterator
            if (ALL.get(i).wire.equals(wire)) {
                return ALL.get(i);
            }
        }
        return null;
    }

    /** All names, for people: {@code order, payment, cancellation or refund}. */
    public static String choice() {
        return Arrays.stream(values())
                .map(MessageType::wire)
                .collect(Collectors.joining(", "))
                .replaceFirst(", (?=[^,]*$)", " or ");
    }
}
