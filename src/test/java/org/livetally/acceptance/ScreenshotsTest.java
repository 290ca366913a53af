package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.testing.Await;

/** Pictures of the pages in target/screenshots, for people to look at; nothing may stick out of a page, and nothing complain. */
final class ScreenshotsTest {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final String STREAM = "naqu-4500m";

    private static final long HALF = 50_000_000;

    private record Size(int width, int height) {}

    private static final List<Size> SIZES = List.of(new Size(1920, 1080), new Size(1366, 768), new Size(390, 844));

    @TempDir
    Path data;

    @Test
    void boardsAndOverlayAreDrawn() throws IOException {
        Files.createDirectories(PICTURES);
        try (Browser browser = new Browser();
                Program demo = Program.start("demo", "--speed", "240", "--port", "0", "--data-dir", data.toString())) {
            demo.line("minute");
            String base = demo.address().toString();
            Page wall = browser.open(base + "board/" + STREAM + "?lang=zh");
            Page overlay = browser.open(base + "overlay/" + STREAM + "?lang=zh");
            Page phone = browser.open(base + "board/" + STREAM + "?lang=en", 390, 844);
            Await.until("a good half came in", () -> gmv(demo) > HALF);
            picture(wall, "board-live-1920x1080-zh");
            overVideo(overlay, "overlay-live-zh");
            picture(phone, "board-live-390x844-en");
            demo.line("The hour is over");
            for (Size size : SIZES) {
                for (String lang : List.of("zh", "en")) {
                    Page page = browser.open(base + "board/" + STREAM + "?lang=" + lang, size.width, size.height);
                    ended(page);
                    picture(page, "board-ended-" + size.width + "x" + size.height + "-" + lang);
                    assertFits(page, size);
                }
            }
            ended(wall);
            overVideo(overlay, "overlay-ended-zh");
            assertEquals(List.of(), browser.complaints());
        }
    }

    private static long gmv(Program demo) {
        return demo.board(STREAM).getJsonObject("totals").getLong("gmv");
    }

    private static void ended(Page page) {
        assertThat(page.locator(".phase"))
                .hasAttribute("data-status", "ended", new HasAttributeOptions().setTimeout(20_000));
        assertThat(page.locator("trend-chart canvas").first()).isVisible();
    }

    private static void picture(Page page, String name) {
        page.screenshot(new ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
        if (page.viewportSize().width < 1200) {
            page.screenshot(new ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve(name + "-whole.png")));
        }
    }

    private static void assertFits(Page page, Size size) {
        for (String part : List.of(".hero", ".figures", ".trend", ".newest", ".ranks")) {
            var box = page.locator(part).boundingBox();
            assertEquals(
                    true, box.x >= 0 && box.x + box.width <= size.width, part + " is as wide as the page, " + size);
        }
    }

    /** The overlay as OBS lays it over a picture. */
    private static void overVideo(Page overlay, String name) throws IOException {
        byte[] png = overlay.screenshot(new ScreenshotOptions().setOmitBackground(true));
        BufferedImage plates = ImageIO.read(new ByteArrayInputStream(png));
        BufferedImage video = new BufferedImage(plates.getWidth(), plates.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D draw = video.createGraphics();
        draw.setPaint(new GradientPaint(0, 0, new Color(0x8fb6dd), 0, 1080, new Color(0xe9d9b0)));
        draw.fillRect(0, 0, 1920, 1080);
        draw.setColor(new Color(0x6f7f92));
        draw.fillPolygon(
                new int[] {0, 420, 760, 1180, 1500, 1920, 1920, 0},
                new int[] {700, 330, 600, 260, 560, 380, 1080, 1080},
                8);
        draw.setColor(new Color(0x7a8a4c));
        draw.fillPolygon(new int[] {0, 600, 1300, 1920, 1920, 0}, new int[] {840, 760, 860, 780, 1080, 1080}, 6);
        draw.drawImage(plates, 0, 0, null);
        draw.dispose();
        ImageIO.write(video, "png", PICTURES.resolve(name + ".png").toFile());
    }
}
