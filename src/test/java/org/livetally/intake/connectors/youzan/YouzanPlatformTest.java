package org.livetally.intake.connectors.youzan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.intake.connectors.DeliveryOrders;
import org.livetally.intake.connectors.HookFuzz;
import org.livetally.intake.connectors.ShopLedger;
import org.livetally.intake.connectors.Shops;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.intake.connectors.platform.Translation;
import org.livetally.intake.connectors.platform.UnreadableException;
import org.livetally.intake.connectors.platform.Verified;
import org.livetally.intake.connectors.platform.Verified.Result;

final class YouzanPlatformTest {
    private static final String SECRET = "CSEC";
    private static final Shop SHOP = Shops.in("CNY", Map.of("clientId", "CID"));
    private final YouzanPlatform youzan = new YouzanPlatform();

    private static JsonObject trade(String status, String payTime) {
        return new JsonObject()
                .put(
                        "order_info",
                        new JsonObject()
                                .put("tid", "E20200618120000000000001")
                                .put("created", "2020-06-18 20:00:00")
                                .put("pay_time", payTime)
                                .put("update_time", "2020-06-18 21:00:00")
                                .put("status", status))
                .put("orders", new JsonArray().add(line("honey", "19.90", 2)).add(line("tea", "0.10", 1)))
                .put(
                        "address_info",
                        new JsonObject().put("delivery_city", "拉萨市").put("receiver_tel", "13800000000"));
    }

    private static JsonObject line(String sku, String payment, int num) {
        return new JsonObject()
                .put("outer_sku_id", sku)
                .put("sku_id", 3_705_115_058_471_208_928L)
                .put("title", "title of " + sku)
                .put("payment", payment)
                .put("num", num);
    }

    private static JsonObject envelope(String type, String message) {
        return new JsonObject()
                .put("id", "E20200618120000000000001")
                .put("type", type)
                .put("client_id", "CID")
                .put("kdt_id", 42)
                .put("version", 1_592_481_600_000L)
                .put("test", false)
                .put("msg", message)
                .put("sign", YouzanSignature.of("CID", message, SECRET));
    }

    private static Hook hook(JsonObject body) {
        return new Hook(Map.of(), body.toBuffer().getBytes());
    }

    private static String encoded(JsonObject trade) {
        return URLEncoder.encode(new JsonObject().put("full_order_info", trade).encode(), StandardCharsets.UTF_8);
    }

    private static Hook delivery(String type, JsonObject trade) {
        return hook(envelope(type, encoded(trade)));
    }

    private static Hook paid(String type) {
        return delivery(type, trade("WAIT_SELLER_SEND_GOODS", "2020-06-18 20:00:05"));
    }

    private Result verify(Hook hook, String... secrets) {
        return youzan.verify(hook, List.of(secrets), 0).result();
    }

    @Test
    void theKnownSignatureHolds() {
        Hook known = new Hook(Map.of(), """
                {"client_id":"CID","msg":"%7B%22tid%22%3A%22E1%22%7D","sign":"c1921e630d515784058db317d951af54"}""".getBytes(StandardCharsets.UTF_8));
        assertEquals(Verified.genuine(), youzan.verify(known, List.of(SECRET), 0));
        assertEquals(Result.GENUINE, verify(known, "new", SECRET));
        assertEquals(Result.FORGED, verify(known, "new"));
    }

    @Test
    void eachChangedByteOfTheMessageIsNoticed() {
        JsonObject genuine = envelope("trade_TradePaid", encoded(trade("PAID", "")));
        String message = genuine.getString("msg");
        for (int i = 0; i < message.length(); i++) {
            String changed = message.substring(0, i) + '!' + message.substring(i + 1);
            assertEquals(Result.FORGED, verify(hook(genuine.copy().put("msg", changed)), SECRET));
        }
        assertEquals(Result.FORGED, verify(hook(genuine.copy().put("client_id", "CIDX")), SECRET));
        assertEquals(Result.FORGED, verify(hook(genuine.copy().putNull("sign")), SECRET));
        assertEquals(Result.FORGED, verify(new Hook(Map.of(), new byte[0]), SECRET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1", "\"1\"", "\"true\""})
    void aHeartbeatIsGreetedUnsigned(String test) {
        byte[] body = ("{\"test\":" + test + ",\"msg\":\"x\"}").getBytes(StandardCharsets.UTF_8);
        assertEquals(Result.GREETING, verify(new Hook(Map.of(), body), SECRET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"trade_TradePaid", "trade_TradeBuyerPay"})
    void aPaidTradeIsAnOrderAndItsPayment(String type) throws UnreadableException {
        Translation translation = youzan.translate(paid(type), SHOP);
        assertEquals("E20200618120000000000001", translation.reference());
        assertEquals("""
                [{"type":"order","id":"youzan-E20200618120000000000001","stream":"s1","at":1592481600000,\
                "channel":"shop","buyer":{"city":"拉萨市"},"lines":[{"sku":"honey","qty":2,"amount":1990},\
                {"sku":"tea","qty":1,"amount":10}],"status":"placed"}, \
                {"type":"payment","id":"youzan-E20200618120000000000001-paid","stream":"s1","at":1592481605000,\
                "order":"youzan-E20200618120000000000001"}]""", Shops.messages(translation).toString());
    }

    @Test
    void aMessageThatIsNotUrlEncodedIsReadAsWell() throws UnreadableException {
        String plain = new JsonObject()
                .put("full_order_info", trade("PAID", "2020-06-18 20:00:05"))
                .encode();
        Translation translation = youzan.translate(hook(envelope("trade_TradePaid", plain)), SHOP);
        assertEquals(Shops.messages(youzan.translate(paid("trade_TradePaid"), SHOP)), Shops.messages(translation));
    }

    @Test
    void idsBeyondDoublesKeepTheirDigits() throws UnreadableException {
        JsonObject trade = trade("PAID", "2020-06-18 20:00:05");
        trade.getJsonArray("orders").getJsonObject(0).putNull("outer_sku_id");
        JsonObject order = Shops.messages(youzan.translate(delivery("trade_TradePaid", trade), SHOP))
                .get(0);
        assertEquals(
                "3705115058471208928",
                order.getJsonArray("lines").getJsonObject(0).getString("sku"));
    }

    @ParameterizedTest
    @CsvSource({
        "trade_TradeCreate, hook_unpaid",
        "trade_TradeSuccess, hook_elsewhere",
        "trade_refund_RefundSuccess, hook_unverified",
        "trade_TradeSellerShip, hook_topic",
        "trade_TradeClose, hook_nothing"
    })
    void whatDoesNotCountSaysWhy(String type, String rule) throws UnreadableException {
        assertEquals(List.of(rule), Shops.ignored(youzan.translate(paid(type), SHOP)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"trade_TradePaid", "trade_TradeClose"})
    void theTypeIsNotSignedSoTheTradeSaysWhetherItIsPaid(String type) throws UnreadableException {
        Hook unpaid = delivery(type, trade("WAIT_BUYER_PAY", ""));
        assertEquals(List.of("hook_unpaid"), Shops.ignored(youzan.translate(unpaid, SHOP)));
    }

    @Test
    void anotherAppAndAnotherShopCountNothing() throws UnreadableException {
        Shop otherApp = Shops.in("CNY", Map.of("clientId", "OTHER"));
        assertEquals(List.of("hook_domain"), Shops.ignored(youzan.translate(paid("trade_TradePaid"), otherApp)));
        Shop otherShop = new Shop("s1", null, "CNY", false, false, "43", Map.of());
        assertEquals(List.of("hook_domain"), Shops.ignored(youzan.translate(paid("trade_TradePaid"), otherShop)));
        Shop thisShop = new Shop("s1", null, "CNY", false, false, "42", Map.of());
        assertEquals(
                2,
                Shops.messages(youzan.translate(paid("trade_TradePaid"), thisShop))
                        .size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"USD", "JPY", "KRW", "BHD", "ISK"})
    void yuanCountInNoOtherCurrency(String currency) throws UnreadableException {
        assertEquals(
                List.of("other_currency"),
                Shops.ignored(youzan.translate(paid("trade_TradePaid"), Shops.in(currency, Map.of()))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.999", "free", "1e99"})
    void amountsThatAreNoFenAreRefused(String payment) {
        JsonObject trade =
                trade("PAID", "2020-06-18 20:00:05").put("orders", new JsonArray().add(line("honey", payment, 1)));
        assertThrows(UnreadableException.class, () -> youzan.translate(delivery("trade_TradePaid", trade), SHOP));
    }

    /** Sums of larger ones would not fit into a long, and come out as amounts that nobody paid. */
    @ParameterizedTest
    @CsvSource({"92233720368547758.07, 1", "10000000000.01, 1", "-0.01, 1", "1, 9223372036854775807", "1, -1", "1, 1.5"
    })
    void amountsAndUnitsHaveBounds(String payment, String num) {
        JsonObject item =
                new JsonObject().put("title", "tea").put("payment", payment).put("num", num);
        for (String status : List.of("PAID", "TRADE_CLOSED")) {
            JsonObject trade = trade(status, "2020-06-18 20:00:05").put("orders", new JsonArray().add(item));
            for (String type : List.of("trade_TradePaid", "trade_TradeClose")) {
                if (type.equals("trade_TradePaid") || status.equals("TRADE_CLOSED")) {
                    Hook hook = delivery(type, trade);
                    assertThrows(UnreadableException.class, () -> youzan.translate(hook, SHOP), type);
                }
            }
        }
    }

    @Test
    void inEveryOrderAndRepeatedTheLedgerIsTheSame() {
        ShopLedger ledger = DeliveryOrders.assertOneLedger(
                youzan,
                SHOP,
                List.of(
                        delivery("trade_TradeCreate", trade("WAIT_BUYER_PAY", "")),
                        paid("trade_TradePaid"),
                        paid("trade_TradeBuyerPay"),
                        paid("trade_TradeSuccess"),
                        paid("trade_refund_RefundSuccess"),
                        delivery("trade_TradeClose", trade("TRADE_CLOSED", "2020-06-18 20:00:05"))));
        assertEquals(2_000, ledger.gmv());
        assertEquals(2_000, ledger.refunded());
        assertEquals(0, ledger.parked());
    }

    @Test
    void theSampleIsGenuineAndReadable() throws UnreadableException {
        Hook sample = youzan.sample(SHOP, SECRET, 1_592_481_600_000L);
        assertEquals(Result.GENUINE, verify(sample, SECRET));
        assertEquals(2, Shops.messages(youzan.translate(sample, SHOP)).size());
    }

    @Test
    void brokenDeliveriesNeverFail() {
        HookFuzz.assertNothingElseIsThrown(youzan, SHOP, paid("trade_TradePaid"));
        String plain = new JsonObject()
                .put("full_order_info", trade("TRADE_CLOSED", "2020-06-18 20:00:05"))
                .encode();
        HookFuzz.assertNothingElseIsThrown(youzan, SHOP, hook(envelope("trade_TradeClose", plain)));
    }
}
