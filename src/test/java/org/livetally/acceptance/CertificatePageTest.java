package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.acceptance.GoodsStream.message;
import static org.livetally.acceptance.GoodsStream.order;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.PdfOptions;
import com.microsoft.playwright.options.Media;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The certificates of an order's numbers: on a screen, on paper, and only once they are paid. */
final class CertificatePageTest {
    private static final Pattern PDF_PAGE = Pattern.compile("/Type /Page\\b(?!s)");

    @RegisterExtension
    static final Pages PAGES = new Pages();

    private GoodsStream stream;

    @BeforeEach
    void begin() {
        stream = GoodsStream.live(PAGES.server());
    }

    @Test
    void eachNumberIsACertificateInBothLanguages() {
        stream.post(order("o-1", "yak", 2, 200_000).put("at", 1_592_208_000_123L));

        Page zh = PAGES.open("/certificate/naqu/o-1?lang=zh");
        assertThat(zh.locator(".sheet .number")).hasText(new String[] {"Y-001", "Y-002"});
        assertThat(zh.locator(".sheet .product").first()).hasText("那曲牦牛");
        assertThat(zh.locator(".sheet h2").first()).hasText("认养证书");
        assertThat(zh.locator(".sheet dd").first()).hasText("那曲专场");
        assertThat(zh.locator(".sheet dl").first()).containsText("2020年6月15日");
        assertThat(zh.locator(".sheet dl").first()).containsText("o-1");
        assertThat(zh.locator(".sheet figure img").first()).isVisible();
        Page en = PAGES.onPhone("/certificate/naqu/o-1?lang=en");
        assertThat(en.locator(".sheet h2").first()).hasText("Certificate of Adoption");
        assertThat(en.locator(".sheet dl").first()).containsText("June 15, 2020");
    }

    @Test
    void theNameOfTheHolderStandsOnThePageAndIsSentNowhere() {
        stream.post(order("o-1", "yak", 2, 200_000));
        Page page = PAGES.open("/certificate/naqu/o-1?lang=zh");
        assertThat(page.locator(".sheet")).hasCount(2);
        List<String> sent = new CopyOnWriteArrayList<>();
        page.onRequest(request -> sent.add(request.url()));

        page.fill("#holder", " 洛桑 ");

        assertThat(page.locator(".sheet .holder")).hasText(new String[] {"洛桑", "洛桑"});
        assertEquals(List.of(), sent);
        assertEquals("{}", page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})"));
    }

    @Test
    void aCertificateIsAPageOfPaperWithoutTheBar() {
        stream.post(order("o-1", "yak", 3, 300_000));
        Page page = PAGES.open("/certificate/naqu/o-1?lang=zh");
        assertThat(page.locator(".sheet")).hasCount(3);
        page.emulateMedia(new EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.locator(".bar")).isHidden();

        byte[] pdf = page.pdf(new PdfOptions().setPreferCSSPageSize(true));

        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        assertEquals(3, PDF_PAGE.matcher(text).results().count());
        assertTrue(text.contains("594.9") && text.contains("841.9"), "A4 upright");
    }

    @Test
    void whatIsNotPaidIsReservedUntilItIs() {
        stream.post(order("o-1", "yak", 1, 100_000).put("status", "placed"));
        Page page = PAGES.open("/certificate/naqu/o-1?lang=en");
        assertThat(page.locator(".told h1")).containsText("Reserved");
        assertThat(page.locator(".told li")).hasText("Y-001");
        assertThat(page.locator("[data-do=print]")).hasCount(0);
        assertThat(page.locator(".sheet")).hasCount(0);

        stream.post(message("payment", "p-1").put("order", "o-1"));
        assertThat(page.locator(".sheet .number")).hasText("Y-001"); // it asks every ten seconds
    }

    @Test
    void thereIsNoneOfAnOrderWithoutNumbers() {
        stream.post(order("o-1", "honey", 1, 9_800));
        Page page = PAGES.open("/certificate/naqu/o-1?lang=en");
        assertThat(page.locator(".told h1")).hasText("There is no such certificate");
        PAGES.browser().allErrors().removeIf(error -> error.contains("404"));
    }
}
