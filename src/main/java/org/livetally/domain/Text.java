package org.livetally.domain;

import java.text.Normalizer;
import java.text.Normalizer.Form;

/**
 * The one form in which names, ids and other texts are kept: two texts that people cannot tell apart are one. It has
 * no blanks at its ends, no invisible characters, and is in Unicode's normalization form C.
 *
 * <p>A text gets this form where it comes in, and never when it is read back: a ledger of an earlier version keeps what it
 * has, byte for byte.
 *
 * <p>Cost: this runs for each text of each order. Most consist of characters that no rule is about, which a look at each
 * of them shows; then the text itself is returned, and nothing is allocated.
 */
public final class Text {
    /**
     * Maximum length (UTF-16 units) of what is looked at. It is more than any text here may have, so whoever checks a longer
     * one refuses it as it is. Putting a long run of marks into order takes the square of its length.
     */
    static final int MAX_LENGTH = 1_024;

    private Text() {}

    /**
     * The form in which a text is kept: the text itself if it has that form, "" if nothing of it can be seen.
     *
     * <p>What can be seen stays: joiners within words of scripts that join letters and between the parts of a pictograph, and
     * selectors that choose the shape of the character before them. Control characters stay, too, except at the ends: those
     * who check a text refuse them.
     */
    public static String normal(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (!isPlain(text.charAt(i))) {
                return length > MAX_LENGTH ? text : changed(text);
            }
        }
        return length > 0 && (text.charAt(0) == ' ' || text.charAt(length - 1) == ' ') ? text.strip() : text;
    }

    /**
     * Whether the text has 1 to {@code most} characters (code points), none of them a control character or half of a
     * surrogate pair.
     */
    public static boolean isName(String text, int most) {
        return isPrintable(text, 1, most);
    }

    /** The same of {@code least} to {@code most} characters. */
    public static boolean isPrintable(String text, int least, int most) {
        int length = text.length();
        if (length < least || length > 2 * most) {
            return false;
        }
        int characters = 0;
        for (int i = 0; i < length; characters++) {
            int c = text.codePointAt(i);
            if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
                return false;
            }
            i += Character.charCount(c);
        }
        return characters >= least && characters <= most;
    }

    /**
     * Whether no rule is about this character, whatever stands beside it: printable ASCII, Latin letters, Chinese and
     * Japanese characters, Korean syllables, and their punctuation.
     */
    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7f
                || c >= 0x4e00 && c < 0xa000
                || c > 0xbf && c < 0x180
                || c > 0x3000 && c < 0x302a
                || c > 0x3040 && c < 0x3097
                || c > 0x309a && c < 0x3100
                || c >= 0x3400 && c < 0x4dc0
                || c >= 0xac00 && c < 0xd7a4
                || c > 0xff00 && c < 0xff5f;
    }

    /** Until nothing changes: marks that change places have other neighbours, and what stays depends on these. */
    private static String changed(String text) {
        String before = text;
        String form = composed(visible(text));
        while (!form.equals(before)) {
            before = form;
            form = composed(visible(form));
        }
        return form.equals(text) ? text : form;
    }

    private static String composed(String text) {
        return Normalizer.isNormalized(text, Form.NFC) ? text : Normalizer.normalize(text, Form.NFC);
    }

    /** Without invisible characters and the blanks at its ends. */
    private static String visible(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        int end = 0; // of what is kept, after the last character that is no blank
        int before = Invisible.NOTHING;
        int next = 0; // the place of the next character that can be seen, once it was looked for
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (Invisible.is(c)) {
                next = next < i ? nextVisible(text, i) : next;
                int after = next < text.length() ? text.codePointAt(next) : Invisible.NOTHING;
                if (!Invisible.isMeant(c, before, after)) {
                    continue;
                }
            }
            boolean blank = isBlank(c);
            if (!blank || end > 0) {
                kept.appendCodePoint(c);
                before = c;
                end = blank ? end : kept.length();
            }
        }
        kept.setLength(end);
        return kept.toString();
    }

    private static int nextVisible(String text, int from) {
        int i = from;
        while (i < text.length() && Invisible.is(text.codePointAt(i))) {
            i += Character.charCount(text.codePointAt(i));
        }
        return i;
    }

    /** Unicode's white space, line ends among it, and a cell of Braille without dots. */
    private static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85 || c == 0x2800;
    }
}
