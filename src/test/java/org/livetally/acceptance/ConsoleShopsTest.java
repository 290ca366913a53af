package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.acceptance.Pages.has;
import static org.livetally.acceptance.Pages.shows;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.intake.connectors.standard.StandardWebhook;
import org.livetally.testing.Await;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawRequest;

/** Shops in the console: each effect is checked at the server, and what a shop sends is seen as it comes. */
final class ConsoleShopsTest {
    private static final String STREAM = "naqu";

    @RegisterExtension
    static final Pages PAGES = new Pages();

    /** Its secret is shown once; then it sends, and what became of each delivery is said. */
    @Test
    void aShopIsConnectedAndItsDeliveriesAreSeen() {
        PAGES.server().live(STREAM);
        Page page = PAGES.open("/console?lang=zh#naqu/shops");
        page.click("[data-do=connect-standard]");
        assertThat(page.locator("[data-choice=standard] input")).isChecked();
        page.fill("#new-shop-title", "收银台");
        page.fill("#new-shop-channel", "门店");
        page.click("[data-do=create-shop]");
        String secret = page.locator("#own-secret").inputValue();
        JsonObject shop = shop();
        assertTrue(secret.startsWith("whsec_"), secret);
        assertThat(page.locator("#hook-url")).hasValue(PAGES.url(shop.getString("url")));
        assertThat(page.locator("[data-warns=private]")).isVisible();
        assertThat(page.locator(".steps li")).hasCount(4);
        page.click("[data-do=secret-kept]");
        assertThat(page.locator("#own-secret")).hasCount(0);
        has(page.locator("a[data-shop]"), "data-state", "awaited");

        page.click("[data-do=sample]");
        assertThat(page.locator("[data-sample]").first()).containsText("订单");
        assertThat(page.locator(".deliveries")).hasCount(0);

        deliver(shop, secret, "msg_1", OrderJson.order(STREAM, "till-1", 4_200));
        Locator delivery = page.locator(".deliveries > li");
        has(delivery, "data-outcome", "recorded");
        shows(page, "totals.gmv", 4_200);
        has(page.locator("dl [data-outcome=recorded]"), "data-value", 1);
        has(page.locator("a[data-shop]"), "data-state", "receiving");
        delivery.locator("summary").click();
        assertThat(delivery.locator("[data-message=till-1] a"))
                .hasAttribute("href", "/console?lang=zh#naqu/orders/till-1");

        deliver(
                shop,
                secret,
                "msg_2",
                GoodsStream.message("refund", "r-1").put("order", "till-9").put("amount", 100));
        assertThat(page.locator("[data-parked-id=r-1]")).containsText("等待订单 till-9");
        deliver(shop, StandardWebhook.newSecret(), "msg_3", OrderJson.order(STREAM, "till-3", 1));
        assertThat(page.locator(".deliveries > li").first()).containsText("签名与接入点的任何一个密钥都不符");
        assertThat(delivery.last().locator("details")).hasAttribute("open", ""); // what was opened stays so
    }

    /** Everything that can be changed, with mistakes at their fields. */
    @Test
    void aShopIsChangedPausedAndDeletedAndItsSecretsTurn() {
        PAGES.server().live(STREAM);
        Page page = PAGES.open("/console?lang=en#naqu/shops");
        page.click("[data-do=connect-standard]");
        page.fill("#new-shop-title", "Till");
        page.fill("#new-shop-secret", "too weak a secret");
        page.click("[data-do=create-shop]");
        assertThat(page.locator("#new-shop-secret-told")).containsText("Must begin with whsec_");
        PAGES.browser().allErrors().removeIf(error -> error.contains("status of 400"));
        page.fill("#new-shop-secret", StandardWebhook.newSecret());
        page.click("[data-do=create-shop]");
        assertThat(page.locator("article h2").first()).hasText("Till");
        assertThat(page.locator("#own-secret")).hasCount(0); // whoever typed it has it
        assertEquals("goods", shop().getString("money"));

        page.fill("#shop-channel", "web");
        page.check("shop-settings [value=total]");
        page.click("[data-do=save-shop]");
        assertThat(page.locator(".notice span")).hasText("Saved");
        assertEquals("total", shop().getString("money"));
        assertEquals("web", shop().getString("channel"));
        assertEquals("Till", shop().getString("title"));

        page.click("[data-do=add-secret]");
        page.fill("#ask-addSecret", StandardWebhook.newSecret());
        page.click("[data-do=confirm]");
        assertThat(page.locator("[data-secret]")).hasCount(2);
        page.click("[data-do=drop-secret-1]");
        assertThat(page.locator("dialog .what")).containsText("signed with it will be refused");
        page.click("[data-do=confirm]");
        assertThat(page.locator("[data-secret]")).hasCount(1);
        assertEquals(1, shop().getInteger("secrets"));

        page.click("[data-do=pause-shop]");
        has(page.locator("a[data-shop]"), "data-state", "paused");
        assertTrue(shop().getBoolean("paused"));
        page.click("[data-do=pause-shop]");
        has(page.locator("a[data-shop]"), "data-state", "awaited");

        page.click("[data-do=delete-shop]");
        page.click("[data-do=confirm]");
        assertThat(page.locator(".start-here")).isVisible();
        assertTrue(shops().isEmpty());
        // The page may read the deliveries once more before it hears that the shop is gone.
        PAGES.browser().allErrors().removeIf(error -> error.contains("status of 404") && error.contains("/deliveries"));
    }

    private static JsonArray shops() {
        return new JsonArray(PAGES.server()
                .send("GET", "/api/connectors?stream=" + STREAM, "")
                .body());
    }

    private static JsonObject shop() {
        Await.until("a shop", () -> !shops().isEmpty());
        return shops().getJsonObject(0);
    }

    private static void deliver(JsonObject shop, String secret, String id, JsonObject message) {
        byte[] key = StandardWebhook.key(secret);
        assertNotNull(key);
        long seconds = System.currentTimeMillis() / 1_000;
        String body = message.encode();
        String signature = StandardWebhook.signature(key, id, seconds, body.getBytes(StandardCharsets.UTF_8));
        RawRequest.of("POST", shop.getString("url"), body)
                .with("webhook-id: " + id)
                .with("webhook-timestamp: " + seconds)
                .with("webhook-signature: " + signature)
                .send(PAGES.server().port());
    }
}
