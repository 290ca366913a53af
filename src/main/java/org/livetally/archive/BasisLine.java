package org.livetally.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.livetally.domain.order.Seq;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.ledger.read.BasisEntry;
import org.livetally.wire.FactsJson;
import org.livetally.wire.LedgerJson;

/** A change of what orders are judged by, as a line: {@code {"seq":"…","facts":{…}}} or {@code {"seq":"…","show":{…}}}. */
final class BasisLine {
    private static final Pattern START = Pattern.compile("\\{\"seq\":\"(\\d{1,18}-\\d{1,18})\",\"(facts|show)\":");
    private static final int MAX_START = 64;

    private BasisLine() {}

    static byte[] of(BasisEntry entry) {
        String kind = entry.show() == null ? "facts" : "show";
        String start = "{\"seq\":\"" + entry.seq() + "\",\"" + kind + "\":";
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(start.getBytes(StandardCharsets.US_ASCII));
        line.writeBytes(entry.show() == null ? FactsJson.write(entry.facts()) : LedgerJson.write(entry.show()));
        line.write('}');
        line.write('\n');
        return line.toByteArray();
    }

    static BasisEntry read(String stream, byte[] line) throws IOException {
        String begin = new String(line, 0, Math.min(line.length, MAX_START), StandardCharsets.ISO_8859_1);
        Matcher start = START.matcher(begin);
        if (!start.lookingAt()) {
            throw new IOException("a line of the basis has another form");
        }
        byte[] change = Arrays.copyOfRange(line, start.end(), line.length - 1);
        Seq seq = Seq.parse(start.group(1));
        try {
            return start.group(2).equals("show")
                    ? new BasisEntry(seq, Map.of(), (Show) LedgerJson.read(stream, change))
                    : new BasisEntry(seq, FactsJson.read(change), null);
        } catch (UncheckedIOException | ClassCastException e) {
            throw new IOException("the change of the basis at " + seq + " cannot be read", e);
        }
    }
}
