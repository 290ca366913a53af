package org.livetally.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** A log line: time, level, what happened; then the stack trace, if there is one. */
final class LogLine extends Formatter {

    @Override
    public String format(LogRecord event) {
        Instant at = Instant.ofEpochMilli(event.getMillis());
        String line = at + " " + event.getLevel() + " " + formatMessage(event) + System.lineSeparator();
        return event.getThrown() == null ? line : line + trace(event.getThrown());
    }

    private static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
