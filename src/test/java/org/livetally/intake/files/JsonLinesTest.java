package org.livetally.intake.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.StreamStatus;
import org.livetally.http.Problem;
import org.livetally.testing.OrderJson;

/** Lines of which each may hold many messages. */
final class JsonLinesTest {
    private static final StreamFacts STREAM = new StreamFacts("s", "CNY", ZoneOffset.UTC, StreamStatus.LIVE, 1, 0);

    private final List<FileEntry> entries = new ArrayList<>();

    /** What is remembered of a file grows with its messages, however few its lines are. */
    @Test
    void messagesAreCountedAndNotLines() throws IOException {
        String file = pair() + "\n" + pair() + "\n";
        read(file, 4);
        assertEquals(4, entries.size());
        Problem refused = assertThrows(Problem.class, () -> read(file, 3));
        assertEquals(Rule.IMPORT_ROWS, Objects.requireNonNull(refused.reason()).rule());
    }

    private static String pair() {
        return "[" + order() + "," + order() + "]";
    }

    private static String order() {
        return OrderJson.order("s", UUID.randomUUID().toString(), 100).encode();
    }

    private void read(String file, long maxMessages) throws IOException {
        Findings findings = new Findings();
        OrderMessages messages = new OrderMessages(STREAM, null, 1, findings, entries::add);
        byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
        new JsonLines(new ByteArrayInputStream(bytes), "s", maxMessages, findings, messages).read();
    }
}
