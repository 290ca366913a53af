package org.livetally.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.cli.CommandOutcome.run;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.livetally.cli.CommandOutcome;

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

    @ParameterizedTest
    @EnumSource
    void timesHaveOneWidth(LogFormat format) {
        LogRecord event = event();
        event.setInstant(Instant.parse("2026-11-22T00:00:00Z"));

        assertTrue(format.line(event, "on the second").contains("2026-11-22T00:00:00.000Z"), format::name);
    }

    @ParameterizedTest
    @EnumSource
    void noControlCharacterOfAMessageOrOfAnExceptionReachesATerminal(LogFormat format) {
        String hostile = "GET /\u001b]0;owned\u0007\u009b31m\u202e\u2028\r\nWARNING forged";
        LogRecord event = event();
        event.setThrown(new IllegalStateException(hostile, new IllegalArgumentException(hostile)));

        String line = format.line(event, hostile);

        assertTrue(line.contains("\\u001b]0;owned"), line);
        assertFalse(line.replace("\n", "").codePoints().anyMatch(LogFormatTest::isControl), line);
        assertTrue(line.lines().noneMatch(one -> one.startsWith("WARNING forged")), line);
        if (format == LogFormat.JSON) {
            JsonObject json = new JsonObject(line);
            String read = json.getString("message") + json.getString("error");
            assertFalse(read.replace("\n", "").codePoints().anyMatch(LogFormatTest::isControl), read);
            assertTrue(json.getString("error").lines().noneMatch(one -> one.startsWith("WARNING forged")), line);
        }
    }

    private static boolean isControl(int sign) {
        return sign != '\t' && (Character.isISOControl(sign) || sign == 0x202e || sign == 0x2028);
    }

    @ParameterizedTest
    @EnumSource
    void aLineIsCut(LogFormat format) {
        LogRecord event = event();
        event.setThrown(new IllegalStateException("x".repeat(1_000_000)));

        assertTrue(format.line(event, "x".repeat(1_000_000)).length() < 30_000);
    }

    @Test
    void signsOfEveryLanguageStay() {
        assertTrue(LogFormat.TEXT.line(event(), "青稞 عسل 🍯\t!").contains("青稞 عسل 🍯\t!"));
    }

    @Test
    void anotherFormatIsRefusedByName() {
        CommandOutcome serve = run("serve", "--log-format", "xml");

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
