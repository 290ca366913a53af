package org.livetally.http.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.livetally.domain.order.MessageType;

/** Pages know every type of messages, and no other. */
final class ScreenMessagesTest {
    private static final Path LIST = Path.of("src/main/resources/webroot/shared/ledger-entries.js");
    private static final Pattern TYPES = Pattern.compile("export const TYPES = \\[([^\\]]*)];");

    @Test
    void everyTypeIsOneThatPagesCanShow() throws IOException {
        Matcher types = TYPES.matcher(Files.readString(LIST));
        assertTrue(types.find());
        assertEquals(
                Stream.of(MessageType.values()).map(MessageType::wire).toList(),
                Pattern.compile("'(\\w+)'")
                        .matcher(types.group(1))
                        .results()
                        .map(type -> type.group(1))
                        .toList());
    }
}
