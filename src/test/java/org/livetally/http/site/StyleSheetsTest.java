package org.livetally.http.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page's own style sheet imports is linked in its place. */
final class StyleSheetsTest {
    private static final Function<String, Optional<byte[]>> FILES = Assets.below("webroot");
    private static final Pattern LINK = Pattern.compile("<link rel=\"stylesheet\" href=\"([^\"]+)\">");

    @Test
    void importsBecomeLinksInTheirOrder() {
        String sheet = "/* sheets */\n@import '../shared/tokens.css';\n@import './layout.css';\n";
        assertEquals(
                "<link rel=\"stylesheet\" href=\"/shared/tokens.css\">\n"
                        + "  <link rel=\"stylesheet\" href=\"/board/layout.css\">",
                StyleSheets.links("/board/board.css", path -> Optional.of(sheet.getBytes(StandardCharsets.UTF_8))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"home", "board", "overlay", "overlays", "console", "live"})
    void aPagesOwnSheetHoldsNothingButImportsOfSheetsThatExist(String page) {
        String path = "/" + page + "/" + page + ".css";
        String sheet = new String(FILES.apply(path).orElseThrow(), StandardCharsets.UTF_8);
        String rest = StyleSheets.IMPORT.matcher(sheet).replaceAll("").replaceAll("(?s)/\\*.*?\\*/", "");
        assertTrue(rest.isBlank(), rest);
        LINK.matcher(StyleSheets.links(path, FILES))
                .results()
                .forEach(link -> assertTrue(FILES.apply(link.group(1)).isPresent(), link.group(1)));
    }
}
