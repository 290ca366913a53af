package org.livetally.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Fingerprint;

/**
 * A line of a file's ledger: an entry, its messages byte for byte as they were recorded.
 *
 * <pre>{"entry":"1592208000123-0","fingerprints":["0123456789abcdef"],"messages":[…]}</pre>
 *
 * @param fingerprints of its messages, in their order: whether a sender gave a time is only known from them
 */
public record LedgerLine(Entry entry, List<String> fingerprints) {
    private static final String MESSAGES = ",\"messages\":";
    /** Repeats no group: the pattern would take room on the stack for each of a thousand fingerprints. */
    private static final Pattern START =
            Pattern.compile("\\{\"entry\":\"(\\d{1,18}-\\d{1,18})\",\"fingerprints\":\\[([\"0-9a-f,]*)\\]" + MESSAGES);

    private static final byte END = '}';

    public LedgerLine {
        fingerprints = List.copyOf(fingerprints);
    }

    /** With the line's end. */
    byte[] bytes() {
        String start = "{\"entry\":\"" + entry.id() + "\",\"fingerprints\":[" + quoted(fingerprints) + "]" + MESSAGES;
        ByteArrayOutputStream line = new ByteArrayOutputStream(start.length() + entry.messages().length + 2);
        line.writeBytes(start.getBytes(StandardCharsets.US_ASCII));
        line.writeBytes(entry.messages());
        line.write(END);
        line.write('\n');
        return line.toByteArray();
    }

    /** @throws IOException if the line, which is without its end, has another form */
    static LedgerLine of(byte[] line) throws IOException {
        Matcher start = START.matcher(new String(line, 0, startLength(line), StandardCharsets.ISO_8859_1));
        if (!start.matches() || line[line.length - 1] != END) {
            throw new IOException("a line is no entry of a ledger");
        }
        String all = start.group(2);
        List<String> fingerprints =
                all.isEmpty() ? List.of() : List.of(all.replace("\"", "").split(",", -1));
        if (!quoted(fingerprints).equals(all) || !fingerprints.stream().allMatch(LedgerLine::isFingerprint)) {
            throw new IOException("fingerprints of an entry are texts");
        }
        byte[] messages = Arrays.copyOfRange(line, start.end(), line.length - 1);
        return new LedgerLine(Entry.of(Seq.parse(start.group(1)), messages), fingerprints);
    }

    private static boolean isFingerprint(String text) {
        return text.isEmpty() || Fingerprint.hex(0).length() == text.length();
    }

    private static String quoted(List<String> fingerprints) {
        return fingerprints.isEmpty() ? "" : '"' + String.join("\",\"", fingerprints) + '"';
    }

    /** Where the messages begin; nothing before them can hold their name. */
    private static int startLength(byte[] line) {
        byte[] name = MESSAGES.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i + name.length < line.length; i++) {
            if (Arrays.equals(line, i, i + name.length, name, 0, name.length)) {
                return i + name.length;
            }
        }
        return 0;
    }
}
