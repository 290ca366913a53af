package org.livetally.erasure;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Fingerprint;
import org.livetally.ledger.IdState;
import org.livetally.ledger.LedgerEntry;
import org.livetally.ledger.Recorded;
import org.livetally.wire.LedgerJson;

/**
 * An entry of a ledger under the pseudonym: the same id and messages, each byte for byte, but for the orders of the buyer.
 *
 * @param entry the entry as it is from now on
 * @param orders those of the buyer, as they are from now on
 * @param payments the payments among the messages, of whatever orders
 */
record Copied(Entry entry, List<Changed> orders, List<Recorded> payments) {

    /** An order of the buyer under the pseudonym, at its place. @param before as it was */
    record Changed(Recorded now, Order before) {
        Order order() {
            return (Order) now.message();
        }

        /**
         * What changes in Redis besides the ledger. A fingerprint includes the time only if the sender gave one, which the
         * ledger does not tell, so both are there: {@code <old without> <new without> <new with>}, in hexadecimal for the values that
         * earlier versions wrote, and once more as values have it now, and {@code <json>} of an order that was not paid at once.
         */
        String staged() {
            String json = order().paid() ? "" : " " + new String(LedgerJson.write(order()), StandardCharsets.UTF_8);
            long[] all = {untimed(before), untimed(order()), timed(order())};
            return words(all, Fingerprint::hex) + " " + words(all, IdState::shortOf) + json;
        }

        private static String words(long[] fingerprints, LongFunction<String> form) {
            return Arrays.stream(fingerprints).mapToObj(form).collect(Collectors.joining(" "));
        }

        /** Its fingerprint from now on. @param known as it was; empty if nobody knows */
        String fingerprint(String known) {
            if (known.isEmpty()) {
                return known;
            }
            return Fingerprint.hex(known.equals(Fingerprint.hex(untimed(before))) ? untimed(order()) : timed(order()));
        }

        private static long timed(Order order) {
            return LedgerEntry.of(order, order.at()).fingerprint();
        }

        private static long untimed(Order order) {
            return LedgerEntry.of(order.at(Message.NO_TIME), order.at()).fingerprint();
        }
    }

    /** @throws IllegalStateException that names the entry, if these are not messages */
    static Copied of(String stream, Entry entry, Pseudonym pseudonym) {
        List<Recorded> recorded = entry.recorded(stream);
        List<Changed> orders = new ArrayList<>();
        List<Recorded> payments = new ArrayList<>();
        for (Recorded one : recorded) {
            if (one.message() instanceof Order order && pseudonym.isOn(order)) {
                orders.add(new Changed(new Recorded(one.seq(), pseudonym.on(order)), order));
            } else if (one.message() instanceof Payment) {
                payments.add(one);
            }
        }
        return new Copied(orders.isEmpty() ? entry : rewritten(entry, recorded, orders), orders, payments);
    }

    private static Entry rewritten(Entry entry, List<Recorded> recorded, List<Changed> orders) {
        List<byte[]> messages = new ArrayList<>(LedgerJson.split(entry.messages()));
        int next = 0;
        for (int i = 0; i < messages.size() && next < orders.size(); i++) {
            if (recorded.get(i).seq().equals(orders.get(next).now().seq())) {
                messages.set(i, LedgerJson.write(orders.get(next++).order()));
            }
        }
        return Entry.of(entry.id(), LedgerJson.array(messages));
    }
}
