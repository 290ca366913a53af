package org.livetally.http.site;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.livetally.domain.tally.Dimension;

/** Screens know every dimension of the server, and no other. */
final class ScreenDimensionsTest {
    private static final Path LIST = Path.of("src/main/resources/webroot/shared/dimensions.js");
    private static final Pattern ENTRY = Pattern.compile("section: '(\\w+)',\\s*(?:field: '(\\w+)')?");

    @Test
    void everyDimensionHasItsSectionAndItsField() throws IOException {
        assertEquals(
                Stream.of(Dimension.values()).collect(Collectors.toMap(Dimension::key, ScreenDimensionsTest::field)),
                ENTRY.matcher(Files.readString(LIST))
                        .results()
                        .collect(Collectors.toMap(
                                entry -> entry.group(1), entry -> Objects.requireNonNullElse(entry.group(2), ""))));
    }

    /** Empty if there is none. */
    private static String field(Dimension dimension) {
        return dimension.isFilter() ? dimension.field() : "";
    }
}
