package org.livetally.http.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page's own style sheet has the text of what it imports. */
final class JoinedSheetsTest {
    private static final Function<String, Optional<byte[]>> FILES = Assets.below("webroot");

    @Test
    void partsStandInThePlacesOfTheirImports() {
        Function<String, Optional<byte[]>> files = files(Map.of(
                "/board/board.css", "/* sheets */\n@import '../shared/tokens.css';\n@import './layout.css';\n",
                "/shared/tokens.css", "a { width: $1; }\n",
                "/board/layout.css", "b { width: 2px; }\n"));

        assertEquals(
                "/* sheets */\na { width: $1; }\n\nb { width: 2px; }\n\n",
                text(JoinedSheets.of(files), "/board/board.css"));
        assertEquals("b { width: 2px; }\n", text(JoinedSheets.of(files), "/board/layout.css"));
        assertTrue(JoinedSheets.of(files).apply("/nowhere.css").isEmpty());
    }

    @Test
    void aMissingPartIsNamed() {
        Function<String, Optional<byte[]>> files = files(Map.of("/a/a.css", "@import './b.css';\n"));

        IllegalStateException missing = assertThrows(
                IllegalStateException.class, () -> JoinedSheets.of(files).apply("/a/a.css"));
        assertEquals("there is no style sheet /a/b.css", missing.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"home", "board", "overlay", "overlays", "console", "live"})
    void aPagesOwnSheetHoldsNothingButImports(String page) {
        String path = "/" + page + "/" + page + ".css";
        String rest =
                text(FILES, path).replaceAll("(?m)^@import '[^'\n]+';$", "").replaceAll("(?s)/\\*.*?\\*/", "");

        assertTrue(rest.isBlank(), rest);
        assertFalse(text(JoinedSheets.of(FILES), path).contains("@import"), "parts import nothing");
    }

    private static Function<String, Optional<byte[]>> files(Map<String, String> texts) {
        return path -> Optional.ofNullable(texts.get(path)).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Function<String, Optional<byte[]>> files, String path) {
        return new String(files.apply(path).orElseThrow(), StandardCharsets.UTF_8);
    }
}
