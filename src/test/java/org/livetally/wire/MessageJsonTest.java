package org.livetally.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.DealEvent.DealCancellation;
import org.livetally.domain.order.DealEvent.Delivery;
import org.livetally.domain.order.DealEvent.Kind;
import org.livetally.domain.order.DealEvent.Terms;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Cancellation;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.OrderEvent.Refund.Returned;
import org.livetally.domain.order.ProductFacts;
import org.livetally.domain.order.ProductFacts.Levy;
import org.livetally.domain.order.ProductFacts.Numbered;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Seq;
import org.livetally.domain.order.StreamEvent.CatalogueChange;
import org.livetally.domain.order.StreamEvent.CatalogueEntry;
import org.livetally.domain.order.StreamEvent.Erasure;
import org.livetally.domain.order.StreamEvent.Group;
import org.livetally.domain.order.StreamEvent.GroupsChange;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.domain.order.StreamEvent.Show.Change;
import org.livetally.domain.order.StreamEvent.StockChange;

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
                new Form(new Refund("r", "s", "o-1", 5, "why", 7), ",'order':'o-1','amount':5,'reason':'why','at':7}"),
                new Form(
                        new Order(
                                "o-5",
                                "s",
                                "live",
                                "苗伟伦",
                                new Buyer(null, null, null, "浙江"),
                                List.of(TEA),
                                true,
                                7,
                                null,
                                numbers()),
                        ",'channel':'live','host':'苗伟伦','buyer':{'province':'浙江'},"
                                + "'lines':[{'sku':'茶\\\"1\\\"','qty':2,'amount':19600}],'status':'paid',"
                                + "'numbers':{'yak':[17,18],'tea':[1000000000]},'at':7}"),
                new Form(
                        new Refund(
                                "r",
                                "s",
                                "o-1",
                                5,
                                List.of(new Returned("茶", 2), new Returned("b", 1)),
                                false,
                                "why",
                                7,
                                null),
                        ",'order':'o-1','amount':5,'lines':[{'sku':'茶','qty':2},{'sku':'b','qty':1}],"
                                + "'restock':false,'reason':'why','at':7}"),
                new Form(
                        new Refund(
                                "r", "s", "o-1", 5, List.of(new Returned("茶", 2)), true, null, Message.NO_TIME, null),
                        ",'order':'o-1','amount':5,'lines':[{'sku':'茶','qty':2}]}"));
    }

    private static Stream<Form> formsOfStreamEvents() {
        String tea = "{\"name\":\"茶\",\"series\":\"青稞宇宙\",\"category\":\"c\",\"stock\":5,"
                + "\"numbered\":{\"prefix\":\"No. \",\"first\":1,\"last\":9},\"levy\":{\"fund\":\"f\",\"amount\":20}}";
        ProductFacts facts = new ProductFacts("青稞宇宙", "c", new Levy("f", 20), new Numbered("No. ", 1, 9), true);
        Map<String, CatalogueEntry> products = new LinkedHashMap<>();
        products.put("tea", new CatalogueEntry(tea, facts, 5L));
        products.put("milk", new CatalogueEntry("{\"name\":\"m\"}", ProductFacts.NONE, null));
        products.put("gone", CatalogueEntry.REMOVED);
        Map<String, @Nullable Group> groups = new LinkedHashMap<>();
        groups.put("仁爱社区", new Group("top", 150L));
        groups.put("top", new Group(null, null));
        groups.put("gone", null);
        return Stream.of(
                new Form(
                        new StockChange("st", "s", "茶", -5, "broken", 7),
                        ",'sku':'茶','add':-5,'reason':'broken','at':7}"),
                new Form(new StockChange("st", "s", "tea", 1, null, Message.NO_TIME), ",'sku':'tea','add':1}"),
                new Form(
                        new Show("sh", "s", new Change("苗伟伦"), new Change("tea"), 7),
                        ",'host':'苗伟伦','sku':'tea','at':7}"),
                new Form(
                        new Show("sh", "s", new Change(null), new Change(null), Message.NO_TIME),
                        ",'host':null,'sku':null}"),
                new Form(new Show("sh", "s", new Change("h"), null, 7), ",'host':'h','at':7}"),
                new Form(new Show("sh", "s", null, new Change("tea"), 7), ",'sku':'tea','at':7}"),
                new Form(
                        new CatalogueChange("catalogue-1", "s", products, 7),
                        ",'products':{'tea':" + tea + ",'milk':{'name':'m'},'gone':null},'at':7}"),
                new Form(
                        new GroupsChange("groups-1", "s", groups, 7),
                        ",'groups':{'仁爱社区':{'parent':'top','headCount':150},'top':{},'gone':null},'at':7}"),
                new Form(
                        new Erasure("erasure-1", "s", "erased-p", 3, "ab@7-0", 7),
                        ",'pseudonym':'erased-p','orders':3,'seal':'ab@7-0','at':7}"));
    }

    private static Stream<Form> formsOfDeals() {
        Terms whole = new Terms("拉萨商贸", 60_000_000, "青稞米", 1_500L, "斤", "合作社", 4_000_000L);
        Terms least = new Terms("c", 0, null, null, null, null, null);
        return Stream.of(
                new Form(
                        new Deal("d", "s", Kind.AGREEMENT, whole, "why", 7, null),
                        ",'kind':'agreement','counterparty':'拉萨商贸','amount':60000000,'product':'青稞米','qty':1500,"
                                + "'unit':'斤','maker':'合作社','income':4000000,'reason':'why','at':7}"),
                new Form(
                        new Deal("d", "s", Kind.INTENT, least, null, Message.NO_TIME, null),
                        ",'kind':'intent','counterparty':'c','amount':0}"),
                new Form(
                        new Delivery("dl", "s", "d", 5, 500L, "why", 7, null),
                        ",'deal':'d','amount':5,'qty':500,'reason':'why','at':7}"),
                new Form(new Delivery("dl", "s", "d", 0, null, null, Message.NO_TIME, null), ",'deal':'d','amount':0}"),
                new Form(new DealCancellation("dc", "s", "d", "why", 7, null), ",'deal':'d','reason':'why','at':7}"));
    }

    private static Map<String, List<Long>> numbers() {
        Map<String, List<Long>> numbers = new LinkedHashMap<>();
        numbers.put("yak", List.of(17L, 18L));
        numbers.put("tea", List.of(1_000_000_000L));
        return numbers;
    }

    @ParameterizedTest
    @MethodSource({"forms", "formsOfStreamEvents", "formsOfDeals"})
    void ledgerHoldsTheIdFirstAndNoStream(Form form) {
        Message message = form.message;
        byte[] json = LedgerJson.write(message);

        String head = "{'id':'" + message.id() + "','type':'" + message.type().wire() + "'";
        assertEquals(text(head + form.content), new String(json, StandardCharsets.UTF_8));
        assertEquals(message, LedgerJson.read("s", json));
        assertEquals(List.of(message, message), LedgerJson.readArray("s", LedgerJson.array(List.of(json, json))));
    }

    @ParameterizedTest
    @MethodSource({"forms", "formsOfStreamEvents", "formsOfDeals"})
    void clientsWriteTheTypeFirstAndTheStream(Form form) {
        Message message = form.message;
        String head = "{'type':'" + message.type().wire() + "','id':'" + message.id() + "','stream':'s'";
        assertEquals(text(head + form.content), json(message, MessageJson::write));
    }

    @ParameterizedTest
    @MethodSource({"forms", "formsOfStreamEvents", "formsOfDeals"})
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
        byte[] unknown = text("{'id':'x','type':'promise','sku':'tea'}").getBytes(StandardCharsets.UTF_8);
        assertThrows(UncheckedIOException.class, () -> LedgerJson.read("s", unknown));
    }

    @Test
    void anAckNamesTheNumbersIfThereAreAny() {
        assertEquals(
                text("{'type':'ack','id':'o','result':'recorded','seq':'5-1',"
                        + "'numbers':{'yak':[17,18],'tea':[1000000000]}}"),
                answer(new Receipt.Recorded("5-1", numbers())));
        assertEquals(
                text("{'type':'ack','id':'o','result':'duplicate','seq':'5-1','numbers':{'yak':[18]}}"),
                answer(new Receipt.Duplicate("5-1", Map.of("yak", List.of(18L)))));
        assertEquals(
                text("{'type':'ack','id':'o','result':'recorded','seq':'5-1'}"), answer(new Receipt.Recorded("5-1")));
    }

    private static String answer(Receipt receipt) {
        return json(receipt, (json, shown) -> AnswerJson.write(json, "o", shown));
    }

    private static <T> String json(T value, JsonBytes.Writer<T> writer) {
        return new String(JsonBytes.of(value, writer), StandardCharsets.UTF_8);
    }

    private static String text(String json) {
        return json.replace('\'', '"');
    }
}
