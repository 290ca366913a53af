package org.livetally.intake.files;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.wire.MessageLimits;

/** Reads NDJSON: in each line a message as {@code POST /api/orders} takes it, or an array of them. */
final class JsonLines {
    private final InputStream file;
    private final String stream;
    private final long maxMessages;
    private final Findings findings;
    private final OrderMessages messages;

    /** How many messages were read so far, an unreadable line as one: each is remembered until the end of the file. */
    private long read;

    /** @param maxMessages beyond which the file is refused */
    JsonLines(InputStream file, String stream, long maxMessages, Findings findings, OrderMessages messages) {
        this.file = file;
        this.stream = stream;
        this.maxMessages = maxMessages;
        this.findings = findings;
        this.messages = messages;
    }

    /** Reads all lines; of one that is longer than a frame may be, no more than that is kept. */
    void read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long number = 1;
        for (int c = file.read(); c >= 0; c = file.read()) {
            if (c == '\n') {
                add(number++, line.toByteArray());
                line.reset();
            } else if (line.size() <= MessageLimits.MAX_FRAME_BYTES) {
                line.write(c);
            }
        }
        add(number, line.toByteArray());
    }

    private void add(long number, byte[] line) {
        if (new String(line, StandardCharsets.UTF_8).isBlank()) {
            return;
        }
        findings.rows++;
        read += messages.add(number, line.length > MessageLimits.MAX_FRAME_BYTES ? line : withStream(line));
        if (read > maxMessages) {
            throw Problem.invalidField("body", Rule.IMPORT_ROWS.reason(maxMessages));
        }
    }

    /** A message may leave out the stream that the file is imported into. */
    private byte[] withStream(byte[] line) {
        try {
            String text = new String(line, StandardCharsets.UTF_8);
            if (text.contains("\"stream\"") || text.stripLeading().startsWith("[")) {
                return line;
            }
            return new JsonObject(text).put("stream", stream).toBuffer().getBytes();
        } catch (DecodeException | ClassCastException e) {
            return line; // refused with its reason as a frame
        }
    }
}
