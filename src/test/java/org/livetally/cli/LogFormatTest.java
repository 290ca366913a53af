package org.livetally.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.cli.Outcome.run;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

final class LogFormatTest {
    private static final String MESSAGE = "a \"stream\" of\ntwo lines";

    @Test
    void jsonIsOneObjectALineWhateverTheMessageHolds() {
        String line = LogFormat.JSON.line(event(), MESSAGE);

        assertEquals(1, line.lines().count());
        JsonObject json = new JsonObject(line);
        assertEquals(Set.of("at", "level", "logger", "message", "error"), json.fieldNames());
        assertEquals("2026-11-22T00:00:00.123Z", json.getString("at"));
        assertEquals("WARNING", json.getString("level"));
        assertEquals("org.livetally.test", json.getString("logger"));
        assertEquals(MESSAGE, json.getString("message"));
        assertTrue(json.getString("error").startsWith("java.lang.IllegalStateException: broken"), line);
    }

    @Test
    void textIsForPeople() {
        String line = LogFormat.TEXT.line(event(), "no connection");

        assertTrue(line.startsWith("2026-11-22T00:00:00.123Z WARNING no connection\n"), line);
        assertTrue(line.contains("IllegalStateException: broken"), line);
    }

    @Test
    void anotherFormatIsRefusedByName() {
        Outcome serve = run("serve", "--log-format", "xml");

        assertEquals(2, serve.exit());
        assertTrue(serve.err().contains("--log-format"), serve::toString);
    }

    private static LogRecord event() {
        LogRecord event = new LogRecord(Level.WARNING, "unformatted");
        event.setLoggerName("org.livetally.test");
        event.setInstant(Instant.parse("2026-11-22T00:00:00.123Z"));
        event.setThrown(new IllegalStateException("broken"));
        return event;
    }
}
