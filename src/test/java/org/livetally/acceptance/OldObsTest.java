package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.acceptance.Pages.has;
import static org.livetally.acceptance.Pages.shows;
import static org.livetally.testing.OrderJson.buyer;
import static org.livetally.testing.OrderJson.line;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.OrderJson;

/**
 * Overlay and board in OBS 28 to 30. Its browser is of 2022: it has no container units, no subgrid, rounds no lengths, takes
 * numbers in text as doubles, never rounds money down, and calls Kyiv Kiev.
 */
@InObs(Browser.Obs.OF_28_TO_30)
final class OldObsTest {
    private static final String STREAM = "kyiv";
    private static final long GMV = 99_999_999;

    @RegisterExtension
    static final Pages PAGES = new Pages();

    @Test
    void figuresAreAsLargeAsInACurrentBrowserAndOrdersStandInWholeRows() {
        sell();
        Page overlay = PAGES.open("/overlay/" + STREAM + "?lang=en");
        shows(overlay, "totals.gmv", GMV);
        assertEquals(96, fontSize(overlay.locator("[data-field='totals.gmv']")), 1);
        assertThat(overlay.locator("newest-orders li time").first()).hasText(Pattern.compile("\\d\\d:\\d\\d:\\d\\d"));
        assertEquals(3, wholeRows(overlay, ".ticker"));
        assertThat(overlay.locator("goal-bar .share")).hasText("99.9%");

        Page board = PAGES.open("/board/" + STREAM + "?lang=zh");
        shows(board, "totals.gmv", GMV);
        Locator gmv = board.locator("[data-field='totals.gmv']");
        assertThat(gmv.locator(".brief")).hasText("₴99.99万");
        assertTrue(fontSize(gmv.locator(".number")) > 180, "GMV");
        assertTrue(fontSize(board.locator("[data-field='totals.orders']")) > 45, "a figure");
        assertTrue(wholeRows(board, ".newest") >= 3, "orders");

        Page single = PAGES.browser().open(PAGES.url("/overlay/" + STREAM + "?widgets=gmv"), 600, 120);
        shows(single, "totals.gmv", GMV);
        assertTrue(fontSize(single.locator("rolling-number")) > 60, "a widget by itself");
        has(single.locator("html"), "data-single", "gmv");
    }

    @Test
    void aCodeStandsBesideTheColumnAndOneThatLetsNobodyInIsNotThere() {
        sell();
        String path = "/overlay/" + STREAM + "?widgets=gmv,goal,milestone,likes,ticker,qr";
        Page open = PAGES.open(path);
        assertThat(open.locator(".plate.qr img")).isVisible();
        BoundingBox column = open.locator(".column").boundingBox();
        BoundingBox code = open.locator(".plate.qr").boundingBox();
        assertTrue(code.x > column.x + column.width, "the code stands on the column");
        assertTrue(code.x + code.width <= open.locator(".hearts").boundingBox().x, "the code stands on the likes");

        Page closed = PAGES.browser().open("about:blank", 1920, 1080);
        closed.route("**/live/qr**", asked -> asked.fulfill(new Route.FulfillOptions().setStatus(401)));
        closed.navigate(PAGES.url(path));
        has(closed.locator("live-code"), "data-state", "closed");
        assertThat(closed.locator(".plate.qr")).isHidden();
        PAGES.browser().allErrors().removeIf(error -> error.contains("401"));
    }

    private static void sell() {
        PAGES.server()
                .create(new JsonObject()
                        .put("id", STREAM)
                        .put("title", "Ярмарок")
                        .put("currency", "UAH")
                        .put("timezone", "Europe/Kyiv")
                        .put("goal", GMV + 1)
                        .put(
                                "products",
                                new JsonObject().put("honey", new JsonObject().put("name", "Мед із гірських пасік"))));
        PAGES.server().startStream(STREAM);
        JsonArray orders = new JsonArray();
        for (int i = 0; i < 9; i++) {
            orders.add(OrderJson.order(STREAM, "o-" + i, 0)
                    .put("buyer", buyer("u-" + i, "社区", "Львів"))
                    .put("lines", new JsonArray(List.of(line("honey", 1, GMV / 9)))));
        }
        assertEquals(200, PAGES.server().postOrders(orders.encode()).statusCode());
    }

    private static double fontSize(Locator locator) {
        return ((Number) locator.first().evaluate("it => parseFloat(getComputedStyle(it).fontSize)")).doubleValue();
    }

    /** How many orders are seen there; fails if one is not on one line, or is cut off. */
    private static int wholeRows(Page page, String where) {
        return (Integer) page.locator(where).evaluate("""
                (section) => {
                  const list = section.querySelector('newest-orders').renderRoot.querySelector('ol');
                  const box = list.getBoundingClientRect();
                  const seen = [...list.children].filter((row) => {
                    const {left, top} = row.getBoundingClientRect();
                    return left < box.right && top < box.bottom;
                  });
                  for (const row of seen) {
                    const [time, amount] = ['time', '.amount'].map((name) => row.querySelector(name).getBoundingClientRect());
                    if (time.top > amount.bottom || amount.top > time.bottom) throw new Error('not on one line');
                    if (time.right > row.querySelector('.who').getBoundingClientRect().left) throw new Error('no gap');
                    if (row.getBoundingClientRect().bottom > box.bottom + 1) throw new Error('cut off');
                  }
                  return seen.length;
                }
                """);
    }
}
