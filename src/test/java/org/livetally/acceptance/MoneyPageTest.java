package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.acceptance.Pages.has;
import static org.livetally.acceptance.Pages.shows;

import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.stream.Currencies;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.OrderJson;
import org.livetally.testing.TestRedis;

/** Money is the same and exact on every screen, and no goal is shown as reached before it is. */
class MoneyPageTest {
    private static final String STREAM = "fair";
    private static final String TOTALS = new StreamKeys(STREAM).totals();
    private static final String GMV = "[data-field='totals.gmv']";

    @RegisterExtension
    static final Pages PAGES = new Pages();

    @Test
    void rupiahHaveTheDigitsOfTheStandardOnEveryScreenAndAsTyped() {
        live("IDR", 10_000_000);
        sell("o-1", 5_000_000);

        for (String page : List.of("/board/", "/overlay/")) {
            assertThat(PAGES.open(page + STREAM + "?lang=en").locator(GMV)).containsText("Rp\u00a050,000.00");
        }
        Page console = PAGES.open("/console?lang=en#" + STREAM + "/orders");
        assertThat(console.locator(GMV)).containsText("Rp\u00a050,000.00");
        console.fill("#line-0-sku", "tea");
        console.fill("#line-0-amount", "50000");
        console.locator("console-order-form button.primary").click();
        shows(console, "totals.gmv", 10_000_000);
    }

    @Test
    void theGoalOfANewStreamIsOfTheCurrencyThatIsChosen() {
        Page console = PAGES.open("/console?lang=en");
        console.locator("[data-do='new-stream']").click();
        console.selectOption("#new-currency", "KWD");
        console.fill("#new-id", "souq");
        console.fill("#new-title", "Souq");
        console.fill("#new-goal", "1.234");
        console.locator("[data-do='create']").click();

        assertThat(console.locator("h1")).hasText("Souq");
        JsonObject souq = new JsonObject(
                PAGES.server().send("GET", "/api/streams/souq", "").body());
        assertEquals(1_234, souq.getLong("goal"));
        assertEquals(3, souq.getInteger("currencyDigits"));
    }

    @Test
    void aGoalIsNotShownAsReachedBeforeItIs() {
        live("CNY", 100_000_000);
        sell("o-1", 99_999_900);
        Page board = PAGES.open("/board/" + STREAM + "?lang=zh");
        Page overlay = PAGES.open("/overlay/" + STREAM + "?lang=zh");
        for (Page page : List.of(board, overlay)) {
            assertThat(page.locator("goal-bar .share")).hasText("99.9%");
        }
        assertThat(board.locator(GMV + " .brief")).hasText("¥99.99万");

        sell("o-2", 100);

        for (Page page : List.of(board, overlay)) {
            assertThat(page.locator("goal-bar .share")).hasText("100.0%");
        }
        assertThat(board.locator(GMV + " .brief")).hasText("¥100万");
    }

    @Test
    void everyUnitIsThereUpToTheGreatestSum() {
        live("CNY", (1L << 53) - 1);
        for (long gmv : List.of(7_036_874_417_766_401L, (1L << 53) - 1)) {
            TestRedis.command("HSET", TOTALS, "gmv", Long.toString(gmv));
            TestRedis.command("HINCRBY", TOTALS, "version", "1");
            for (String page : List.of("/board/", "/overlay/")) {
                Page screen = PAGES.open(page + STREAM + "?lang=en");
                shows(screen, "totals.gmv", gmv);
                assertThat(screen.locator(GMV)).containsText("¥%,.2f".formatted(BigDecimal.valueOf(gmv, 2)));
                has(screen.locator("goal-bar"), "data-value", gmv);
            }
        }
    }

    /** Calls the page's own modules with random sums, and compares what they write with the exact value. */
    @Test
    void whateverTheSumNothingIsRoundedUp() {
        Page page = PAGES.open("/?lang=en");
        Object wrong = page.evaluate("""
                async () => {
                  const {currencyOf, money, percent, shareOf} = await import('/shared/format.js');
                  const {passed} = await import('/shared/milestones.js');
                  const {decimal, formatMoney} = await import('/lib/livetally-client.js');
                  const wrong = [];
                  const check = (right, ...what) => right || wrong.push(what.join(' '));
                  const pick = (most) => Math.floor(Math.random() * Math.min(most, 10 ** (1 + Math.random() * 16)));
                  const scale = {K: 3, M: 6, B: 9, T: 12};
                  for (let i = 0; i < 4_000; i++) {
                    const digits = [0, 2, 3, 4][i % 4];
                    const stream = {currency: ['JPY', 'CNY', 'KWD', 'CLF'][i % 4], currencyDigits: digits};
                    const currency = currencyOf(stream);
                    const n = pick(Number.MAX_SAFE_INTEGER);
                    const bare = (text) => text.replace(/[^0-9]/g, '');
                    check(BigInt(bare(decimal(n, digits))) === BigInt(n), 'decimal', n, decimal(n, digits));
                    check(BigInt(bare(money(currency).exact(n))) === BigInt(n), 'exact', n, money(currency).exact(n));
                    check(BigInt(bare(formatMoney(n, stream, 'en'))) === BigInt(n), 'formatMoney', n);
                    check(money(currency).exact(-n) === (n === 0 ? money(currency).exact(0) : `-${money(currency).exact(n)}`), 'negative', n);
                    const [, whole, fraction = '', unit] = /([0-9,]+)(?:\\.([0-9]+))?([KMBT]?)$/.exec(money(currency).compact(n));
                    const shift = (scale[unit] ?? 0) + digits - fraction.length;
                    const said = BigInt(whole.replaceAll(',', '') + fraction);
                    check(shift >= 0 ? said * 10n ** BigInt(shift) <= BigInt(n) : said <= BigInt(n) * 10n ** BigInt(-shift), 'compact', n, money(currency).compact(n));
                    const goal = 1 + pick(Number.MAX_SAFE_INTEGER - 1);
                    for (const gmv of [n, goal - 1, goal, Math.max(0, goal - 1 - pick(1_000))]) {
                      const share = parseFloat(percent(shareOf(gmv, goal)).replaceAll(',', ''));
                      check((share >= 100) === (gmv >= goal), 'goal', gmv, goal, share);
                      const tenth = passed(0, gmv, goal, Number.MAX_SAFE_INTEGER)?.tenth ?? 0;
                      if (gmv < goal) check(BigInt(tenth) * BigInt(goal) <= BigInt(gmv) * 10n, 'tenth', gmv, goal, tenth);
                    }
                  }
                  return wrong.slice(0, 5);
                }
                """);
        assertEquals(List.of(), wrong);
    }

    /** Compares how the page and the client library write each currency with what the server says about it. */
    @Test
    void everyCurrencyHasTheServersDigits() {
        Page page = PAGES.open("/?lang=en");
        Map<String, Integer> digits = new LinkedHashMap<>(Currencies.all());
        Object written = page.evaluate("""
                async (all) => {
                  const {currencyOf, money} = await import('/shared/format.js');
                  const {formatMoney} = await import('/lib/livetally-client.js');
                  const places = (text) => (/\\.([0-9]+)\\D*$/.exec(text)?.[1] ?? '').length;
                  return Object.fromEntries(Object.entries(all).map(([currency, currencyDigits]) => {
                    const stream = {currency, currencyDigits};
                    const texts = [money(currencyOf(stream)).exact(123_456), formatMoney(123_456, stream, 'en')];
                    return [currency, places(texts[0]) === places(texts[1]) ? places(texts[0]) : texts.join(' ')];
                  }));
                }
                """, digits);
        assertEquals(digits, written);
    }

    private static void live(String currency, long goal) {
        PAGES.server()
                .create(new JsonObject()
                        .put("id", STREAM)
                        .put("title", "Fair")
                        .put("currency", currency)
                        .put("goal", goal));
        PAGES.server().startStream(STREAM);
    }

    private static void sell(String id, long amount) {
        PAGES.server().postOrders(OrderJson.order(STREAM, id, amount).encode());
    }
}
