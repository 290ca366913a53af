package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.acceptance.Pages.has;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.tables.TableFormat;
import org.livetally.tables.Workbooks;

/** The wall of groups, and the console's tab where their tree is imported. */
final class GroupPagesTest {
    private static final String STREAM = "naqu";
    private static final String GROUPS = "/api/streams/" + STREAM + "/groups";
    private static final String TREE = "{\"仁爱社区\":{\"parent\":\"秀洲区\",\"headCount\":3},"
            + "\"新城街道\":{\"parent\":\"秀洲区\",\"headCount\":40},\"秀洲区\":{}}";

    @RegisterExtension
    static final Pages PAGES = new Pages();

    private int orders;

    @BeforeEach
    void live() {
        PAGES.server().live(STREAM);
    }

    @Test
    void theWallGrowsAndCelebratesAGroupOfWhichEverybodyHasBought() {
        PAGES.server().send("PUT", GROUPS, TREE);
        buy("仁爱社区", "a", 300);
        buy("新城街道", "b", 900);
        buy("粉丝团", "c", 100);
        Page wall = PAGES.open("/board/" + STREAM + "?view=groups&lang=zh");
        Page calm = PAGES.open("/board/" + STREAM + "?view=groups&rank=buyers&lang=en");
        wall.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));

        shows(wall, "groups", "新城街道 900 1", "仁爱社区 300 1", "粉丝团 100 1");
        shows(wall, "parents", "秀洲区 1200 2");
        shows(calm, "parents", "秀洲区 1200 2");
        assertThat(wall.locator("full-house .band")).hasCount(0);

        buy("仁爱社区", "d", 800);
        shows(wall, "groups", "仁爱社区 1100 2", "新城街道 900 1", "粉丝团 100 1");
        shows(wall, "parents", "秀洲区 2000 3");
        buy("仁爱社区", "e", 1);

        has(wall.locator("full-house"), "data-group", "仁爱社区");
        assertThat(wall.locator("full-house .band")).containsText("3 / 3");
        assertThat(wall.locator("confetti-rain")).hasCount(1);
        has(calm.locator("full-house"), "data-group", "仁爱社区");
        assertThat(calm.locator("confetti-rain")).hasCount(0);
        assertThat(calm.locator("group-race[data-of=groups] li").first()).containsText("3 / 3");
        Page late = PAGES.open("/board/" + STREAM + "?view=groups&lang=zh");
        shows(late, "groups", "仁爱社区 1101 3", "新城街道 900 1", "粉丝团 100 1");
        assertThat(late.locator("full-house .band")).hasCount(0);
    }

    private static void shows(Page wall, String of, String... rows) {
        Locator found = wall.locator("group-race[data-of=" + of + "] li");
        assertThat(found).hasCount(rows.length);
        for (int i = 0; i < rows.length; i++) {
            String[] row = rows[i].split(" ");
            has(found.nth(i), "data-key", row[0]);
            has(found.nth(i), "data-gmv", row[1]);
            has(found.nth(i), "data-buyers", row[2]);
        }
    }

    private void buy(String group, String buyer, long amount) {
        JsonObject order = new JsonObject()
                .put("type", "order")
                .put("id", "o-" + orders++)
                .put("stream", STREAM)
                .put("buyer", new JsonObject().put("id", buyer).put("group", group))
                .put(
                        "lines",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("sku", "tea")
                                        .put("qty", 1)
                                        .put("amount", amount)));
        String answer = PAGES.server().postOrders(order.encode()).body();
        assertTrue(answer.contains("recorded"), answer);
    }

    @Test
    void theWallWaitsForGroups() {
        assertThat(PAGES.open("/board/" + STREAM + "?view=groups&lang=en").locator(".empty"))
                .containsText("No groups yet");
    }

    @Test
    void aFileIsShownBeforeItIsImportedAndItsBadRowsAreNamed() {
        PAGES.server().send("PUT", GROUPS, TREE);
        Page page = PAGES.open("/console?lang=en#" + STREAM + "/groups");
        assertThat(page.locator("tr[data-group]")).hasCount(3);
        page.click("[data-do=open-group-import]");

        choose(page, "bad.csv", "text/csv", "group,parent,headCount\na,nobody,0\n".getBytes(StandardCharsets.UTF_8));
        assertThat(page.locator("[data-bad='2-headCount']")).isVisible();
        assertThat(page.locator("[data-do=import-groups]")).isDisabled();

        byte[] workbook = TableFormat.XLSX.write(
                Workbooks.columns("group", "parent", "headCount"), Stream.of(List.of("老城街道", "秀洲区", 12L)));
        List<Route> held = new ArrayList<>();
        page.route("**/groups?dryRun=true", route -> {
            if (held.isEmpty()) {
                held.add(route);
            } else {
                route.resume();
            }
        });
        page.waitForRequest(
                "**/groups?dryRun=true",
                () -> page.locator("[name=group-how][value=add]").check());
        choose(page, "more.xlsx", TableFormat.XLSX.contentType(), workbook);
        assertThat(page.locator("[data-groups='4'][data-changed='1']")).isVisible();
        page.waitForResponse("**/groups?dryRun=true", () -> held.get(0).resume())
                .finished();
        page.evaluate("() => new Promise(requestAnimationFrame)");
        assertThat(page.locator("[data-bad]")).hasCount(0);
        assertThat(page.locator("[data-groups='4'][data-changed='1']")).isVisible();
        assertThat(page.locator("tr[data-group]")).hasCount(3);
        page.click("[data-do=import-groups]");

        assertThat(page.locator(".notice")).containsText("4 groups");
        has(page.locator("tr[data-group='老城街道']"), "data-depth", "1");
        PAGES.browser().allErrors().removeIf(error -> error.contains("status of 400"));
        Download file = page.waitForDownload(() -> page.click("[data-file='groups.csv']"));
        assertEquals(STREAM + "-groups.csv", file.suggestedFilename());
    }

    private static void choose(Page page, String name, String type, byte[] content) {
        page.locator("#group-file").setInputFiles(new FilePayload(name, type, content));
    }
}
