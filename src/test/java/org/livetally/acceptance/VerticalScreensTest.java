package org.livetally.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.acceptance.Pages.has;
import static org.livetally.acceptance.Pages.shows;
import static org.livetally.testing.OrderJson.buyer;
import static org.livetally.testing.OrderJson.line;

import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.OrderJson;

/**
 * Overlays and walls in the picture of a phone, 1080x1920, which people see 6 cm wide: letters can be read, nothing stands on
 * something else, is cut off, or is where platforms put their own. Walls keep the screen on.
 */
final class VerticalScreensTest {
    private static final String STREAM = "naqu";
    private static final String EVERYTHING =
            "gmv,against,goal,milestone,fund,deals,likes,on-air,ticker,top,alert,audit,qr";
    private static final int WIDTH = 1080;
    private static final int HEIGHT = 1920;
    private static final int LEAST_LETTERS = 34;
    /** Nobody has all widgets; who does still sees each of them. */
    private static final int LEAST_OF_MANY = 24;

    private static final int LEAST_FIGURE = 120;
    private static final int TRIES = 100;
    private static final int AGAIN_MS = 200;
    private static final int SAFE_TOP = 220;
    private static final int SAFE_BOTTOM = HEIGHT - 420;
    private static final long GMV = 117_345_800;

    @RegisterExtension
    static final Pages PAGES = new Pages();

    /** What a picture looks like: the smallest letters, with what they say, and the highest ones; where plates stand. */
    private static final String LOOK = """
            () => {
              const texts = [];
              const walk = (node) => {
                for (const child of node.childNodes) {
                  if (child.nodeType === Node.TEXT_NODE && child.data.trim()) texts.push(child);
                  if (child.nodeType === Node.ELEMENT_NODE) walk(child.shadowRoot ?? child);
                }
              };
              walk(document.body);
              const seen = texts.filter((text) => {
                const range = document.createRange();
                range.selectNodeContents(text);
                const {width, height} = range.getBoundingClientRect();
                return width > 2 && height > 2 && !text.parentElement.closest('.exact, [hidden], dialog, style');
              }).map((text) => ({px: parseFloat(getComputedStyle(text.parentElement).fontSize), says: text.data.trim()}));
              seen.sort((a, b) => a.px - b.px);
              const boxes = [...document.querySelectorAll('.plate, .board > *, .wall > *')]
                .filter((it) => getComputedStyle(it).position !== 'fixed')
                .map((it) => ({name: it.className || it.localName, ...it.getBoundingClientRect().toJSON()}))
                .filter(({width, height}) => width > 0 && height > 0);
              const overlap = (a, b) =>
                a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
              const clashes = boxes.flatMap((a, i) =>
                boxes.slice(i + 1).filter((b) => overlap(a, b)).map((b) => `${a.name} on ${b.name}`));
              return JSON.stringify({
                least: seen[0].px,
                smallest: seen[0].says,
                most: seen.at(-1).px,
                top: Math.min(...boxes.map(({top}) => top)),
                bottom: Math.max(...boxes.map(({bottom}) => bottom)),
                right: Math.max(...boxes.map(({right}) => right)),
                clashes,
              });
            }
            """;

    /** How often a page asked the browser to keep the screen on. */
    private static final String COUNTS_LOCKS = """
            window.locks = 0;
            const request = async () => (window.locks++, new EventTarget());
            Object.defineProperty(navigator, 'wakeLock', {value: {request}});
            """;

    @Test
    void overlayAndWallAreComposedForAPhoneAndWallsKeepTheScreenOn() {
        sell();
        Page overlay = open("/overlay/" + STREAM + "?lang=zh");
        Page everything = open("/overlay/" + STREAM + "?lang=en&widgets=" + EVERYTHING);
        Page one = open("/overlay/" + STREAM + "?widgets=gmv");
        for (Page page : List.of(overlay, everything, one)) {
            shows(page, "totals.gmv", GMV);
            has(page.locator("html"), "data-tall", "");
            isComposed(page, SAFE_TOP, SAFE_BOTTOM, page == everything ? LEAST_OF_MANY : LEAST_LETTERS, LEAST_FIGURE);
        }

        for (String wall : List.of(STREAM, "@fair", STREAM + "?view=groups")) {
            Page page = open("/board/" + wall);
            has(page.locator("freshness-badge"), "data-state", "connected");
            boolean ofGroups = wall.contains("view");
            if (!ofGroups) {
                shows(page, "totals.gmv", GMV);
            }
            isComposed(page, 0, HEIGHT, LEAST_LETTERS, ofGroups ? LEAST_LETTERS : LEAST_FIGURE);
            page.waitForFunction("() => window.locks === 1");
        }
        open("/console#" + STREAM).waitForFunction("() => window.locks === 1");
        assertEquals(0, overlay.evaluate("() => window.locks"), "OBS has no screen of its own");

        PAGES.server().postOrders(order("big", 1_288_000).encode());
        has(overlay.locator("order-alert"), "data-value", 1_288_000);
        Number amount = (Number)
                overlay.locator("order-alert .amount").evaluate("it => parseFloat(getComputedStyle(it).fontSize)");
        assertTrue(amount.doubleValue() >= LEAST_FIGURE, "the amount of an alert: " + amount);
        double below = overlay.locator(".leading").boundingBox().y
                + overlay.locator(".leading").boundingBox().height;
        assertTrue(overlay.locator("order-alert .card").boundingBox().y >= below, "below the figures");
    }

    private static Page open(String path) {
        Page page = PAGES.browser().open("about:blank", WIDTH, HEIGHT);
        page.addInitScript(COUNTS_LOCKS);
        page.navigate(PAGES.url(path));
        return page;
    }

    /** Waits until it is, since parts of a page come one after another. */
    private static void isComposed(Page page, int top, int bottom, int leastLetters, int leastFigure) {
        List<String> wrong = wrong(page, top, bottom, leastLetters, leastFigure);
        for (int i = 0; i < TRIES && !wrong.isEmpty(); i++) {
            page.waitForTimeout(AGAIN_MS);
            wrong = wrong(page, top, bottom, leastLetters, leastFigure);
        }
        assertEquals(List.of(), wrong, page.url());
    }

    private static List<String> wrong(Page page, int top, int bottom, int leastLetters, int leastFigure) {
        JsonObject look = new JsonObject((String) page.evaluate(LOOK));
        List<String> wrong = new ArrayList<>(
                look.getJsonArray("clashes").stream().map(Object::toString).toList());
        if (look.getDouble("least") < leastLetters - .01) {
            wrong.add(look.getDouble("least") + " pixels: " + look.getString("smallest"));
        }
        if (look.getDouble("most") < leastFigure) {
            wrong.add("the largest letters have " + look.getDouble("most") + " pixels");
        }
        if (look.getDouble("top") < top || look.getDouble("bottom") > bottom + 1 || look.getDouble("right") > WIDTH) {
            wrong.add("beyond the picture: " + look.encode());
        }
        return wrong;
    }

    /** A stream in a campaign that has everything which an overlay can show. */
    private static void sell() {
        JsonObject products = new JsonObject();
        for (int i = 0; i < 7; i++) {
            products.put(
                    "sku-" + i,
                    new JsonObject()
                            .put("name", "那曲冬虫夏草礼盒装（特级 10 克·产地直发） " + i)
                            .put("unit", "盒")
                            .put("stock", 100)
                            .put(
                                    "levy",
                                    new JsonObject().put("fund", "浙江援藏扶贫公益基金").put("amount", 200)));
        }
        PAGES.server()
                .create(new JsonObject()
                        .put("id", STREAM)
                        .put("title", "4500 米直播 · 那曲冬虫夏草专场")
                        .put("goal", 120_000_000)
                        .put("products", products));
        PAGES.server().startStream(STREAM);
        JsonObject groups = new JsonObject().put("那曲", new JsonObject().put("headCount", 300));
        for (int i = 0; i < 12; i++) {
            groups.put("社区 " + i, new JsonObject().put("parent", "那曲").put("headCount", 20 + i));
        }
        PAGES.server().send("PUT", "/api/streams/" + STREAM + "/groups", groups.encode());
        JsonObject campaign = new JsonObject()
                .put("id", "fair")
                .put("title", "林芝年货节")
                .put("streams", new JsonArray().add(STREAM))
                .put("goal", 2_000_000_000);
        PAGES.server().send("POST", "/api/campaigns", campaign.encode());
        JsonArray messages = new JsonArray()
                .add(message("show", "show").put("host", "苗伟伦").put("sku", "sku-1"))
                .add(message("deal", "deal")
                        .put("kind", "agreement")
                        .put("counterparty", "杭州某某集团")
                        .put("amount", 60_000_000))
                .add(message("delivery", "delivery").put("deal", "deal").put("amount", 20_000_000));
        for (int i = 0; i < 20; i++) {
            messages.add(order("o-" + i, GMV / 20));
        }
        assertEquals(200, PAGES.server().postOrders(messages.encode()).statusCode());
    }

    private static JsonObject message(String type, String id) {
        return new JsonObject().put("type", type).put("id", id).put("stream", STREAM);
    }

    private static JsonObject order(String id, long amount) {
        int number = Math.floorMod(id.hashCode(), 7);
        return OrderJson.order(STREAM, id, 0)
                .put("buyer", buyer("u-" + id, "社区 " + number, "乌鲁木齐"))
                .put("channel", number % 2 == 0 ? "抖音直播" : "微信小程序")
                .put("lines", new JsonArray().add(line("sku-" + number, 2, amount)));
    }
}
