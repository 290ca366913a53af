package org.livetally.http.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages have one palette, in one file: a colour that is written elsewhere would not change with it. */
final class ColoursTest {
    private static final Path WEBROOT = Path.of("src/main/resources/webroot");
    private static final Path TOKENS = Path.of("shared", "tokens.css");
    /** Unlike a colour, a private member or an id, such as {@code #add}, is followed by something else. */
    private static final Pattern COLOUR = Pattern.compile(
            "(?<![\\w.])#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\\s*[;,'\"]|\\b(?:rgb|hsl)a?\\(");

    @Test
    void everyColourIsAToken() throws IOException {
        try (Stream<Path> files = Files.walk(WEBROOT)) {
            List<String> written = files.filter(file -> file.toString().matches(".*\\.(css|js)"))
                    .filter(file -> !file.endsWith(TOKENS))
                    .flatMap(ColoursTest::colours)
                    .toList();
            assertEquals(List.of(), written);
        }
        assertTrue(colours(WEBROOT.resolve(TOKENS)).findAny().isPresent(), "it finds those that there are");
    }

    private static Stream<String> colours(Path file) {
        try {
            return COLOUR.matcher(Files.readString(file)).results().map(found -> file + ": " + found.group());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
