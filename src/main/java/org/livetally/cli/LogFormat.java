package org.livetally.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** How a log line is written: for people, or for programs that collect logs. */
enum LogFormat {
    /** Time, level, what happened; then the stack trace, if there is one. */
    TEXT {
        @Override
        String line(LogRecord event, String message) {
            String line = at(event) + " " + event.getLevel() + " " + message + System.lineSeparator();
            return event.getThrown() == null ? line : line + trace(event.getThrown());
        }
    },
    /** One JSON object a line: {@code at} (ISO 8601, UTC), {@code level}, {@code logger}, {@code message}, {@code error}. */
    JSON {
        @Override
        String line(LogRecord event, String message) {
            JsonObject line = new JsonObject()
                    .put("at", at(event).toString())
                    .put("level", event.getLevel().getName())
                    .put("logger", event.getLoggerName())
                    .put("message", message);
            if (event.getThrown() != null) {
                line.put("error", trace(event.getThrown()));
            }
            return line.encode() + System.lineSeparator();
        }
    };

    abstract String line(LogRecord event, String message);

    /** Makes this the format of all that this process logs from now on. */
    void use() {
        Formatter formatter = new Formatter() {
            @Override
            public String format(LogRecord event) {
                return line(event, formatMessage(event));
            }
        };
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            if (handler instanceof ConsoleHandler) {
                handler.setFormatter(formatter);
            }
        }
    }

    private static Instant at(LogRecord event) {
        return Instant.ofEpochMilli(event.getMillis());
    }

    private static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
