package org.livetally.ledger.replay;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;
import static org.livetally.ledger.record.TestOrders.MINUTE;
import static org.livetally.ledger.record.TestOrders.order;

import java.util.List;
import java.util.Map;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Cancellation;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.OrderEvent.Refund.Returned;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.StreamEvent.Group;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.domain.order.StreamEvent.Show.Change;
import org.livetally.domain.order.StreamEvent.StockChange;
import org.livetally.ledger.record.TestLedger;
import org.livetally.testing.TestRedis;

/** A short show that moves everything: stock and numbers, returns, groups, two explanations, a change of the catalogue. */
public final class SampleShow {
    private static final Buyer ANN = new Buyer("u-ann", "仁爱社区", "杭州");
    private static final Buyer BOB = new Buyer("u-bob", "仁爱社区", "拉萨");

    private SampleShow() {}

    public static void record(TestLedger ledger) {
        TestRedis.command("HSET", KEYS.totals(), "tallies", Basis.ALL_TALLIES);
        ServerMessages.catalogue(
                "catalogue-1",
                Map.of(
                        "yak",
                        "{\"name\":\"Yak\",\"series\":\"牦牛\",\"stock\":9,"
                                + "\"numbered\":{\"prefix\":\"Y\",\"first\":1,\"last\":300}}",
                        "honey",
                        "{\"name\":\"Honey\",\"category\":\"food\",\"stock\":20,\"levy\":{\"fund\":\"基金\",\"amount\":20}}"));
        ServerMessages.groups("groups-1", Map.of("仁爱社区", new Group(null, 150L), "新城", new Group("仁爱社区", null)));
        record(ledger, new Show("sh-1", STREAM, new Change("苗伟伦"), new Change("honey"), MINUTE));
        record(
                ledger,
                order("o-1", true, null, ANN, MINUTE, new Line("yak", 3, 300), new Line("honey", 2, 20)),
                order("o-2", false, null, BOB, MINUTE, new Line("yak", 1, 100)),
                order("o-3", false, null, BOB, MINUTE, new Line("yak", 2, 200), new Line("tea", 1, 5)),
                order("o-4", true, null, BOB, MINUTE, new Line("honey", 4, 40)));
        record(ledger, new Payment("p-2", STREAM, "o-2", MINUTE), new Cancellation("c-3", STREAM, "o-3", MINUTE));
        record(ledger, new Show("sh-2", STREAM, null, new Change("yak"), MINUTE + 1));
        record(ledger, new StockChange("st-1", STREAM, "honey", -2, null, MINUTE));
        record(ledger, refund("r-1", "o-1", 100, true, new Returned("yak", 1)), refund("r-4", "o-4", 40, false));
        ServerMessages.catalogue("catalogue-2", Map.of("honey", "{\"name\":\"Honey\",\"series\":\"蜂\",\"stock\":99}"));
        record(ledger, order("o-5", true, null, ANN, MINUTE, new Line("yak", 2, 200), new Line("honey", 1, 10)));
        record(ledger, order("o-6", false, null, ANN, MINUTE, new Line("tea", 1, 100)));
    }

    private static void record(TestLedger ledger, Message... messages) {
        List<Receipt> receipts = ledger.record(messages);
        assertTrue(receipts.stream().allMatch(Receipt.Recorded.class::isInstance), receipts::toString);
    }

    /** A refund that names units, if any are given. */
    static Refund refund(String id, String order, long amount, boolean restock, Returned... lines) {
        return new Refund(id, STREAM, order, amount, List.of(lines), restock, null, MINUTE, null);
    }
}
