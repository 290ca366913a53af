package org.livetally.intake.connectors.doudian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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

final class DoudianPlatformTest {
    private static final Shop SHOP = Shops.in("CNY", Map.of("appKey", "APPKEY"));
    private static final byte[] KNOWN =
            "[{\"tag\":\"101\",\"msg_id\":\"m1\",\"data\":\"{}\"}]".getBytes(StandardCharsets.UTF_8);
    private static final String SIGN = "47d9bb7e673464633c4b32a022623cea";
    /** As a double it would end in 7040. */
    private static final long ORDER = 4_837_328_765_348_566_675L;

    private final DoudianPlatform doudian = new DoudianPlatform();

    private static JsonObject data() {
        return new JsonObject()
                .put("p_id", ORDER)
                .put("s_ids", new JsonArray().add(ORDER))
                .put("shop_id", 4_463_798L)
                .put("create_time", 1_592_481_600)
                .put("order_status", 2);
    }

    private static JsonObject paid(int payType) {
        return data().put("pay_amount", 1_990).put("pay_time", 1_592_481_605).put("pay_type", payType);
    }

    private static JsonObject refund(String id, long amount) {
        return data().put("aftersale_id", id).put("refund_amount", amount).put("success_time", 1_592_481_700);
    }

    private static JsonObject element(String tag, JsonObject data) {
        return new JsonObject().put("tag", tag).put("msg_id", "m" + tag).put("data", data.encode());
    }

    private static Hook delivery(JsonObject... elements) {
        return DoudianSignature.sign(
                "APPKEY",
                "APPSECRET",
                new JsonArray(List.of(elements)).toBuffer().getBytes());
    }

    private Result verify(Map<String, String> headers, byte[] body, String... secrets) {
        return doudian.verify(new Hook(headers, body), List.of(secrets), 0).result();
    }

    @Test
    void theKnownSignatureHolds() {
        Map<String, String> headers = Map.of("app-id", "APPKEY", "event-sign", SIGN);
        assertEquals(Verified.genuine(), doudian.verify(new Hook(headers, KNOWN), List.of("APPSECRET"), 0));
        assertEquals(Result.GENUINE, verify(headers, KNOWN, "new", "APPSECRET"));
        assertEquals(Result.FORGED, verify(headers, KNOWN, "new"));
        assertEquals(Result.FORGED, verify(Map.of("app-id", "OTHER", "event-sign", SIGN), KNOWN, "APPSECRET"));
        assertEquals(Result.FORGED, verify(Map.of("app-id", "APPKEY"), KNOWN, "APPSECRET"));
        assertEquals(Result.FORGED, verify(Map.of("event-sign", SIGN), KNOWN, "APPSECRET"));
    }

    @Test
    void eachChangedByteIsNoticed() {
        for (int i = 0; i < KNOWN.length; i++) {
            byte[] changed = KNOWN.clone();
            changed[i] ^= 1;
            assertNotEquals(
                    Result.GENUINE, verify(Map.of("app-id", "APPKEY", "event-sign", SIGN), changed, "APPSECRET"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"tag\":\"0\",\"data\":\"x\"}]", "{\"tag\":0}"})
    void aGreetingNeedsNoSignature(String body) throws UnreadableException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        assertEquals(Result.GREETING, verify(Map.of(), bytes, "APPSECRET"));
        Hook signed = DoudianSignature.sign("APPKEY", "APPSECRET", bytes);
        assertEquals(Result.GENUINE, verify(signed.headers(), signed.body(), "APPSECRET"));
        assertEquals(0, Shops.messages(doudian.translate(signed, SHOP)).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"tag\":\"0\"},{\"tag\":\"101\"}]", "[]", "{}", "0", ""})
    void whatIsMoreThanAGreetingNeedsOne(String body) {
        assertEquals(Result.FORGED, verify(Map.of(), body.getBytes(StandardCharsets.UTF_8), "APPSECRET"));
    }

    @Test
    void aPaidOrderIsAnOrderAndItsPayment() throws UnreadableException {
        String expected = """
                [{"type":"order","id":"doudian-4837328765348566675","stream":"s1","at":1592481600000,\
                "channel":"shop","lines":[{"sku":"doudian","qty":1,"amount":1990}],"status":"placed"}, \
                {"type":"payment","id":"doudian-4837328765348566675-paid","stream":"s1","at":1592481605000,\
                "order":"doudian-4837328765348566675"}]""";
        Translation many = doudian.translate(delivery(element("101", paid(1))), SHOP);
        assertEquals(expected, Shops.messages(many).toString());
        assertEquals("101", many.topic());
        Hook single = DoudianSignature.sign(
                "APPKEY", "APPSECRET", element("101", paid(1)).toBuffer().getBytes());
        assertEquals(expected, Shops.messages(doudian.translate(single, SHOP)).toString());
    }

    @Test
    void aSucceededRefundNamesItsOrder() throws UnreadableException {
        Translation refund = doudian.translate(delivery(element("206", refund("7", 990))), SHOP);
        assertEquals("""
                [{"type":"refund","id":"doudian-as-7","stream":"s1","at":1592481700000,\
                "order":"doudian-4837328765348566675","amount":990}]""", Shops.messages(refund).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "100, hook_unpaid",
        "106, hook_nothing",
        "109, hook_topic",
        "200, hook_topic",
        "225, hook_unverified",
        "doudian_trade_TradePaid, hook_topic"
    })
    void whatDoesNotCountSaysWhy(String tag, String rule) throws UnreadableException {
        assertEquals(List.of(rule), Shops.ignored(doudian.translate(delivery(element(tag, paid(1))), SHOP)));
    }

    @Test
    void cashOnDeliveryCountsIfTheConnectorSaysSo() throws UnreadableException {
        Hook onDelivery = delivery(element("101", paid(0)));
        assertEquals(List.of("hook_unpaid"), Shops.ignored(doudian.translate(onDelivery, SHOP)));
        Shop counting = Shops.in("CNY", Map.of("cod", "count"));
        assertEquals(2, Shops.messages(doudian.translate(onDelivery, counting)).size());
    }

    @ParameterizedTest
    @CsvSource({"fen, 1990, 1990", "yuan, 1990, 199000", "yuan, 19.90, 1990"})
    void theUnitOfAmountsIsASetting(String unit, String amount, long fen) throws UnreadableException {
        Shop shop = Shops.in("CNY", Map.of("unit", unit));
        Hook hook = delivery(element("101", paid(1).put("pay_amount", amount)));
        assertEquals(
                fen,
                Shops.messages(doudian.translate(hook, shop))
                        .get(0)
                        .getJsonArray("lines")
                        .getJsonObject(0)
                        .getLong("amount"));
    }

    @Test
    void fenHaveNoDecimals() throws UnreadableException {
        Hook hook = delivery(element("101", paid(1).put("pay_amount", "19.90")));
        assertEquals(List.of("hook_amount"), Shops.ignored(doudian.translate(hook, SHOP)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"USD", "JPY", "KRW", "BHD", "ISK"})
    void yuanCountInNoOtherCurrency(String currency) throws UnreadableException {
        Translation other = doudian.translate(delivery(element("101", paid(1))), Shops.in(currency, Map.of()));
        assertEquals(List.of("other_currency"), Shops.ignored(other));
    }

    @Test
    void anotherAppAndAnotherShopCountNothing() throws UnreadableException {
        Hook hook = delivery(element("101", paid(1)));
        assertEquals(
                List.of("hook_domain"),
                Shops.ignored(doudian.translate(hook, Shops.in("CNY", Map.of("appKey", "OTHER")))));
        Shop other = new Shop("s1", null, "CNY", false, false, "1", Map.of());
        assertEquals(List.of("hook_domain"), Shops.ignored(doudian.translate(hook, other)));
        Shop own = new Shop("s1", null, "CNY", false, false, "4463798", Map.of());
        assertEquals(2, Shops.messages(doudian.translate(hook, own)).size());
    }

    @Test
    void oneBadMessageKeepsNoOtherFromCounting() throws UnreadableException {
        Hook hook = delivery(
                new JsonObject(),
                new JsonObject().put("tag", "101").put("data", "{"),
                element("101", new JsonObject()),
                element("101", paid(1).put("pay_time", "yesterday")),
                element("206", refund("7", 990)));
        Translation translation = doudian.translate(hook, SHOP);
        assertEquals(List.of("hook_field", "hook_json", "hook_field", "hook_form"), Shops.ignored(translation));
        assertEquals(1, Shops.messages(translation).size());
        assertEquals("- 101 206", translation.topic());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "nonsense", "{"})
    void whatHoldsNoMessageIsUnreadable(String body) {
        Hook hook = new Hook(Map.of("app-id", "APPKEY"), body.getBytes(StandardCharsets.UTF_8));
        assertThrows(UnreadableException.class, () -> doudian.translate(hook, SHOP));
    }

    @Test
    void inEveryOrderAndRepeatedTheLedgerIsTheSame() {
        ShopLedger ledger = DeliveryOrders.assertOneLedger(
                doudian,
                SHOP,
                List.of(
                        delivery(element("100", data())),
                        delivery(element("101", paid(1)), element("206", refund("7", 990))),
                        delivery(element("101", paid(1))),
                        delivery(element("106", data().put("cancel_time", 1_592_481_800))),
                        delivery(element("206", refund("7", 990))),
                        delivery(element("206", refund("8", 1_000)))));
        assertEquals(1_990, ledger.gmv());
        assertEquals(1_990, ledger.refunded());
        assertEquals(0, ledger.parked());
    }

    @Test
    void theSampleIsGenuineAndReadable() throws UnreadableException {
        Hook sample = doudian.sample(SHOP, "APPSECRET", 1_592_481_600_000L);
        assertEquals(Result.GENUINE, verify(sample.headers(), sample.body(), "APPSECRET"));
        assertEquals(2, Shops.messages(doudian.translate(sample, SHOP)).size());
    }

    @Test
    void brokenDeliveriesNeverFail() {
        HookFuzz.assertNothingElseIsThrown(doudian, SHOP, delivery(element("101", paid(1))));
        HookFuzz.assertNothingElseIsThrown(doudian, SHOP, delivery(element("206", refund("7", 990))));
    }
}
