package org.livetally.metrics;

import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.livetally.model.Code;
import org.livetally.model.Order;
import org.livetally.model.OrderEvent;
import org.livetally.model.OrderMessage;
import org.livetally.model.Receipt;
import org.livetally.model.Rejection;

/** What became of the messages about orders. Counting one is one addition. */
public final class OrderCounters {
    private final Outcomes[] byType = new Outcomes[Type.values().length];

    OrderCounters() {
        for (int i = 0; i < byType.length; i++) {
            byType[i] = new Outcomes();
        }
    }

    /** What a message is. */
    public enum Type {
        ORDER,
        PAYMENT,
        CANCELLATION,
        REFUND,
        /** It could not be read. */
        UNKNOWN;

        private final String text = name().equals("UNKNOWN") ? "" : name().toLowerCase(Locale.ROOT);

        /** As the label has it. */
        String text() {
            return text;
        }

        /** Of what a message calls itself; null if it does not. */
        public static Type named(@Nullable String text) {
            return switch (text == null ? "" : text) {
                case "order" -> ORDER;
                case "payment" -> PAYMENT;
                case "cancellation" -> CANCELLATION;
                case "refund" -> REFUND;
                default -> UNKNOWN;
            };
        }

        private static Type of(OrderMessage message) {
            if (message instanceof Order) {
                return ORDER;
            }
            if (message instanceof OrderEvent.Payment) {
                return PAYMENT;
            }
            return message instanceof OrderEvent.Cancellation ? CANCELLATION : REFUND;
        }
    }

    private static final class Outcomes {
        final LongAdder recorded = new LongAdder();
        final LongAdder duplicate = new LongAdder();
        final LongAdder[] rejected = new LongAdder[Code.values().length];

        Outcomes() {
            for (int i = 0; i < rejected.length; i++) {
                rejected[i] = new LongAdder();
            }
        }
    }

    /** A message was answered. */
    public void answered(OrderMessage message, Receipt receipt) {
        answered(Type.of(message), receipt);
    }

    /** A message of this type was answered. */
    public void answered(Type type, Receipt receipt) {
        Outcomes outcomes = byType[type.ordinal()];
        if (receipt instanceof Receipt.Recorded) {
            outcomes.recorded.increment();
        } else if (receipt instanceof Rejection rejection) {
            outcomes.rejected[rejection.code().ordinal()].increment();
        } else {
            outcomes.duplicate.increment();
        }
    }

    interface Each {
        void accept(LongAdder count, String type, String result, String code);
    }

    /** All that can happen: what could not be read is neither recorded nor a duplicate. */
    void forEach(Each each) {
        for (Type type : Type.values()) {
            Outcomes outcomes = byType[type.ordinal()];
            if (type != Type.UNKNOWN) {
                each.accept(outcomes.recorded, type.text(), "recorded", "");
                each.accept(outcomes.duplicate, type.text(), "duplicate", "");
            }
            for (Code code : Code.values()) {
                each.accept(outcomes.rejected[code.ordinal()], type.text(), "rejected", code.wire());
            }
        }
    }
}
