package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.acceptance.Pages.has;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.OrderJson;

/** Campaigns in the console: each effect is checked at the server, not only on the page. */
final class ConsoleCampaignsTest {
    private static final String SNAPSHOT =
            "{\"type\":\"snapshot\",\"version\":7,\"at\":1,\"board\":{\"totals\":{\"gmv\":123400,\"orders\":5,\"buyers\":4,"
                    + "\"units\":6},\"goal\":{\"amount\":100000000},\"stream\":{\"status\":\"live\"},\"recent\":[]}}";

    @RegisterExtension
    static final Pages PAGES = new Pages();

    @Test
    void aCampaignIsMadeChangedAndDeleted() throws IOException {
        for (int i = 1; i <= 3; i++) {
            PAGES.server().create(new JsonObject().put("id", "linzhi-" + i).put("title", "年货第 " + i + " 场"));
        }
        PAGES.server()
                .create(new JsonObject()
                        .put("id", "linzhi-hk")
                        .put("title", "香港专场")
                        .put("currency", "HKD"));
        PAGES.server().startStream("linzhi-1");
        PAGES.server().postOrders(OrderJson.order("linzhi-1", "o-1", 100).encode());
        Page page = PAGES.browser().open("about:blank");
        page.routeWebSocket(Pattern.compile(".*/ws/boards/.*"), board -> board.send(SNAPSHOT));
        page.navigate(PAGES.url("/console?lang=zh"));
        make(page);
        change(page);
        Download csv = page.waitForDownload(() -> page.click("[data-do=export-campaign]"));
        assertEquals("new-year-ledger.csv", csv.suggestedFilename());
        assertTrue(Files.readString(csv.path()).contains("linzhi-1,"));

        page.click("[data-do=delete-campaign]");
        assertThat(page.locator("dialog[open] .what")).containsText("所含的直播和订单都不变");
        page.click("[data-do=confirm]");
        assertThat(page.locator(".notice")).containsText("已删除活动“林芝年货节”");
        assertThat(page.locator("[data-key='@new-year']")).hasCount(0);
        assertEquals(
                404, PAGES.server().send("GET", "/api/campaigns/new-year", "").statusCode());
    }

    /** Chosen streams, mistakes at their fields, money and times as they are typed. */
    private static void make(Page page) {
        page.click("[data-do=new-campaign]");
        page.fill("#new-id", "new-year");
        page.fill("#new-title", "林芝年货节");
        page.fill("#new-goal", "100万");
        page.click("[data-do=create-campaign]");
        assertThat(page.locator(".members > .error")).containsText("须有 1 到 10000 个直播编号");
        page.fill("campaign-members input[type=search]", "年货");
        assertThat(page.locator("[data-member]")).hasCount(3);
        page.check("[data-member=linzhi-2]");
        page.check("[data-member=linzhi-1]");
        page.fill("campaign-members input[type=search]", "");
        assertThat(page.locator("[data-member=linzhi-hk]")).isDisabled();
        page.fill("#new-startsAt", "2022-01-02T00:00");
        page.fill("#new-endsAt", "2022-01-01T00:00");
        page.fill("#new-gmv", "6亿");
        assertThat(page.locator("#new-gmv-told")).containsText("¥600,000,000.00");
        page.fill("#new-asOf", "2022-01-01T08:00");
        page.fill("#new-note", "品牌累计");
        page.click("[data-do=create-campaign]");
        assertThat(page.locator("#new-endsAt-told")).hasText("须晚于开始时间");
        page.fill("#new-endsAt", "2099-01-01T00:00");
        page.click("[data-do=create-campaign]");
        PAGES.browser().allErrors().removeIf(error -> error.contains("status of 400"));

        assertThat(page.locator(".head h1")).hasText("林芝年货节");
        assertTrue(page.url().endsWith("#%40new-year"), page.url());
        has(page.locator("[data-key='@new-year']"), "aria-current", "page");
        JsonObject campaign = campaign();
        assertEquals(100_000_000, campaign.getInteger("goal"));
        assertEquals("CNY", campaign.getString("currency"));
        assertFalse(campaign.containsKey("timezone"));
        assertEquals(
                new JsonObject()
                        .put("gmv", 60_000_000_000L)
                        .put("asOf", 1_640_995_200_000L)
                        .put("note", "品牌累计"),
                campaign.getJsonObject("opening"));
        assertEquals(List.of("linzhi-2", "linzhi-1"), streams(campaign));

        assertThat(page.locator("[data-field='totals.gmv']")).hasAttribute("data-value", "123400");
        assertThat(page.locator("goal-bar")).isVisible();
        assertThat(page.locator("[data-opening]")).containsText("¥600,000,000.00 2022-01-01 08:00 · 品牌累计");
        assertThat(page.locator("tr[data-member=linzhi-1] .phase[data-status=live]"))
                .isVisible();
        has(page.locator("tr[data-member=linzhi-2] a"), "href", "/console?lang=zh#linzhi-2");
        has(page.locator("[data-link=board]"), "href", PAGES.url("/board/@new-year?lang=zh"));
        assertThat(page.locator("[data-link=live]")).hasCount(0);
        has(page.locator("[data-link=overlays]"), "href", "/overlays?stream=%40new-year&lang=zh");
    }

    /** A prefix with what it names, and fields that are emptied; what is typed stays while the page asks anew. */
    private static void change(Page page) {
        page.check("input[name=members][value=prefix]");
        page.fill("#members-prefix", "linzhi-");
        assertThat(page.locator("[data-preview]")).containsText("现有 3 场");
        assertThat(page.locator("[data-preview]")).containsText("另有 1 场用其他货币");
        page.click("[data-do=save-campaign]");
        assertThat(page.locator(".members > .error")).containsText("直播 linzhi-hk 用 HKD");
        page.fill("#members-prefix", "linzhi-1");
        page.fill("#campaign-goal", "");
        page.fill("#campaign-gmv", "");
        page.fill("#campaign-asOf", "");
        page.fill("#campaign-note", "");
        page.check("campaign-settings [name=public]");
        page.click("[data-do=save-campaign]");
        PAGES.browser().allErrors().removeIf(error -> error.contains("status of 400"));

        assertThat(page.locator("tr[data-member]")).hasCount(1);
        assertThat(page.locator("[data-opening]")).hasCount(0);
        JsonObject campaign = campaign();
        assertEquals("linzhi-1", campaign.getString("prefix"));
        assertTrue(campaign.getBoolean("public"));
        assertFalse(campaign.containsKey("goal"));
        assertFalse(campaign.containsKey("opening"));
        assertEquals("林芝年货节", campaign.getString("title"));
        PAGES.server()
                .create(new JsonObject()
                        .put("id", "linzhi-1-hk")
                        .put("title", "T")
                        .put("currency", "HKD"));
        assertThat(page.locator("[data-refused=linzhi-1-hk]")).containsText("HKD");
    }

    private static JsonObject campaign() {
        return new JsonObject(
                PAGES.server().send("GET", "/api/campaigns/new-year", "").body());
    }

    private static List<String> streams(JsonObject campaign) {
        JsonArray streams = campaign.getJsonArray("streams");
        return streams.stream().map(one -> ((JsonObject) one).getString("id")).toList();
    }
}
