package org.livetally.http.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Chinese is readable on every system that has a font for it, since the pages' stacks name it: a browser that is left to
 * itself may show boxes, or Japanese forms. Nor does a browser recolour a page that says which scheme it has.
 */
final class FontsTest {
    private static final Path WEBROOT = Path.of("src/main/resources/webroot");
    private static final Path TOKENS = Path.of("shared", "tokens.css");
    private static final Pattern FONT = Pattern.compile("(?<![\\w-])font(?:-family)?:([^;]*);");
    /** What is printed beside the text of a page. */
    private static final Pattern MARGIN = Pattern.compile("\\s*8pt (?:sans-serif|monospace)");

    @Test
    void everyFontIsAToken() throws IOException {
        try (Stream<Path> files = Files.walk(WEBROOT)) {
            List<String> others = files.filter(file -> file.toString().matches(".*\\.css(\\.js)?"))
                    .filter(file -> !file.endsWith(TOKENS))
                    .flatMap(file -> FONT.matcher(read(file))
                            .results()
                            .map(found -> found.group(1))
                            .filter(font -> !font.matches("(?s).*(?:inherit|var\\(--font[^)]*\\))"))
                            .filter(font -> !MARGIN.matcher(font).matches())
                            .map(font -> file + ":" + font))
                    .toList();
            assertEquals(List.of(), others);
        }
    }

    @Test
    void theFontsNameOneForChineseOnEachSystem() throws IOException {
        String tokens = Files.readString(WEBROOT.resolve(TOKENS));
        String sans = tokens.replaceAll("(?s).*?--font:([^;]*);.*", "$1");
        for (String name : List.of("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi")) {
            assertTrue(sans.contains("'" + name), name + " in " + sans);
        }
        assertTrue(Files.readString(Path.of("docs/operations.md")).contains("fonts-noto-cjk"), "and how to get one");
    }

    @Test
    void everyPageSaysItsSchemeSoThatNoBrowserRecoloursIt() throws IOException {
        try (Stream<Path> folders = Files.list(WEBROOT)) {
            List<Path> pages = folders.map(folder -> folder.resolve(folder.getFileName() + ".css"))
                    .filter(Files::exists)
                    .toList();
            var joined = JoinedSheets.of(Assets.below("webroot"));
            assertTrue(pages.size() > 10, pages::toString);
            for (Path page : pages) {
                String path = "/" + WEBROOT.relativize(page).toString();
                String sheet = new String(joined.apply(path).orElseThrow(), StandardCharsets.UTF_8);
                assertTrue(sheet.contains("html {\n"), path);
                assertTrue(
                        Pattern.compile("\n  color-scheme: (?:dark|only light);")
                                .matcher(sheet)
                                .find(),
                        path);
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
