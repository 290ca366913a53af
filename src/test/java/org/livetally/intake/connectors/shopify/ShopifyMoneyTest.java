package org.livetally.intake.connectors.shopify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.intake.connectors.Shops.messages;
import static org.livetally.intake.connectors.shopify.ShopifySamples.ORDER;
import static org.livetally.intake.connectors.shopify.ShopifySamples.hook;
import static org.livetally.intake.connectors.shopify.ShopifySamples.order;
import static org.livetally.intake.connectors.shopify.ShopifySamples.shop;
import static org.livetally.intake.connectors.shopify.ShopifySamples.totals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.intake.connectors.platform.UnreadableException;

class ShopifyMoneyTest {
    private final ShopifyPlatform shopify = new ShopifyPlatform();

    @ParameterizedTest
    @CsvSource({
        "CNY, 19.99, 1999",
        "CNY, 348.0, 34800",
        "CNY, 0.0, 0",
        "USD, 1.1, 110",
        "USD, 9899, 989900",
        "JPY, 9899, 9899",
        "JPY, 9899.00, 9899",
        "KRW, 5800, 5800",
        "KRW, 5800.0, 5800",
        "BHD, 1.5, 1500",
        "BHD, 0.001, 1",
        "ISK, 5, 5",
        "ISK, 5.00, 5",
        "VND, 250000.00, 250000",
    })
    void amountsAreExactInMinorUnits(String currency, String price, long amount) throws Exception {
        assertEquals(amount, total(priced(currency, price), shop(currency)));
    }

    @ParameterizedTest
    @CsvSource({
        "CNY, 19.999",
        "USD, 0.001",
        "JPY, 9899.5",
        "KRW, 0.01",
        "BHD, 1.5555",
        "ISK, 5.01",
        "USD, 1e400",
        "USD, '1,00'",
        "USD, ''",
        "USD, NaN",
        "USD, -1",
        "USD, 99999999999999",
        "USD, ¥1",
    })
    void whatIsNoWholeNumberOfMinorUnitsIsRefused(String currency, String price) {
        UnreadableException refused =
                assertThrows(UnreadableException.class, () -> total(priced(currency, price), shop(currency)));
        assertTrue(refused.reason().sentence().contains("line_items[0]"));
    }

    private static JsonObject priced(String currency, String price) {
        JsonObject line = new JsonObject().put("id", 1).put("quantity", 1).put("price", price);
        return order(5, "paid").put("currency", currency).put("line_items", new JsonArray().add(line));
    }

    @Test
    void theShopsMoneyCountsNotTheBuyers() throws Exception {
        JsonObject line = new JsonObject()
                .put("id", 1)
                .put("quantity", 2)
                .put("price", "9.00")
                .put("price_set", set("10.00", "USD", "9.00", "EUR"))
                .put(
                        "discount_allocations",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("amount", "0.90")
                                        .put("amount_set", set("1.00", "USD", "0.90", "EUR"))));
        JsonObject order = order(5, "paid").put("line_items", new JsonArray().add(line));

        assertEquals(1_900, total(order, shop("USD")));
    }

    private static JsonObject set(String shop, String currency, String presented, String other) {
        return new JsonObject()
                .put("shop_money", new JsonObject().put("amount", shop).put("currency_code", currency))
                .put(
                        "presentment_money",
                        new JsonObject().put("amount", presented).put("currency_code", other));
    }

    @Test
    void totalsAddTaxTipsAndShipping() throws Exception {
        assertEquals(
                List.of("tea 3 10000", "_tax 1 700", "_tip 1 300", "_shipping 1 500"),
                lines(order(5, "paid"), totals("USD")));
        assertEquals(
                List.of("tea 3 10000", "_tip 1 300", "_shipping 1 1200"),
                lines(order(5, "paid").put("taxes_included", true), totals("USD")));
        assertEquals(
                List.of("v50398373085484 1 7990", "honey 1 8500", "_shipping 1 2200"),
                lines(new JsonObject(ORDER), totals("HKD")));
        assertEquals(
                List.of("tea 3 9000"),
                lines(order(5, "paid").put("total_price", "90.00"), totals("USD")),
                "a discount that no line has");
        assertEquals(List.of("tea 3 10000"), lines(order(5, "paid"), shop("USD")));
    }

    /** Also with more lines than a message takes, and whatever the shop says about tax, tips and discounts. */
    @Test
    void totalsAreTheShops() throws Exception {
        Random random = new Random(15);
        for (int i = 0; i < 500; i++) {
            JsonArray items = new JsonArray();
            for (int n = random.nextInt(130); n >= 0; n--) {
                items.add(new JsonObject()
                        .put("sku", "sku-" + n)
                        .put("quantity", random.nextInt(4))
                        .put("price", random.nextInt(1_000) + "." + (10 + random.nextInt(90))));
            }
            int total = random.nextInt(20_000_000);
            JsonObject order = order(5, "paid")
                    .put("line_items", items)
                    .put("total_tax", random.nextInt(1_000) + ".5")
                    .put("total_price", total / 100 + "." + total / 10 % 10 + total % 10);
            assertEquals(total, total(order, totals("USD")));
            assertTrue(lines(order, totals("USD")).size() <= 100);
        }
    }

    private long total(JsonObject order, Shop shop) throws UnreadableException {
        return placed(order, shop).getJsonArray("lines").stream()
                .mapToLong(line -> ((JsonObject) line).getLong("amount"))
                .sum();
    }

    private List<String> lines(JsonObject order, Shop shop) throws UnreadableException {
        return placed(order, shop).getJsonArray("lines").stream()
                .map(JsonObject.class::cast)
                .map(line -> line.getString("sku") + " " + line.getLong("qty") + " " + line.getLong("amount"))
                .toList();
    }

    private JsonObject placed(JsonObject order, Shop shop) throws UnreadableException {
        return messages(shopify.translate(hook("orders/paid", order.encode()), shop))
                .get(0);
    }
}
