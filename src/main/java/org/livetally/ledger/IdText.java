package org.livetally.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.DealProgress;
import org.livetally.domain.order.DealState;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.OrderState;
import org.livetally.domain.order.Seq;

/**
 * The values of {@code ids}. Redis keeps one for each message for as long as its stream is there, and of a usual order it has 30
 * bytes at most, which is what fits into 32 with Redis' own two:
 *
 * <pre>.mx3k9a1z-512PAcQu7hXy_10fko</pre>
 *
 * a dot; the milliseconds of the seq in base 36, a dash, and its number in decimal, as Redis' scripts write it; a letter for the
 * state of an order or a deal, or the type of another message; the fingerprint in {@value #FINGERPRINT} characters, six bits
 * each; and numbers in base 36 between dots: of an order its amount and, once there are refunds, their sum; of a deal its
 * amount, what was delivered of it, its quantity, how much of that was delivered, and the makers' income.
 *
 * <p>Earlier versions wrote {@code <seq> <fingerprint> <state> <number> …}, with the same in hexadecimal, in words and in decimal.
 * Such values begin with a digit, are read for ever, and keep that form when their orders change, since a node of an earlier
 * version that still runs looks for the seqs of what it acked at their beginnings.
 */
final class IdText {
    private static final char MARK = '.';
    private static final char DOT = '.';
    private static final int RADIX = 36;
    private static final int FINGERPRINT = 11;
    private static final int BITS = 6;
    /** Of what follows the seq. */
    private static final int USUAL_LENGTH = 24;

    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /** The state of an order or a deal, or the type of another message, by its letter. */
    private static final Map<Character, String> STATES = new HashMap<>();

    static {
        for (OrderState state : OrderState.values()) {
            STATES.put(letter(state), state.wire());
        }
        for (DealState state : DealState.values()) {
            STATES.put(letter(state), state.wire());
        }
        for (MessageType type : MessageType.values()) {
            if (type != MessageType.ORDER && type != MessageType.DEAL) {
                STATES.put(letter(type), type.wire());
            }
        }
    }

    private IdText() {}

    /** Redis' scripts know this letter of an order that is placed. */
    private static char letter(OrderState state) {
        return switch (state) {
            case PLACED -> 'O';
            case PAID -> 'P';
            case CANCELLED -> 'C';
        };
    }

    private static char letter(DealState state) {
        return switch (state) {
            case INTENT -> 'I';
            case AGREEMENT -> 'A';
            case DEAL_CANCELLED -> 'X';
        };
    }

    private static char letter(MessageType type) {
        return switch (type) {
            case ORDER, DEAL -> throw new IllegalArgumentException("they have a state");
            case PAYMENT -> 'Y';
            case CANCELLATION -> 'N';
            case REFUND -> 'R';
            case STOCK -> 'S';
            case SHOW -> 'W';
            case DELIVERY -> 'D';
            case DEAL_CANCELLATION -> 'E';
            case CATALOGUE -> 'K';
            case GROUPS -> 'G';
            case ERASURE -> 'Z';
            case LOSS -> 'L';
        };
    }

    private static char letter(IdState state) {
        if (state.order() != null) {
            return letter(state.order());
        }
        return state.deal() == null ? letter(state.type()) : letter(state.deal().state());
    }

    /** The value after the seq. */
    static String rest(IdState state) {
        StringBuilder rest = new StringBuilder(USUAL_LENGTH);
        rest.append(letter(state)).append(fingerprint(state.fingerprint()));
        if (state.order() != null && state.refunded() == 0) { // as nearly all orders
            return rest.append(Long.toString(state.amount(), RADIX)).toString();
        }
        char separator = 0;
        for (long number : numbers(state)) {
            if (separator != 0) {
                rest.append(separator);
            }
            rest.append(Long.toString(number, RADIX));
            separator = DOT;
        }
        return rest.toString();
    }

    /** The whole value. */
    static String of(IdState state) {
        return place(Seq.parse(state.seq())) + rest(state);
    }

    private static String place(Seq seq) {
        return MARK + Long.toString(seq.ms(), RADIX) + '-' + seq.n();
    }

    /** Whether a value, which may be anything, begins with a seq. */
    static boolean isAt(String value, String seq) {
        if (isEarlier(value)) {
            return value.startsWith(seq + " ");
        }
        String place = place(Seq.parse(seq));
        return value.startsWith(place) && value.length() > place.length() && !isDigit(value.charAt(place.length()));
    }

    /** The whole value as earlier versions wrote it. */
    static String earlier(IdState state) {
        StringBuilder text = new StringBuilder(state.seq());
        text.append(' ')
                .append(Fingerprint.hex(state.fingerprint()))
                .append(' ')
                .append(state.state());
        numbers(state).forEach(number -> text.append(' ').append(number));
        return text.toString();
    }

    static boolean isEarlier(String value) {
        return value.isEmpty() || value.charAt(0) != MARK;
    }

    private static List<Long> numbers(IdState state) {
        DealProgress deal = state.deal();
        if (deal != null) {
            return List.of(deal.amount(), deal.delivered(), deal.qty(), deal.deliveredQty(), deal.income());
        }
        if (state.order() == null) {
            return List.of();
        }
        return state.refunded() == 0 ? List.of(state.amount()) : List.of(state.amount(), state.refunded());
    }

    /** @throws IllegalArgumentException if the value has neither form */
    static IdState parse(String value) {
        try {
            return isEarlier(value) ? parseEarlier(value) : parsePresent(value);
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("a value of ids is cut short: " + value, e);
        }
    }

    private static IdState parsePresent(String value) {
        int dash = value.indexOf('-');
        int letter = dash + 1;
        while (isDigit(value.charAt(letter))) {
            letter++;
        }
        Seq seq = new Seq(Long.parseLong(value, 1, dash, RADIX), Long.parseLong(value, dash + 1, letter, 10));
        int numbers = letter + 1 + FINGERPRINT;
        return state(
                seq.toString(),
                parseFingerprint(value, letter + 1),
                STATES.get(value.charAt(letter)),
                numbers(value.substring(numbers), DOT, RADIX));
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static IdState parseEarlier(String value) {
        String[] words = value.split(" ", 4);
        String numbers = words.length > 3 ? words[3] : "";
        return state(words[0], Fingerprint.parse(words[1]), words[2], numbers(numbers, ' ', 10));
    }

    private static List<Long> numbers(String text, char separator, int radix) {
        List<Long> numbers = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf(separator, from);
            end = end < 0 ? text.length() : end;
            numbers.add(Long.parseLong(text, from, end, radix));
            from = end + 1;
        }
        return numbers;
    }

    private static IdState state(String seq, long fingerprint, @Nullable String named, List<Long> numbers) {
        OrderState order = named == null ? null : OrderState.named(named);
        if (order != null) {
            return IdState.ofOrder(seq, fingerprint, order, number(numbers, 0), number(numbers, 1));
        }
        DealState deal = named == null ? null : DealState.named(named);
        if (deal != null) {
            return IdState.ofDeal(
                    seq,
                    fingerprint,
                    new DealProgress(
                            deal,
                            number(numbers, 0),
                            number(numbers, 1),
                            number(numbers, 2),
                            number(numbers, 3),
                            number(numbers, 4)));
        }
        MessageType type = MessageType.named(named);
        if (type == null || type == MessageType.ORDER || type == MessageType.DEAL) {
            throw new IllegalArgumentException("no message has the state " + named);
        }
        return IdState.ofOther(seq, fingerprint, type);
    }

    private static long number(List<Long> numbers, int place) {
        return numbers.size() > place ? numbers.get(place) : 0;
    }

    static String fingerprint(long fingerprint) {
        char[] text = new char[FINGERPRINT];
        long left = fingerprint;
        for (int i = FINGERPRINT - 1; i >= 0; i--) {
            text[i] = CHARACTERS.charAt((int) left & (1 << BITS) - 1);
            left >>>= BITS;
        }
        return new String(text);
    }

    private static long parseFingerprint(String value, int from) {
        long fingerprint = 0;
        for (int i = from; i < from + FINGERPRINT; i++) {
            int bits = CHARACTERS.indexOf(value.charAt(i));
            if (bits < 0 || fingerprint >>> Long.SIZE - BITS != 0) {
                throw new IllegalArgumentException("no fingerprint in " + value);
            }
            fingerprint = fingerprint << BITS | bits;
        }
        return fingerprint;
    }
}
