package org.livetally.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Cancellation;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.Seq;

/** The form of each message, byte for byte: the fingerprints of recorded messages depend on it. */
final class MessageJsonTest {
    private static final Line TEA = new Line("茶\"1\"", 2, 19_600);

    /** A message, and its JSON after the head, with single quotes. */
    private record Form(Message message, String content) {}

    private static Stream<Form> forms() {
        Buyer buyer = new Buyer("u-1", "g", "杭州");
        return Stream.of(
                new Form(
                        new Order("o-1", "s", "live", buyer, List.of(TEA, new Line("b", 1, 0)), true, 7),
                        ",'channel':'live','buyer':{'id':'u-1','group':'g','city':'杭州'},'lines':["
                                + "{'sku':'茶\\\"1\\\"','qty':2,'amount':19600},{'sku':'b','qty':1,'amount':0}],"
                                + "'status':'paid','at':7}"),
                new Form(
                        new Order("o-2", "s", null, null, List.of(TEA), false, Message.NO_TIME),
                        ",'lines':[{'sku':'茶\\\"1\\\"','qty':2,'amount':19600}],'status':'placed'}"),
                new Form(
                        new Order("o-3", "s", null, new Buyer(null, null, "c"), List.of(), true, 7),
                        ",'buyer':{'city':'c'},'lines':[],'status':'paid','at':7}"),
                new Form(
                        new Order("o-4", "s", null, Buyer.UNKNOWN, List.of(), true, 7),
                        ",'buyer':{},'lines':[],'status':'paid','at':7}"),
                new Form(new Payment("p", "s", "o-2", "why", 7), ",'order':'o-2','reason':'why','at':7}"),
                new Form(new Cancellation("c", "s", "o-2", 7), ",'order':'o-2','at':7}"),
                new Form(new Refund("r", "s", "o-1", 5, "why", 7), ",'order':'o-1','amount':5,'reason':'why','at':7}"));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void ledgerHoldsTheIdFirstAndNoStream(Form form) {
        Message message = form.message;
        byte[] json = LedgerJson.write(message);

        String head = "{'id':'" + message.id() + "','type':'" + message.type().wire() + "'";
        assertEquals(text(head + form.content), new String(json, StandardCharsets.UTF_8));
        assertEquals(message, LedgerJson.read("s", json));
        assertEquals(List.of(message, message), LedgerJson.readArray("s", LedgerJson.array(List.of(json, json))));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void clientsWriteTheTypeFirstAndTheStream(Form form) {
        Message message = form.message;
        String head = "{'type':'" + message.type().wire() + "','id':'" + message.id() + "','stream':'s'";
        assertEquals(text(head + form.content), json(message, MessageJson::write));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void operatorsAreShownTheTypeFirst(Form form) {
        Message message = form.message;
        String head = "'type':'" + message.type().wire() + "','id':'" + message.id() + "'";
        assertEquals(
                text("{" + head + form.content), json(message, (json, shown) -> LedgerJson.show(json, null, shown)));
        assertEquals(
                text("{'seq':'5-1'," + head + form.content),
                json(message, (json, shown) -> LedgerJson.show(json, new Seq(5, 1), shown)));
    }

    @Test
    void currencyIsSentAndNotKept() {
        Payment inYuan = new Payment("p", "s", "o", null, 7, "CNY");
        assertEquals(
                text("{'type':'payment','id':'p','stream':'s','currency':'CNY','order':'o','at':7}"),
                json(inYuan, MessageJson::write));
        assertEquals(new Payment("p", "s", "o", 7), LedgerJson.read("s", LedgerJson.write(inYuan)));
    }

    @Test
    void messageOfAnUnknownTypeIsNotTakenForAnother() {
        byte[] unknown = text("{'id':'x','type':'stock','sku':'tea'}").getBytes(StandardCharsets.UTF_8);
        assertThrows(UncheckedIOException.class, () -> LedgerJson.read("s", unknown));
    }

    private static <T> String json(T value, JsonBytes.Writer<T> writer) {
        return new String(JsonBytes.of(value, writer), StandardCharsets.UTF_8);
    }

    private static String text(String json) {
        return json.replace('\'', '"');
    }
}
