package org.livetally.intake.connectors.woocommerce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.intake.connectors.Shops.ids;
import static org.livetally.intake.connectors.Shops.messages;
import static org.livetally.intake.connectors.Shops.reasons;
import static org.livetally.intake.connectors.woocommerce.WooSamples.hook;
import static org.livetally.intake.connectors.woocommerce.WooSamples.order;
import static org.livetally.intake.connectors.woocommerce.WooSamples.paid;
import static org.livetally.intake.connectors.woocommerce.WooSamples.refunded;
import static org.livetally.intake.connectors.woocommerce.WooSamples.shop;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.livetally.domain.rule.Rule;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.intake.connectors.platform.Translation;
import org.livetally.intake.connectors.platform.UnreadableException;

class WooOrderTest {
    private final WooCommercePlatform woo = new WooCommercePlatform();
    private final Shop goods = shop("USD", false, null);

    @Test
    void thePaidOrderIsItsLinesAndItsPayment() throws Exception {
        Translation translation =
                woo.translate(hook("order.updated", paid("processing").encode()), goods);

        assertEquals("0727", translation.reference());
        assertEquals(new JsonObject("""
                {"type":"order","id":"woo-727","stream":"s","at":1490210882000,"channel":"web",
                 "buyer":{"id":"woo-c26","city":"拉萨"},
                 "lines":[{"sku":"p93","qty":2,"amount":600},{"sku":"Bar3","qty":1,"amount":1200}],
                 "status":"placed"}"""), messages(translation).get(0));
        assertEquals(new JsonObject("""
                {"type":"payment","id":"woo-727-paid","stream":"s","at":1490210888000,"order":"woo-727"}"""), messages(translation).get(1));
        assertEquals(2, translation.parts().size());
    }

    @ParameterizedTest
    @CsvSource({
        "pending, woo-727",
        "on-hold, woo-727",
        "failed, woo-727",
        "shipped-by-a-plugin, woo-727",
        "processing, woo-727 woo-727-paid",
        "completed, woo-727 woo-727-paid",
        "cancelled, woo-727 woo-727-cancelled",
        "checkout-draft, ''",
        "auto-draft, ''",
        "trash, ''",
    })
    void theStatusDecides(String status, String expected) throws Exception {
        assertEquals(
                expected,
                String.join(
                        " ",
                        ids(woo.translate(hook("order.updated", order(status).encode()), goods))));
    }

    @Test
    void cashOnDeliveryIsPaidWhenItIsCompleted() throws Exception {
        JsonObject cash = order("processing").put("payment_method", "cod");

        assertEquals(List.of("woo-727"), ids(woo.translate(hook("order.updated", cash.encode()), goods)));
        cash.put("status", "completed");
        assertEquals(
                List.of("woo-727", "woo-727-paid"), ids(woo.translate(hook("order.updated", cash.encode()), goods)));
    }

    /** Paid at some time: what is paid back are refunds, which are listed. */
    @Test
    void aPaidOrderIsNotCancelled() throws Exception {
        Translation cancelled =
                woo.translate(hook("order.updated", paid("cancelled").encode()), goods);

        assertEquals(List.of("woo-727", "woo-727-paid"), ids(cancelled));
    }

    @Test
    void aRefundThatIsNotListedIsNotMadeUp() throws Exception {
        Translation refunded =
                woo.translate(hook("order.updated", paid("refunded").encode()), goods);

        assertEquals(List.of("woo-727", "woo-727-paid"), ids(refunded));
        assertEquals(List.of(Rule.HOOK_FIELD.reason("refunds")), reasons(refunded));
    }

    @Test
    void refundsCountAgainstTheGoodsFirst() throws Exception {
        JsonObject order = refunded("refunded", 740, "-19.35", 726, "-10.00");

        Translation ofGoods = woo.translate(hook("order.updated", order.encode()), goods);
        assertEquals(List.of("woo-727", "woo-727-paid", "woo-refund-726", "woo-refund-740"), ids(ofGoods));
        assertEquals(1_000, messages(ofGoods).get(2).getLong("amount"));
        assertEquals(800, messages(ofGoods).get(3).getLong("amount"), "what is left of the 18.00 in goods");
        assertEquals(
                Rule.HOOK_NOTHING.reason(),
                reasons(woo.translate(
                                hook(
                                        "",
                                        refunded("refunded", 1, "-29.35", 2, "-0.00")
                                                .encode()),
                                goods))
                        .get(0));
        Translation inTotal = woo.translate(hook("order.updated", order.encode()), shop("USD", true, null));
        assertEquals(1_935, messages(inTotal).get(3).getLong("amount"));
    }

    @Test
    void taxIsInTheLinesIfItIsInThePrices() throws Exception {
        JsonObject order = paid("completed").put("prices_include_tax", true);

        assertEquals(List.of("p93 645", "Bar3 1290"), lines(order, goods));
        assertEquals(List.of("p93 645", "Bar3 1290", "_shipping 1000"), lines(order, shop("USD", true, null)));
        order.put("prices_include_tax", false);
        assertEquals(
                List.of("p93 600", "Bar3 1200", "_tax 135", "_shipping 1000"), lines(order, shop("USD", true, null)));
    }

    private List<String> lines(JsonObject order, Shop shop) throws UnreadableException {
        return messages(woo.translate(hook("order.created", order.encode()), shop))
                .get(0)
                .getJsonArray("lines")
                .stream()
                .map(JsonObject.class::cast)
                .map(line -> line.getString("sku") + " " + line.getLong("amount"))
                .toList();
    }

    @Test
    void guestsHaveNoIdAndAreSomewhere() throws Exception {
        JsonObject order = order("pending").put("customer_id", 0).put("shipping", new JsonObject().put("city", ""));

        assertEquals(
                new JsonObject().put("city", "San Francisco"),
                messages(woo.translate(hook("order.created", order.encode()), goods))
                        .get(0)
                        .getJsonObject("buyer"));
    }
}
