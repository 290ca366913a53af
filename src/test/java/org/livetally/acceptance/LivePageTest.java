package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.acceptance.Pages.has;
import static org.livetally.acceptance.Pages.shows;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.ReducedMotion;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.Await;

/** A viewer with a phone: likes, looks at the catalogue, and orders once, however bad the network is. */
final class LivePageTest {
    private static final String STREAM = "naqu";
    private static final Pattern AUDIENCE = Pattern.compile(".*/ws/streams/.*");

    @RegisterExtension
    static final Pages PAGES = new Pages();

    @Test
    void theStreamItsFiguresAndItsCatalogueAreShown() {
        live(true);
        Page page = phone("zh");

        assertThat(page.locator("h1")).hasText("<b>那曲虫草</b>");
        assertThat(page).hasTitle("<b>那曲虫草</b> · Livetally");
        has(page.locator(".phase"), "data-status", "live");
        shows(page, "audience.viewers", 1);
        assertThat(page.locator(".catalogue li")).hasCount(3);
        assertEquals(
                List.of("yak", "c5", "cheese") /* as Chinese sorts them; what is not for sale comes last */,
                page.locator(".catalogue li").all().stream()
                        .map(row -> row.getAttribute("data-key"))
                        .toList());
        Locator c5 = row(page, "c5");
        assertThat(c5).containsText("¥198.00");
        assertThat(c5).containsText("/ 盒");
        assertThat(c5.locator("s")).hasText("原价 ¥228.00");
        assertEquals("line-through", c5.locator("s").evaluate("s => getComputedStyle(s).textDecorationLine"));
        assertThat(row(page, "cheese")).containsText("暂不出售");
        assertThat(row(page, "cheese").locator(".buy")).hasCount(0);
        assertThat(row(page, "yak").locator("s")).hasCount(0);
        assertEquals(1, PAGES.server().board(STREAM, "audience").getLong("viewers"));
    }

    @Test
    void tapsAndKeysAreLikesAnywhereInTheHeartsArea() {
        live(true);
        Page page = phone("zh");
        Locator heart = page.locator("like-button button");
        heart.waitFor();
        for (int i = 0; i < 5; i++) {
            heart.click();
        }
        page.locator("like-button").click(new Locator.ClickOptions().setPosition(20, 20));
        heart.focus();
        page.keyboard().press("Enter");
        page.keyboard().press("Space");

        shows(page, "audience.likes", 8);
        has(page.locator(".mine"), "data-value", 8);
        assertThat(page.locator(".mine")).hasText("我的赞 8");
        assertEquals(8, PAGES.server().board(STREAM, "audience").getLong("likes"));
        assertThat(page.locator("like-button .hearts svg")).hasCount(0); // these pages ask for reduced motion
    }

    @Test
    void likesOfASocketThatDiedInSilenceAreNotGivenUntilAnotherTakesThem() {
        live(true);
        Page page = PAGES.onPhone("/");
        AtomicBoolean dead = new AtomicBoolean();
        AtomicInteger sockets = new AtomicInteger();
        AtomicInteger lost = new AtomicInteger();
        page.routeWebSocket(AUDIENCE, client -> {
            boolean first = sockets.incrementAndGet() == 1;
            WebSocketRoute server = client.connectToServer();
            client.onMessage(frame -> {
                if (!first || !dead.get()) {
                    server.send(frame.text());
                } else if (frame.text().contains("like")) {
                    lost.addAndGet(new JsonObject(frame.text()).getInteger("count"));
                }
            });
            server.onMessage(frame -> {
                if (!first || !dead.get()) {
                    client.send(frame.text());
                }
            });
        });
        page.navigate(PAGES.url("/live/" + STREAM + "?lang=zh"));
        Locator heart = page.locator("like-button button");
        heart.click();
        has(page.locator(".mine"), "data-value", 1);

        dead.set(true);
        for (int i = 0; i < 5; i++) {
            heart.click();
        }
        has(page.locator(".mine"), "data-value", 1);
        assertEquals("connected", page.locator(".live").getAttribute("data-status"));
        page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))");

        heart.click();
        page.waitForCondition(() -> sockets.get() == 2);
        int given = 7 - lost.get(); // of those that were on their way nobody knows
        has(page.locator(".mine"), "data-value", given);
        assertEquals(given, PAGES.server().board(STREAM, "audience").getLong("likes"));

        int port = PAGES.stopServer();
        has(page.locator(".live"), "data-status", "reconnecting");
        heart.click();
        heart.click();
        assertThat(page.locator(".mine")).hasText("我的赞 " + given + "，2 个待送出");
        PAGES.startServer(port);
        assertThat(page.locator(".mine")).hasText("我的赞 " + (given + 2));
    }

    @Test
    void likesOfPlatformsAreToldApartByKeyboardToo() {
        live(true);
        String room = "\"source\":\"tiktok:room\",\"total\":900";
        PAGES.server().postOrders("{\"type\":\"likes\",\"stream\":\"" + STREAM + "\"," + room + "}");
        Page page = phone("en");
        Locator likes = page.locator("likes-button button").first();
        likes.waitFor();
        shows(page, "audience.likes", 900);

        likes.focus();
        page.keyboard().press("Enter");

        has(page.locator("like-parts li").first(), "data-own", 0);
        has(page.locator("like-parts [data-source='tiktok:room']"), "data-likes", 900);
        page.keyboard().press("Escape");
        assertThat(page.locator("like-parts")).hasCount(0);
        assertThat(likes).isFocused();
        shows(page, "audience.likes", 900); // no heart was given
    }

    @Test
    void heartsFloatButNotWithoutEnd() {
        live(true);
        Page page = phone("en");
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
        page.locator("like-button button").waitFor();

        Object most = page.evaluate("""
                () => {
                  const host = document.querySelector('like-button');
                  const button = host.renderRoot.querySelector('button');
                  for (let i = 0; i < 60; i++) button.click();
                  return host.renderRoot.querySelectorAll('.hearts svg').length;
                }""");

        assertEquals(24, most);
        assertThat(page.locator("like-button .hearts svg")).hasCount(0);
        shows(page, "audience.likes", 60);
    }

    @Test
    void anOrderIsPlacedAndSaidInPlainWordsAndKept() {
        live(true);
        Page page = phone("zh");
        row(page, "c5").locator(".buy").click();
        Locator form = page.locator("order-form");
        assertThat(form.locator("select")).hasValue("c5");
        assertThat(label(page, "减少一件")).isDisabled();
        label(page, "增加一件").click();
        label(page, "增加一件").click();
        label(page, "减少一件").click();
        assertThat(form.locator("input[name=qty]")).hasValue("2");
        has(form.locator(".total b"), "data-value", 39_600);
        form.locator("input[name=qty]").fill("5000");
        form.locator("input[name=qty]").press("Tab");
        assertThat(form.locator("input[name=qty]")).hasValue("999");
        form.locator("input[name=qty]").fill("3");
        form.locator("input[name=group]").fill(" 仁爱社区 ");
        form.locator("input[name=city]").fill("杭州");
        form.locator("select").selectOption("yak");
        has(form.locator(".total b"), "data-value", 14_940);
        form.locator(".main").click();

        assertThat(form.locator(".outcome[data-state=placed] .state")).hasText("已下单，付款由主播方确认");
        String id = form.locator(".id code").textContent();
        assertTrue(id.startsWith("live-"), id);
        JsonObject totals = PAGES.server().board(STREAM, "totals");
        assertEquals(14_940, totals.getLong("placed"));
        assertEquals(0, totals.getLong("gmv"));
        form.locator(".main").click();
        assertThat(form.locator("dialog")).isHidden();

        pay(id);
        assertEquals(
                14_940,
                PAGES.server().board(STREAM, "groups").getJsonObject("仁爱社区").getLong("gmv"));
        assertEquals(
                14_940,
                PAGES.server().board(STREAM, "cities").getJsonObject("杭州").getLong("gmv"));
        page.reload();
        has(mine(page, id), "data-state", "placed");
        assertThat(mine(page, id)).containsText("牦牛肉干 × 3 袋");
        assertThat(mine(page, id)).containsText("¥149.40");
        assertEquals(14_940, PAGES.server().board(STREAM, "totals").getLong("placed"));
    }

    @Test
    void anOrderWhoseAckWasLostIsStillOneOrderAfterAReload() {
        live(true);
        Page page = PAGES.onPhone("/");
        AtomicBoolean lossy = new AtomicBoolean(true);
        page.routeWebSocket(AUDIENCE, client -> {
            WebSocketRoute server = client.connectToServer();
            server.onMessage(frame -> {
                if (!lossy.get() || frame.text().contains("pulse")) {
                    client.send(frame.text());
                }
            });
        });
        page.navigate(PAGES.url("/live/" + STREAM + "?lang=zh"));
        row(page, "c5").locator(".buy").click();
        page.locator("order-form .main").click();
        assertThat(page.locator(".outcome[data-state=sent] .state")).hasText("已发出，等待确认");
        Await.until(
                "it is placed",
                () -> page.evaluate("1").equals(1)
                        && PAGES.server().board(STREAM, "totals").getLong("placed") == 19_800);
        String id = page.locator("order-form .id code").textContent();
        has(mine(page, id), "data-state", "sent");

        lossy.set(false);
        page.reload();
        has(mine(page, id), "data-state", "placed");
        assertEquals(19_800, PAGES.server().board(STREAM, "totals").getLong("placed"));
        assertThat(page.locator(".mine-orders li")).hasCount(1);
    }

    @Test
    void anOrderMadeWhileTheServerIsAwayIsSentWhenItIsBack() {
        live(true);
        Page page = phone("zh");
        shows(page, "audience.viewers", 1);
        int port = PAGES.stopServer();
        assertThat(page.locator(".offline")).hasText("网络断开，正在重新连接…");
        row(page, "c5").locator(".buy").click();
        page.locator("order-form .main").click();
        assertThat(page.locator(".outcome .state")).hasText("已保存，连上网络后自动发出");
        page.locator("like-button button").evaluate("button => button.click()");

        PAGES.startServer(port);
        assertThat(page.locator(".outcome[data-state=placed]")).isVisible();
        assertThat(page.locator(".offline")).isHidden();
        shows(page, "audience.likes", 1);
        assertEquals(19_800, PAGES.server().board(STREAM, "totals").getLong("placed"));
    }

    @Test
    void aPriceThatChangedMeanwhileIsSaidAndTheNewOneShown() {
        live(true);
        Page page = phone("zh");
        row(page, "c5").locator(".buy").click();
        Locator form = page.locator("order-form");
        change(new JsonObject()
                .put(
                        "products",
                        new JsonObject()
                                .put(
                                        "c5",
                                        new JsonObject().put("name", "那曲虫草 5g").put("price", 20_800))));
        form.locator(".main").click();

        assertThat(form.locator("[role=alert]")).hasText("价格刚刚变动，请核对新价格后再提交");
        has(form.locator(".total b"), "data-value", 20_800);
        has(page.locator(".mine-orders li"), "data-state", "refused");
        assertEquals(0, PAGES.server().board(STREAM, "totals").getLong("placed"));
        form.locator(".main").click();
        assertThat(form.locator(".outcome[data-state=placed]")).isVisible();
        assertThat(page.locator(".mine-orders li")).hasCount(2);
        assertEquals(20_800, PAGES.server().board(STREAM, "totals").getLong("placed"));
    }

    @Test
    void theProductOnAirStandsBeforeAllOthersWithWhatIsKnownOfIt() {
        live(true);
        JsonObject yak = new JsonObject()
                .put("name", "牦牛肉干")
                .put("price", 4_980)
                .put("spec", "250 g")
                .put("origin", "西藏那曲")
                .put("mark", "那曲牦牛肉")
                .put("sellingPoints", "风干三个月")
                .put("image", "/images/yak.svg")
                .put("stock", 3);
        change(new JsonObject().put("products", new JsonObject().put("yak", yak)));
        report(new JsonObject()
                .put("type", "show")
                .put("id", "show-1")
                .put("host", "<b>卓玛</b>")
                .put("sku", "yak"));
        Page page = PAGES.onPhone("/");
        page.route(
                "**/images/yak.svg",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("image/svg+xml")
                        .setBody("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")));
        page.navigate(PAGES.url("/live/" + STREAM + "?lang=zh"));

        Locator onAir = page.locator(".on-air[data-sku=yak]");
        assertThat(onAir.locator("h2")).hasText("正在讲解主播 <b>卓玛</b>");
        assertThat(onAir.locator(".notes")).hasText("250 g · 西藏那曲 · 那曲牦牛肉");
        has(onAir.locator(".left"), "data-value", 3);
        assertThat(onAir.locator("img")).isVisible();
        assertThat(onAir.locator("details p")).isHidden();
        onAir.locator("summary").click();
        assertThat(onAir.locator("details p")).hasText("风干三个月");
        onAir.locator(".buy").click();
        assertThat(page.locator("order-form select")).hasValue("yak");
    }

    @Test
    void whoWantsMoreThanIsLeftIsToldHowManyThereAre() {
        live(true);
        JsonObject yak =
                new JsonObject().put("name", "牦牛肉干").put("price", 4_980).put("stock", 2);
        change(new JsonObject().put("products", new JsonObject().put("yak", yak)));
        Page page = phone("zh");
        row(page, "yak").locator(".buy").click();
        Locator form = page.locator("order-form");
        form.locator("input[name=qty]").fill("3");
        form.locator(".main").click();
        assertThat(form.locator("[role=alert]")).hasText("只剩 2 件，请减少数量");
        assertThat(page.locator(".mine-orders .why")).hasText("只剩 2 件，请减少数量");

        form.locator("input[name=qty]").fill("2");
        form.locator(".main").click();
        assertThat(form.locator(".outcome[data-state=placed]")).isVisible();
        has(row(page, "yak").locator(".left"), "data-state", "out");
    }

    @Test
    void aNewPriceIsSeenWithinAMinute() {
        live(true);
        Page page = PAGES.browser().open("about:blank", 390, 844);
        page.clock().install();
        page.navigate(PAGES.url("/live/" + STREAM + "?lang=zh"));
        has(row(page, "c5").locator(".price"), "data-value", 19_800);

        change(new JsonObject()
                .put(
                        "products",
                        new JsonObject()
                                .put(
                                        "c5",
                                        new JsonObject().put("name", "那曲虫草 5g").put("price", 20_800))));
        page.clock().runFor(61_000);
        has(row(page, "c5").locator(".price"), "data-value", 20_800);
        // A minute that passes in a moment leaves no time for handshakes.
        PAGES.browser().allErrors().removeIf(error -> error.contains("closed before the connection"));
    }

    @Test
    void whatIsRefusedIsNamedByItsField() {
        live(true);
        Page page = phone("zh");
        page.locator(".buy").first().waitFor();
        row(page, "c5").locator(".buy").click();
        Locator form = page.locator("order-form");
        form.locator("input[name=city]")
                .evaluate("city => { city.value = 'x\\u0007'; city.dispatchEvent(new Event('input')); }");
        // A refused page asks for the catalogue again; it must have the answer before the catalogue changes.
        page.waitForResponse("**/products", () -> form.locator(".main").click());
        assertThat(form.locator("[role=alert]")).hasText("城市名称不能用，请修改");
        has(form.locator("input[name=city]"), "aria-invalid", true);

        change(new JsonObject().put("products", new JsonObject().putNull("c5")));
        form.locator("input[name=city]").fill("拉萨");
        form.locator(".main").click();
        assertThat(form.locator("[role=alert]")).hasText("这件商品现在不能购买，请另选");
        assertThat(form.locator(".main")).isDisabled();
        assertThat(row(page, "c5")).hasCount(0);
        form.locator("select").selectOption("yak");
        form.locator(".main").click();
        assertThat(form.locator(".outcome[data-state=placed]")).isVisible();
    }

    @Test
    void anOrderWorthTooMuchIsNotSent() {
        live(true);
        change(new JsonObject()
                .put(
                        "products",
                        new JsonObject()
                                .put(
                                        "c5",
                                        new JsonObject().put("name", "那曲虫草 5g").put("price", 60_000_000))));
        Page page = phone("en");
        row(page, "c5").locator(".buy").click();
        label(page, "One more").click();

        assertThat(page.locator("order-form [role=alert]")).hasText("An order may be worth at most ¥1,000,000.00");
        assertThat(page.locator("order-form .main")).isDisabled();
        label(page, "Close").click();
        assertThat(page.locator("order-form dialog")).isHidden();
    }

    @Test
    void withoutOpenOrdersThereIsOnlyTheCatalogue() {
        live(false);
        Page page = phone("zh");
        assertThat(page.locator(".catalogue li")).hasCount(3);
        assertThat(page.locator(".notice")).hasText("本场不在此页面接单");
        assertThat(page.locator(".buy")).hasCount(0);
    }

    @Test
    void beforeTheStartAndAfterTheEndItIsSaidAndNothingIsSold() {
        create(true);
        Page page = PAGES.browser().open("about:blank", 390, 844);
        page.clock().install();
        page.navigate(PAGES.url("/live/" + STREAM + "?lang=zh"));
        has(page.locator(".phase"), "data-status", "scheduled");
        assertThat(page.locator(".notice")).hasText("直播还没有开始，开播后可以下单");
        assertThat(page.locator(".buy")).hasCount(0);

        PAGES.server().startStream(STREAM);
        page.clock().runFor(11_000); // pages that wait for the start ask more often
        assertThat(page.locator(".buy")).hasCount(2);
        row(page, "c5").locator(".buy").click();

        PAGES.server().endStream(STREAM);
        page.locator("order-form .main").click(); // before the page knows of it
        assertThat(page.locator("order-form [role=alert]")).hasText("直播已结束，不再接单");
        has(page.locator(".phase"), "data-status", "ended");
        assertThat(page.locator(".notice")).hasText("直播已结束，不再接单。谢谢观看");
        assertThat(page.locator(".buy")).hasCount(0);
        assertThat(page.locator("order-form .main")).isDisabled();
    }

    @Test
    void aLongCatalogueIsSearchedAndShownInParts() {
        create(true);
        JsonObject many = new JsonObject();
        for (int i = 1; i <= 130; i++) {
            many.put("sku-" + i, new JsonObject().put("name", "商品 " + i).put("price", i * 100));
        }
        change(new JsonObject().put("products", many));
        Page page = phone("zh");
        Locator rows = page.locator(".catalogue li");
        assertThat(rows).hasCount(60);
        page.locator(".catalogue .more").click();
        assertThat(rows).hasCount(120);
        page.locator(".catalogue .more").click();
        assertThat(rows).hasCount(133);
        assertThat(page.locator(".catalogue .more")).hasCount(0);
        page.locator("input[type=search]").fill("商品 13");
        assertThat(rows).hasCount(2);
        page.locator("input[type=search]").fill("<img>");
        assertThat(page.locator(".calm")).hasText("没有找到“<img>”");
    }

    @Test
    void myOrdersFoldAndTheOldestAreForgotten() {
        live(true);
        Page page = phone("zh");
        page.evaluate("""
                () => localStorage.setItem('livetally:live:naqu', JSON.stringify(Array.from({length: 50}, (_, i) => ({
                  id: `live-${i}`, at: 1600000000000 - i, state: 'placed', name: '茶', unit: '盒', currency: 'CNY',
                  lines: [{sku: 'tea', qty: 1, amount: 100}], buyer: {}}))))""");
        page.reload();
        assertThat(page.locator(".mine-orders li")).hasCount(2);
        page.locator(".mine-orders .more").click();
        assertThat(page.locator(".mine-orders li")).hasCount(50);
        row(page, "c5").locator(".buy").click();
        page.locator("order-form .main").click();
        assertThat(page.locator(".outcome[data-state=placed]")).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator(".mine-orders li")).hasCount(50);
        assertThat(mine(page, "live-49")).hasCount(0);
        page.locator(".mine-orders .more").click();
        assertThat(page.locator(".mine-orders li")).hasCount(2);
    }

    @Test
    void aViewerStaysTheSameAndHasOneSocketAndTheKeyboardIsEnough() {
        live(true);
        Page page = PAGES.onPhone("/");
        List<String> sockets = new CopyOnWriteArrayList<>();
        page.onWebSocket(socket -> sockets.add(socket.url()));
        for (int i = 0; i < 2; i++) {
            page.navigate(PAGES.url("/live/" + STREAM + "?lang=zh"));
            shows(page, "audience.viewers", 1);
        }
        assertEquals(2, sockets.size());
        assertEquals(1, sockets.stream().distinct().count());
        shows(page, "audience.viewers", 1);
        assertEquals(1, PAGES.server().board(STREAM, "audience").getLong("uniqueViewers"));

        row(page, "c5").locator(".buy").focus();
        page.keyboard().press("Enter");
        page.locator("order-form input[name=city]").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator(".outcome[data-state=placed]")).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator("order-form dialog")).isHidden();
    }

    @Test
    void aStreamThatDoesNotExistYetIsSaidAndShownOnceItDoes() {
        Page page = PAGES.browser().open("about:blank", 390, 844);
        page.clock().install();
        page.navigate(PAGES.url("/live/" + STREAM + "?lang=zh"));
        assertThat(page.locator(".empty")).hasText("没有这场直播，或者还没有创建");
        live(true);
        page.clock().runFor(61_000);
        assertThat(page.locator(".catalogue li")).hasCount(3);
        // The only errors allowed: there was no such stream yet, and handshakes were cut short,
        // since a minute that passes in a moment leaves no time for them.
        PAGES.browser()
                .allErrors()
                .removeIf(error -> error.contains("404") || error.contains("closed before the connection"));
    }

    @Test
    void whoMayNotSeeTheStreamIsToldSo() {
        live(true);
        Page page = PAGES.onPhone("/");
        page.route("**/api/boards/**", route -> route.fulfill(new Route.FulfillOptions().setStatus(401)));
        page.navigate(PAGES.url("/live/" + STREAM + "?lang=zh&token=expired"));
        assertThat(page.locator(".empty")).hasText("无权访问：令牌缺失、无效或已过期");
        assertThat(page.locator(".buy")).hasCount(0);
        PAGES.browser().allErrors().removeIf(error -> error.contains("401"));
    }

    private static Page phone(String lang) {
        return PAGES.onPhone("/live/" + STREAM + "?lang=" + lang);
    }

    private static Locator row(Page page, String sku) {
        return page.locator(".catalogue li[data-key='" + sku + "']");
    }

    private static Locator mine(Page page, String id) {
        return page.locator(".mine-orders li[data-key='" + id + "']");
    }

    private static Locator label(Page page, String words) {
        return page.locator("order-form [aria-label='" + words + "']");
    }

    private static void live(boolean openOrders) {
        create(openOrders);
        PAGES.server().startStream(STREAM);
    }

    private static void create(boolean openOrders) {
        PAGES.server()
                .create(new JsonObject()
                        .put("id", STREAM)
                        .put("title", "<b>那曲虫草</b>")
                        .put("openOrders", openOrders)
                        .put(
                                "products",
                                new JsonObject()
                                        .put(
                                                "c5",
                                                new JsonObject()
                                                        .put("name", "那曲虫草 5g")
                                                        .put("unit", "盒")
                                                        .put("retailPrice", 22_800)
                                                        .put("price", 19_800))
                                        .put(
                                                "yak",
                                                new JsonObject()
                                                        .put("name", "牦牛肉干")
                                                        .put("unit", "袋")
                                                        .put("retailPrice", 4_980)
                                                        .put("price", 4_980))
                                        .put(
                                                "cheese",
                                                new JsonObject()
                                                        .put("name", "奶渣")
                                                        .put("retailPrice", 3_600))));
    }

    private static void change(JsonObject patch) {
        assertEquals(
                200,
                PAGES.server()
                        .send("PATCH", "/api/streams/" + STREAM, patch.encode())
                        .statusCode());
    }

    private static void pay(String order) {
        report(new JsonObject().put("type", "payment").put("id", "pay-1").put("order", order));
    }

    private static void report(JsonObject message) {
        String body = PAGES.server()
                .postOrders(message.put("stream", STREAM).encode())
                .body();
        assertEquals("recorded", new JsonObject(body).getString("result"), body);
    }
}
