package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.acceptance.Pages.has;

import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Notifications in the console: each effect is checked at the server, and no secret is shown again. */
final class ConsoleNotificationsTest {
    /** Reserved for documentation: nothing answers there, nor does its name need to be looked up. */
    private static final String NOWHERE = "https://192.0.2.1/robot?access_token=hidden";

    @RegisterExtension
    static final Pages PAGES = new Pages();

    @Test
    void aTargetIsAddedTriedChangedAndDeleted() {
        PAGES.server().create("naqu");
        Page page = PAGES.open("/console?lang=zh");
        page.click("[data-link=notifications]");
        page.click("[data-do=tell-webhook]");
        page.fill("#new-target-title", "进销存");
        page.fill("#new-target-url", "not an address");
        page.click("[data-do=create-target]");
        assertThat(page.locator("#new-target-url-told")).containsText("https://");
        PAGES.browser().allErrors().removeIf(error -> error.contains("status of 400"));
        page.fill("#new-target-url", NOWHERE);
        page.uncheck("[value='board.stale']");
        page.check("[name=streams][value=naqu]");
        page.click("[data-do=create-target]");

        assertThat(page.locator("#own-secret")).hasValue(Pattern.compile("whsec_.+"));
        page.click("[data-do=secret-kept]");
        assertThat(page.locator("#own-secret")).hasCount(0);
        JsonObject target = target();
        assertTrue(page.url().endsWith("/" + target.getString("id")), page.url());
        assertEquals(7, target.getJsonArray("events").size());
        assertEquals(List.of("naqu"), target.getJsonArray("streams").getList());
        assertFalse(page.content().contains("hidden"));

        page.click("[data-do=test-target]");
        assertThat(page.locator("[data-test]")).isVisible();
        page.check("target-settings [value='board.stale']");
        page.fill("#target-title", "ERP");
        page.check("target-settings [name=language][value=en]");
        page.click("[data-do=save-target]");
        assertThat(page.locator("a[data-target] b")).hasText("ERP");
        target = target();
        assertFalse(target.containsKey("events"), target::encode);
        assertEquals("en", target.getString("language"));

        page.click("[data-do=pause-target]");
        has(page.locator("a[data-target]"), "data-state", "paused");
        assertThat(page.locator("[data-do=test-target]")).isDisabled();
        page.click("[data-do=delete-target]");
        page.click("[data-do=confirm]");
        assertThat(page.locator(".start-here")).isVisible();
        assertTrue(targets().isEmpty());
    }

    private static JsonArray targets() {
        return new JsonArray(
                PAGES.server().send("GET", "/api/notifications", "").body());
    }

    private static JsonObject target() {
        return targets().getJsonObject(0);
    }
}
