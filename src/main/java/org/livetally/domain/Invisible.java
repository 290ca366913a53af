package org.livetally.domain;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** Characters that cannot be seen, and where they are needed all the same. */
final class Invisible {
    /** Stands for a character that is not there. */
    static final int NOTHING = -1;

    private static final int NON_JOINER = 0x200c;
    private static final int JOINER = 0x200d;

    /** The scripts whose letters joiners change: those of Arabic's family, and of India and its neighbours. */
    private static final Set<UnicodeScript> JOINING = EnumSet.of(
            UnicodeScript.ARABIC,
            UnicodeScript.SYRIAC,
            UnicodeScript.MANDAIC,
            UnicodeScript.NKO,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.BENGALI,
            UnicodeScript.GURMUKHI,
            UnicodeScript.GUJARATI,
            UnicodeScript.ORIYA,
            UnicodeScript.TAMIL,
            UnicodeScript.TELUGU,
            UnicodeScript.KANNADA,
            UnicodeScript.MALAYALAM,
            UnicodeScript.SINHALA,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TIBETAN,
            UnicodeScript.MONGOLIAN);

    private Invisible() {}

    /** Whether it takes no room by itself: Unicode's default ignorable code points, and format characters. */
    static boolean is(int c) {
        if (Character.getType(c) == Character.FORMAT) {
            return !isSeenFormat(c);
        }
        return c >= 0xfe00 && c <= 0xfe0f // variation selectors
                || c >= 0xe0000 && c <= 0xe0fff // more of them, and tags
                || c >= 0x180b && c <= 0x180f // those of Mongolian
                || c == 0x34f // grapheme joiner
                || c == 0x115f // fillers of Korean
                || c == 0x1160
                || c == 0x3164
                || c == 0xffa0
                || c == 0x17b4 // vowels of Khmer that have no shape
                || c == 0x17b5
                || c == 0x2065 // not assigned, and ignorable
                || c >= 0xfff0 && c <= 0xfff8;
    }

    /** Signs that stand around numbers, and are drawn. */
    private static boolean isSeenFormat(int c) {
        return c >= 0x600 && c <= 0x605
                || c == 0x6dd
                || c == 0x70f
                || c == 0x890
                || c == 0x891
                || c == 0x8e2
                || c == 0x110bd
                || c == 0x110cd;
    }

    /**
     * Whether it changes how the characters beside it are written.
     *
     * @param before the character before it, of those that stay; {@link #NOTHING} for none
     * @param after the next one that can be seen; {@link #NOTHING} for none
     */
    static boolean isMeant(int c, int before, int after) {
        if (c == JOINER && (isPictograph(before) || isShape(before))) {
            return isPictograph(after);
        }
        if (c == JOINER || c == NON_JOINER) {
            return joins(before) && joins(after);
        }
        if (c >= 0x180b && c <= 0x180f) {
            return before >= 0 && UnicodeScript.of(before) == UnicodeScript.MONGOLIAN;
        }
        return (c == 0xfe0e || c == 0xfe0f) && isPictograph(before);
    }

    private static boolean joins(int c) {
        return c >= 0 && JOINING.contains(UnicodeScript.of(c));
    }

    /** Whether it chooses the shape of a pictograph. */
    private static boolean isShape(int c) {
        return c == 0xfe0e || c == 0xfe0f;
    }

    private static boolean isPictograph(int c) {
        if (c >= 0x1f000 && c <= 0x1faff) { // those that this Java does not know yet, too
            return true;
        }
        int type = c < 0x2000 || c == 0x2800 ? -1 : Character.getType(c);
        return type == Character.OTHER_SYMBOL || type == Character.MATH_SYMBOL || c == 0xa9 || c == 0xae;
    }
}
