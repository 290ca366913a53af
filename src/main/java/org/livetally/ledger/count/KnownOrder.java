package org.livetally.ledger.count;

import java.nio.charset.StandardCharsets;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.basis.Sale;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Seq;
import org.livetally.wire.LedgerJson;

/** An order with its place in the ledger. */
public record KnownOrder(Seq seq, Order order) {
    /** Parses the output of {@link #text}. */
    public static KnownOrder parse(String stream, String text) {
        int space = text.indexOf(' ');
        byte[] json = text.substring(space + 1).getBytes(StandardCharsets.UTF_8);
        return new KnownOrder(Seq.parse(text.substring(0, space)), (Order) LedgerJson.read(stream, json));
    }

    /** As it is stored. */
    public String text() {
        return seq + " " + new String(LedgerJson.write(order), StandardCharsets.UTF_8);
    }

    /** Returns and cancellations are judged as the order was when it was placed. */
    Sale sale(Basis basis) {
        return new Sale(order, basis, seq, seq);
    }
}
