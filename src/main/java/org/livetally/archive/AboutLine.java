package org.livetally.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Recorded;
import org.livetally.wire.LedgerJson;

/** A message of an earlier chunk, as a line: {@code {"seq":"…","message":{…}}}. */
final class AboutLine {
    private static final Pattern START = Pattern.compile("\\{\"seq\":\"(\\d{1,18}-\\d{1,18})\",\"message\":");
    private static final int MAX_START = 64;

    private AboutLine() {}

    static byte[] of(Recorded recorded) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(("{\"seq\":\"" + recorded.seq() + "\",\"message\":").getBytes(StandardCharsets.US_ASCII));
        line.writeBytes(LedgerJson.write(recorded.message()));
        line.write('}');
        line.write('\n');
        return line.toByteArray();
    }

    static Recorded read(String stream, byte[] line) throws IOException {
        Matcher start =
                START.matcher(new String(line, 0, Math.min(line.length, MAX_START), StandardCharsets.ISO_8859_1));
        if (!start.lookingAt()) {
            throw new IOException("a line about an earlier message has another form");
        }
        try {
            return new Recorded(
                    Seq.parse(start.group(1)),
                    LedgerJson.read(stream, Arrays.copyOfRange(line, start.end(), line.length - 1)));
        } catch (UncheckedIOException e) {
            throw new IOException("the message at " + start.group(1) + " cannot be read", e);
        }
    }
}
