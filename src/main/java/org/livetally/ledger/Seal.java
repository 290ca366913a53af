package org.livetally.ledger;

import java.util.Locale;
import java.util.regex.Pattern;
import org.livetally.domain.order.Seq;

/**
 * What people write down of a ledger: the value of its {@link Chain} after an entry.
 *
 * @param seq the id of that entry
 * @param sha256 64 lower-case hexadecimal digits
 */
public record Seal(Seq seq, String sha256) {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final char AT = '@';

    /** @throws IllegalArgumentException if the hash has another form */
    public Seal {
        if (!SHA_256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("a seal has 64 lower-case hexadecimal digits: " + sha256);
        }
    }

    /**
     * Parses the output of {@link #text}, in upper or lower case.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public static Seal parse(String text) {
        int at = text.indexOf(AT);
        if (at < 0 || !Seq.isSeq(text.substring(at + 1))) {
            throw new IllegalArgumentException("a seal is SHA256@SEQ, for example 3f…e2@1592208000123-0: " + text);
        }
        return new Seal(Seq.parse(text.substring(at + 1)), text.substring(0, at).toLowerCase(Locale.ROOT));
    }

    /** As people type it: {@code <sha256>@<seq>}. */
    public String text() {
        return sha256 + AT + seq;
    }
}
