package org.livetally.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.livetally.domain.Text;

/**
 * Reads the plain parts of JSON from its bytes: names of fields that are known, integers of digits, texts without escapes in
 * their normal form. At the first thing that is not plain it stands at the end, and stays there: whoever reads need not look
 * after each step, but at last. It never decides that something is wrong, only that it is not plain. Each thread has one, with
 * the names that it read: the orders of a frame and those of a ledger have the same.
 */
public final class PlainJson {
    private static final ThreadLocal<PlainJson> OF_THREAD = ThreadLocal.withInitial(PlainJson::new);

    /** Longer numbers are not plain; these fit into a long. */
    private static final int MAX_DIGITS = 18;

    private static final int HASH = 31;
    private static final byte DELETE = 0x7f;
    /** What stands for bytes that are no UTF-8. */
    private static final char NO_CHARACTER = '\ufffd';

    private static final byte[] NOTHING = {};
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final NameCache names = new NameCache();
    private byte[] json = NOTHING;
    private int at;
    private boolean plain;
    /** The hash of the text that was looked at last. */
    private int hash;
    /** All of its bytes, combined by "or": below zero if one is not ASCII. */
    private byte bits;

    /** The fields that an object may have. */
    public static final class Fields {
        private final String[] names;
        private final byte[][] quoted;

        public Fields(String... names) {
            this.names = names;
            this.quoted = Arrays.stream(names)
                    .map(name -> (name + '"').getBytes(StandardCharsets.US_ASCII))
                    .toArray(byte[][]::new);
        }

        public String name(int place) {
            return names[place];
        }

        /** What {@link #once} comes to when an object had each of them. */
        public int all() {
            return (1 << names.length) - 1;
        }
    }

    private PlainJson() {}

    /** That of this thread, at the beginning of these bytes: whoever asks reads to the end before anybody else asks. */
    public static PlainJson of(byte[] bytes) {
        PlainJson own = OF_THREAD.get();
        own.json = bytes;
        own.goTo(0);
        return own;
    }

    /** Goes to a place, from which on all is plain so far. */
    void goTo(int place) {
        at = place;
        plain = true;
    }

    /** The place of the next byte; behind the last one after something that is not plain. */
    int place() {
        return at;
    }

    boolean isPlain() {
        return plain;
    }

    /** Lets go of the bytes. */
    void letGo() {
        json = NOTHING;
    }

    /** Whether all was plain, and nothing is left but white space. Lets go of the bytes. */
    public boolean end() {
        skipSpace();
        boolean all = plain && at == json.length;
        letGo();
        return all;
    }

    /** Says that this is not plain. */
    public void fail() {
        plain = false;
        at = json.length;
    }

    private void skipSpace() {
        while (at < json.length && isSpace(json[at])) {
            at++;
        }
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** The next byte that is no white space; 0 at the end. */
    public byte peek() {
        skipSpace();
        return at < json.length ? json[at] : 0;
    }

    /** Passes this byte, which must come next. */
    public void pass(char expected) {
        if (peek() == expected) {
            at++;
        } else {
            fail();
        }
    }

    /** Passes a comma, or this closing byte; whether it was a comma. */
    public boolean more(char closing) {
        boolean comma = peek() == ',';
        pass(comma ? ',' : closing);
        return comma && plain;
    }

    /**
     * Passes the name of a field and its colon.
     *
     * @param likely the place among the fields that is looked at first: most objects have them in one order
     * @return the field's place
     */
    public int field(Fields fields, int likely) {
        pass('"');
        byte[][] quoted = fields.quoted;
        int place = likely;
        for (int i = 0; i < quoted.length; i++, place++) {
            place = place < quoted.length ? place : 0;
            if (passes(quoted[place])) {
                pass(':');
                return place;
            }
        }
        fail();
        return 0;
    }

    /** Adds a place to those of the fields that an object had, a bit each; one that comes again is not plain. */
    public int once(int seen, int place) {
        int all = seen | 1 << place;
        if (all == seen) {
            fail();
        }
        return all;
    }

    /** Passes these bytes, if they come next; whether they did. */
    boolean passes(byte[] word) {
        boolean next = isNext(word);
        at += next ? word.length : 0;
        return next;
    }

    /** Passes these bytes, which must come next. */
    void pass(byte[] word) {
        if (!passes(word)) {
            fail();
        }
    }

    private boolean isNext(byte[] word) {
        return json.length - at >= word.length && Arrays.equals(json, at, at + word.length, word, 0, word.length);
    }

    /** Passes a null, if one comes next. */
    public boolean isNull() {
        if (peek() != 'n') {
            return false;
        }
        pass(NULL);
        return plain;
    }

    /** An integer of this range, which is not below zero. */
    public long integer(long least, long most) {
        boolean zero = peek() == '0';
        int from = at;
        long value = 0;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            value = 10 * value + json[at++] - '0'; // too long a number is refused for that
        }
        int digits = at - from;
        if (digits == 0 || digits > MAX_DIGITS || zero && digits > 1 || value < least || value > most) {
            fail();
        }
        return value;
    }

    /** A text of 1 to {@value MessageLimits#MAX_NAME} characters that comes again and again. */
    public String name() {
        int from = quote();
        int to = textEnd(from);
        boolean ascii = bits >= 0;
        String known = names.find(json, from, to, hash, ascii);
        if (known == null) {
            known = text(from, to);
            if (plain) {
                names.keep(json, from, to, hash, ascii, known);
            }
        }
        at = plain ? to + 1 : json.length;
        return known;
    }

    /** The same of one that does not. */
    public String text() {
        int from = quote();
        int to = textEnd(from);
        String text = text(from, to);
        at = plain ? to + 1 : json.length;
        return text;
    }

    private int quote() {
        pass('"');
        return at;
    }

    /** The place of the closing quote. */
    private int textEnd(int from) {
        int hashed = 0;
        byte all = 0;
        for (int i = from; i < json.length; i++) {
            byte b = json[i];
            if (b == '"') {
                hash = hashed;
                bits = all;
                return i;
            }
            if (b == '\\') {
                break;
            }
            hashed = HASH * hashed + b;
            all |= b;
        }
        fail();
        return from;
    }

    private String text(int from, int to) {
        if (isAscii(from, to)) {
            if (to == from || to - from > MessageLimits.MAX_NAME || json[from] == ' ' || json[to - 1] == ' ') {
                fail();
            }
            return new String(json, from, to - from, StandardCharsets.ISO_8859_1);
        }
        String text = new String(json, from, to - from, StandardCharsets.UTF_8);
        if (text.indexOf(NO_CHARACTER) >= 0
                || !Text.normal(text).equals(text)
                || !Text.isName(text, MessageLimits.MAX_NAME)) {
            fail();
        }
        return text;
    }

    /** Whether it is printable ASCII, about which there is no rule. */
    private boolean isAscii(int from, int to) {
        for (int i = from; i < to; i++) {
            if (json[i] < ' ' || json[i] == DELETE) {
                return false;
            }
        }
        return true;
    }
}
