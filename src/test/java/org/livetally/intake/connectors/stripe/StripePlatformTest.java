package org.livetally.intake.connectors.stripe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
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

final class StripePlatformTest {
    private static final long CREATED_S = 1_614_556_800;
    private static final Shop USD = Shops.in("USD", Map.of());
    private static final Shop INTENTS = Shops.in("USD", Map.of("event", "payment_intent"));
    private final StripePlatform stripe = new StripePlatform();

    private static JsonObject session(String status) {
        return new JsonObject()
                .put("id", "cs_live_a1")
                .put("object", "checkout.session")
                .put("amount_subtotal", 2_000)
                .put("amount_total", 1_998)
                .put("created", CREATED_S)
                .put("currency", "usd")
                .put("customer", "cus_1")
                .put("customer_details", new JsonObject("""
                        {"email":"a@example.com","address":{"city":"Graz","state":null}}"""))
                .put("metadata", new JsonObject().put("sku", "honey"))
                .put("payment_intent", "pi_1")
                .put("payment_status", status);
    }

    private static JsonObject intent() {
        return new JsonObject()
                .put("id", "pi_1")
                .put("amount_received", 1_998)
                .put("created", CREATED_S)
                .put("currency", "usd")
                .put("metadata", new JsonObject());
    }

    private static JsonObject refund(String id, long amount, String status) {
        return new JsonObject()
                .put("id", id)
                .put("amount", amount)
                .put("created", CREATED_S + 60)
                .put("currency", "usd")
                .put("payment_intent", "pi_1")
                .put("status", status);
    }

    private static Hook event(String type, JsonObject object) {
        return event(type, object, true);
    }

    private static Hook event(String type, JsonObject object, boolean live) {
        JsonObject event = new JsonObject()
                .put("id", "evt_1")
                .put("type", type)
                .put("created", CREATED_S + 30)
                .put("livemode", live)
                .put("data", new JsonObject().put("object", object));
        return new Hook(Map.of(), event.toBuffer().getBytes());
    }

    private Translation translate(Hook hook, Shop shop) throws UnreadableException {
        return stripe.translate(hook, shop);
    }

    @Test
    void aPaidSessionIsAnOrderAndItsPayment() throws UnreadableException {
        Translation paid = translate(event("checkout.session.completed", session("paid")), USD);
        assertEquals("pi_1", paid.reference());
        assertEquals("""
                [{"type":"order","id":"stripe-pi_1","stream":"s1","at":1614556800000,"channel":"shop",\
                "buyer":{"id":"cus_1","city":"Graz"},"lines":[{"sku":"honey","qty":1,"amount":1998}],\
                "status":"placed"}, \
                {"type":"payment","id":"stripe-pi_1-paid","stream":"s1","at":1614556830000,"order":"stripe-pi_1"}]""", Shops.messages(paid).toString());
    }

    @Test
    void theOrderIsTheSameWhicheverEventBringsIt() throws UnreadableException {
        Translation now = translate(event("checkout.session.completed", session("paid")), USD);
        Translation later = translate(event("checkout.session.async_payment_succeeded", session("paid")), USD);
        assertEquals(Shops.messages(now), Shops.messages(later));
    }

    @ParameterizedTest
    @CsvSource({
        "checkout.session.completed, unpaid, hook_unpaid",
        "checkout.session.completed, no_payment_required, hook_unpaid",
        "payment_intent.succeeded, paid, hook_elsewhere",
        "charge.refunded, paid, hook_elsewhere",
        "charge.succeeded, paid, hook_elsewhere",
        "customer.created, paid, hook_topic"
    })
    void whatDoesNotCountSaysWhy(String type, String status, String rule) throws UnreadableException {
        assertEquals(List.of(rule), Shops.ignored(translate(event(type, session(status)), USD)));
    }

    @Test
    void oneOfTwoEventsCountsAsTheOptionSays() throws UnreadableException {
        Translation paid = translate(event("payment_intent.succeeded", intent()), INTENTS);
        assertEquals(
                List.of("stripe-pi_1", "stripe-pi_1-paid"),
                Shops.messages(paid).stream().map(m -> m.getString("id")).toList());
        assertEquals(
                "stripe",
                Shops.messages(paid)
                        .get(0)
                        .getJsonArray("lines")
                        .getJsonObject(0)
                        .getString("sku"));
        assertEquals(
                List.of("hook_elsewhere"),
                Shops.ignored(translate(event("checkout.session.completed", session("paid")), INTENTS)));
    }

    @Test
    void aTestCountsOnlyForATestConnector() throws UnreadableException {
        Hook test = event("checkout.session.completed", session("paid"), false);
        assertEquals(List.of("hook_test"), Shops.ignored(translate(test, USD)));
        Shop testing = new Shop("s1", null, "USD", false, true, null, Map.of());
        assertEquals(2, Shops.messages(translate(test, testing)).size());
    }

    @ParameterizedTest
    @CsvSource({"USD, 1998", "CNY, 1998", "JPY, 1998", "KRW, 1998", "BHD, 19980", "VND, 5"})
    void amountsAreMinorUnitsAsTheyAre(String currency, long amount) throws UnreadableException {
        JsonObject session = session("paid")
                .put("currency", currency.toLowerCase(Locale.ROOT))
                .put("amount_total", amount);
        Translation paid = translate(event("checkout.session.completed", session), Shops.in(currency, Map.of()));
        assertEquals(
                amount,
                Shops.messages(paid)
                        .get(0)
                        .getJsonArray("lines")
                        .getJsonObject(0)
                        .getLong("amount"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISK", "UGX", "MGA", "IQD", "CLF"})
    void unitsThatDifferOrAreDisputedCountNothing(String currency) throws UnreadableException {
        JsonObject session = session("paid").put("currency", currency.toLowerCase(Locale.ROOT));
        Translation refused = translate(event("checkout.session.completed", session), Shops.in(currency, Map.of()));
        assertEquals(List.of("hook_currency"), Shops.ignored(refused));
    }

    @Test
    void anotherCurrencyCountsNothing() throws UnreadableException {
        assertEquals(
                List.of("other_currency"),
                Shops.ignored(translate(
                        event("checkout.session.completed", session("paid").put("currency", "eur")), USD)));
        assertEquals(
                List.of("other_currency"),
                Shops.ignored(translate(
                        event("refund.created", refund("re_1", 1, "succeeded").put("currency", "eur")), USD)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"amount_total", "payment_intent", "currency", "created"})
    void whatIsMissingIsNamed(String field) {
        Hook without = event("checkout.session.completed", session("paid").putNull(field));
        UnreadableException refused = assertThrows(UnreadableException.class, () -> translate(without, USD));
        assertTrue(refused.reason().sentence().contains(field), refused.reason().sentence());
    }

    @Test
    void inEveryOrderAndRepeatedTheLedgerIsTheSame() {
        ShopLedger ledger = DeliveryOrders.assertOneLedger(
                stripe,
                USD,
                List.of(
                        event("checkout.session.completed", session("unpaid")),
                        event("checkout.session.async_payment_succeeded", session("paid")),
                        event("refund.created", refund("re_1", 998, "pending")),
                        event("refund.updated", refund("re_1", 998, "succeeded")),
                        event("refund.created", refund("re_2", 1_000, "succeeded")),
                        event("charge.refunded", refund("ch_1", 998, "succeeded"))));
        assertEquals(1_998, ledger.gmv());
        assertEquals(1_998, ledger.refunded());
        assertEquals(0, ledger.parked());
    }

    @Test
    void theSampleIsGenuineAndReadable() throws UnreadableException {
        for (Shop shop : List.of(USD, INTENTS)) {
            Hook sample = stripe.sample(shop, "whsec_test", 5_000);
            assertNull(stripe.verify(sample, List.of("whsec_test"), 5_000).reason());
            assertEquals(2, Shops.messages(translate(sample, shop)).size());
        }
    }

    @Test
    void aSecretOfAnotherKindIsRefused() {
        assertNull(stripe.secretProblem("whsec_test"));
        assertNotNull(stripe.secretProblem("sk_live_1"));
    }

    @Test
    void brokenDeliveriesNeverFail() {
        HookFuzz.assertNothingElseIsThrown(stripe, USD, stripe.sample(USD, "whsec_test", 0));
        HookFuzz.assertNothingElseIsThrown(stripe, USD, event("refund.updated", refund("re_1", 998, "succeeded")));
    }
}
