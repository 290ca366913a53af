package org.livetally.domain.order;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The type of a message. Code that depends on the type switches over all constants without a default, so
 * a new type does not compile until each such place has decided what it means there.
 */
public enum MessageType {
    ORDER,
    PAYMENT,
    CANCELLATION,
    REFUND,
    STOCK,
    SHOW,
    DEAL,
    DELIVERY,
    DEAL_CANCELLATION,
    /** Made by the server when the catalogue changes. */
    CATALOGUE,
    /** Made by the server when the groups of buyers change. */
    GROUPS,
    /** Made by the server when a buyer is erased. */
    ERASURE,
    /** Made by the server when an operator accepts that a ledger has lost messages. */
    LOSS;

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

    /** Whether only the server itself makes such messages. */
    public boolean isOfServer() {
        return this == CATALOGUE || this == GROUPS || this == ERASURE || this == LOSS;
    }

    /**
     * The names that a client may send, for people: {@code order, payment, … or show}.
     *
     * @param others further ones, which the ledger does not have
     */
    public static String choice(String... others) {
        return choice(type -> !type.isOfServer(), others);
    }

    /** All names, for people. */
    public static String choiceOfAll() {
        return choice(type -> true);
    }

    private static String choice(Predicate<MessageType> among, String... others) {
        return Stream.concat(ALL.stream().filter(among).map(MessageType::wire), Stream.of(others))
                .collect(Collectors.joining(", "))
                .replaceFirst(", (?=[^,]*$)", " or ");
    }
}
