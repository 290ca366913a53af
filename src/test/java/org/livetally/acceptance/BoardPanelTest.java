package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.acceptance.Pages.has;
import static org.livetally.acceptance.Pages.shows;
import static org.livetally.testing.OrderJson.buyer;
import static org.livetally.testing.OrderJson.line;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.OrderJson;

/** The panel behind a number of the big screen: its definition, its exact value and its entries in the ledger. */
final class BoardPanelTest {
    private static final String STREAM = "naqu";
    private static final int PAID = 60;

    @RegisterExtension
    static final Pages PAGES = new Pages();

    /** Sells 60 orders, all but one of one product, and three placed ones: unpaid, paid later, cancelled; one refund. */
    @BeforeEach
    void sell() {
        PAGES.server().live(STREAM);
        JsonArray messages = new JsonArray();
        for (int i = 0; i < PAID; i++) {
            messages.add(order("o-" + i, i == 7 ? "honey" : "cordyceps", 1_000, "paid"));
        }
        messages.add(order("waiting", "cordyceps", 500, "placed"));
        messages.add(order("later", "cordyceps", 700, "placed"));
        messages.add(order("never", "cordyceps", 900, "placed"));
        messages.add(about("payment", "p-1", "later"));
        messages.add(about("cancellation", "c-1", "never"));
        messages.add(about("refund", "r-1", "o-3").put("amount", 250));
        assertEquals(200, PAGES.server().postOrders(messages.encode()).statusCode());
    }

    @Test
    void aFigureOpensItsDefinitionAndTheEntriesBehindItAndEscLeadsBack() {
        Page board = PAGES.open("/board/" + STREAM + "?lang=en");
        Locator gmv = board.locator(".hero .main");
        gmv.focus();
        board.keyboard().press("Enter");

        has(board.locator("trace-panel .value"), "data-value", PAID * 1_000 + 700);
        assertThat(board.locator("trace-panel dialog")).containsText("Value of all orders paid");
        assertThat(board.locator("trace-panel li").first()).hasAttribute("data-type", "refund");
        assertThat(board.locator("trace-panel li")).hasCount(50);
        board.locator("trace-panel .more").click();
        assertThat(board.locator("trace-panel li")).hasCount(PAID + 6);
        assertThat(board.locator("trace-panel li[data-counts=true]")).hasCount(PAID + 1);
        assertThat(board.locator("trace-panel li[data-counts=false] .mark")).hasCount(5);
        assertThat(board.locator("trace-panel li[data-type=refund]")).containsText("not in this figure");
        assertThat(board.locator("trace-panel .end")).isVisible();

        board.keyboard().press("Escape");
        assertThat(board.locator("trace-panel dialog")).isHidden();
        assertThat(gmv).isFocused();
    }

    @Test
    void whatDiffersFromThePlainCaseIsNotedAndLeadsToItsOwnEntries() {
        Page board = PAGES.open("/board/" + STREAM + "?lang=zh");
        shows(board, "totals.refunded", 250);
        shows(board, "totals.net", PAID * 1_000 + 700 - 250);
        shows(board, "derived.unpaid", 500);
        shows(board, "totals.cancelled", 900);

        for (String type : new String[] {"refund", "cancellation"}) {
            board.locator("[data-field='totals." + (type.equals("refund") ? "refunded" : "cancelled") + "']")
                    .click();
            assertThat(board.locator("trace-panel li")).hasCount(1);
            has(board.locator("trace-panel li"), "data-type", type);
            board.locator("trace-panel .close").click();
        }
    }

    @Test
    void aRankedRowShowsOnlyItsOwnOrders() {
        Page board = PAGES.open("/board/" + STREAM);
        board.locator("ranked-bars[data-section=products] li[data-key=honey] button")
                .click();
        has(board.locator("trace-panel .value"), "data-value", 1_000);
        assertThat(board.locator("trace-panel li")).hasCount(1);
        assertThat(board.locator("trace-panel li")).containsText("o-7");
        board.keyboard().press("Escape");

        board.locator("ranked-bars[data-section=cities] li button").first().click();
        assertThat(board.locator("trace-panel li")).hasCount(50);
        board.locator("trace-panel .more").click();
        assertThat(board.locator("trace-panel li")).hasCount(PAID + 3);
    }

    @Test
    void anOrderOfARowThatCameUnpaidCountsOncePaidAndCanBeAskedAbout() {
        Page board = PAGES.open("/board/" + STREAM + "?lang=en");
        board.locator("ranked-bars[data-section=products] li[data-key=cordyceps] button")
                .click();
        Locator unknown = board.locator("trace-panel li[data-counts=unknown]");
        assertThat(unknown).hasCount(3);
        assertThat(unknown.first()).containsText("in this figure once paid");
        for (String[] expected : new String[][] {{"later", "true"}, {"never", "false"}, {"waiting", "unknown"}}) {
            Locator entry = board.locator("trace-panel li").filter(new Locator.FilterOptions().setHasText(expected[0]));
            entry.locator(".look").click();
            assertThat(entry.locator(".look")).hasCount(0);
            has(entry, "data-counts", expected[1]);
        }
    }

    @Test
    void aPaymentIsWorthWhatItsOrderIs() {
        Page board = PAGES.open("/board/" + STREAM + "?lang=en");
        board.locator(".hero .main").click();
        Locator payment = board.locator("trace-panel li[data-type=payment]");
        assertThat(payment).containsText("→ order later");
        assertThat(payment.locator(".amount")).hasText("");
        payment.locator(".look").click();
        assertThat(payment.locator(".amount")).hasText("¥7.00");
        assertThat(payment.locator(".line")).containsText("cordyceps × 1");
        has(payment, "data-counts", "true");
    }

    @Test
    void entriesAreThoseOfAMomentAndCanBeReadAgain() {
        Page board = PAGES.open("/board/" + STREAM + "?lang=en");
        board.locator("[data-field='totals.refunded']").click();
        assertThat(board.locator("trace-panel li")).hasCount(1);
        assertThat(board.locator("trace-panel .read")).containsText("version");

        assertEquals(
                200,
                PAGES.server()
                        .postOrders(
                                about("refund", "r-2", "o-4").put("amount", 50).encode())
                        .statusCode());
        has(board.locator("trace-panel .value"), "data-value", 300);
        assertThat(board.locator("trace-panel li")).hasCount(1);
        board.locator("trace-panel .refresh").click();
        assertThat(board.locator("trace-panel li")).hasCount(2);
    }

    @Test
    void onAPhoneNothingOfThePanelIsCutOff() {
        Page board = PAGES.onPhone("/board/" + STREAM);
        board.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        board.locator(".hero .main").click();
        assertThat(board.locator("trace-panel li").first()).isVisible();
        var panel = board.locator("trace-panel dialog").boundingBox();
        assertEquals(0, panel.x);
        assertEquals(390, panel.width);
    }

    @Test
    void anOrderShowsItsOneEntry() {
        Page board = PAGES.open("/board/" + STREAM);
        Locator order = board.locator("newest-orders li").nth(2);
        String seq = order.getAttribute("data-key");
        order.locator("button").click();
        assertThat(board.locator("trace-panel li")).hasCount(1);
        has(board.locator("trace-panel li"), "data-seq", seq);
    }

    @Test
    void aDerivedFigureShowsItsFormulaAndOneThatNobodyOrderedHasNoEntries() {
        Page board = PAGES.open("/board/" + STREAM + "?lang=en");
        board.locator(".figure.averageOrder .main").click();
        assertThat(board.locator("trace-panel dl")).containsText("¥607.00 ÷ 61 = ¥9.95");
        board.keyboard().press("Escape");
        assertThat(board.locator("[data-field='derived.conversion']")).hasText("–");
        board.locator(".figure.likes .main").click();
        assertThat(board.locator("trace-panel dialog")).containsText("not from orders");
        assertThat(board.locator("trace-panel li")).hasCount(0);

        PAGES.server()
                .postOrders(
                        "{\"type\":\"likes\",\"stream\":\"" + STREAM + "\",\"source\":\"tiktok:room\",\"total\":900}");
        has(board.locator("trace-panel .value"), "data-value", 900);
        has(board.locator("like-parts li").first(), "data-own", 0);
        has(board.locator("like-parts [data-source='tiktok:room']"), "data-likes", 900);
        assertThat(board.locator("like-parts small")).hasText(Pattern.compile("\\d+ s ago"));
    }

    @Test
    void messagesThatMoveNoFigureSaySoAndAskNothing() {
        JsonArray messages = new JsonArray()
                .add(new JsonObject()
                        .put("type", "show")
                        .put("id", "sh-1")
                        .put("stream", STREAM)
                        .put("host", "苗伟伦"))
                .add(about("refund", "r-2", "o-7")
                        .put("amount", 1)
                        .put("lines", new JsonArray("[{\"sku\":\"honey\",\"qty\":1}]")));
        PAGES.server().postOrders(messages.encode());
        Page board = PAGES.open("/board/" + STREAM + "?lang=en");
        board.locator(".hero .main").click();

        Locator show = board.locator("trace-panel li[data-type=show]");
        assertThat(show).containsText("On air");
        assertThat(show).containsText("host 苗伟伦");
        assertThat(show.locator(".look")).hasCount(0);
        has(show, "data-counts", "false");
        assertThat(board.locator("trace-panel li[data-type=refund]").first()).containsText("honey × 1 came back");
    }

    private static JsonObject order(String id, String sku, long amount, String status) {
        return OrderJson.order(STREAM, id, amount)
                .put("status", status)
                .put("channel", "wsnb")
                .put("buyer", buyer("u-" + id, "社区", "杭州"))
                .put("lines", new JsonArray().add(line(sku, 1, amount)));
    }

    private static JsonObject about(String type, String id, String order) {
        return new JsonObject()
                .put("type", type)
                .put("id", id)
                .put("stream", STREAM)
                .put("order", order);
    }
}
