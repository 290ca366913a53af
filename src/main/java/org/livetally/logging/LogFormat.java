package org.livetally.logging;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The format of log lines: for people, or for programs that collect logs. A message may contain text from strangers, so
 * no control character reaches a terminal or starts a line of its own, and no message is longer than
 * {@link #MAX_CHARS}.
 */
public enum LogFormat {
    /** Time, level, message; then the stack trace, if there is one. */
    TEXT {
        @Override
        String line(LogRecord event, String message) {
            String line = at(event) + " " + event.getLevel() + " " + harmless(message) + System.lineSeparator();
            return event.getThrown() == null ? line : line + trace(event.getThrown());
        }
    },
    /**
     * One JSON object a line: {@code at} (ISO 8601, UTC), {@code level}, {@code logger}, {@code message},
     * {@code error}.
     */
    JSON {
        @Override
        String line(LogRecord event, String message) {
            JsonObject line = new JsonObject()
                    .put("at", at(event))
                    .put("level", event.getLevel().getName())
                    .put("logger", event.getLoggerName())
                    .put("message", harmless(message, LINES));
            if (event.getThrown() != null) {
                line.put("error", trace(event.getThrown()));
            }
            return line.encode() + System.lineSeparator();
        }
    };

    /** More than the end of Redis' own log, which an error may quote. */
    private static final int MAX_CHARS = 8_000;

    private static final int MILLISECONDS = 3;
    private static final DateTimeFormatter AT =
            new DateTimeFormatterBuilder().appendInstant(MILLISECONDS).toFormatter();

    /** A tab is harmless. */
    private static final String KEPT = "\t";
    /** In JSON a line end is harmless, too. */
    private static final String LINES = KEPT + "\n";

    abstract String line(LogRecord event, String message);

    /** Makes this the format of everything that the process logs from now on. */
    public void use() {
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

    /** Always with milliseconds, so that times have one width and sort as text. */
    private static String at(LogRecord event) {
        return AT.format(Instant.ofEpochMilli(event.getMillis()));
    }

    private static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace) {
            @Override
            public void println(@Nullable Object line) { // line by line, since an exception's message is part of one
                super.println(harmless(String.valueOf(line)));
            }
        });
        return trace.toString();
    }

    private static String harmless(String text) {
        return harmless(text, KEPT);
    }

    private static String harmless(String text, String kept) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().limit(MAX_CHARS).forEach(sign -> {
            if (isHarmless(sign) || kept.indexOf(sign) >= 0) {
                shown.appendCodePoint(sign);
            } else {
                shown.append(escape(sign));
            }
        });
        return text.length() > MAX_CHARS ? shown + "…" : shown.toString();
    }

    /**
     * Whether the character moves no cursor, rings no bell, ends no line, changes no text direction, and is visible.
     */
    private static boolean isHarmless(int sign) {
        return switch (Character.getType(sign)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    private static String escape(int sign) {
        return switch (sign) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            default -> String.format("\\u%04x", sign);
        };
    }
}
