package org.livetally.domain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The signs of a text as people see them (grapheme clusters, UAX 29): a letter with its marks, a flag, a family of
 * pictographs.
 */
public final class Graphemes {
    private static final Pattern ONE = Pattern.compile("\\X");
    private static final String HIDDEN = "***";

    private Graphemes() {}

    /** The first and the last sign of a name, with {@code ***} between them; of fewer than three, only the first. */
    public static String masked(String name) {
        int length = name.length();
        if (length >= 3
                && standsAlone(name.charAt(0))
                && standsAlone(name.charAt(1))
                && standsAlone(name.charAt(length - 2))
                && standsAlone(name.charAt(length - 1))) {
            return name.charAt(0) + HIDDEN + name.charAt(length - 1);
        }
        Matcher signs = ONE.matcher(name);
        String first = "";
        String last = "";
        int count = 0;
        for (; signs.find(); count++) {
            last = signs.group();
            first = count == 0 ? last : first;
        }
        return first + HIDDEN + (count < 3 ? "" : last);
    }

    /** Whether no neighbour of its kind forms one sign with it, as is so of most names: Latin letters, Chinese signs. */
    private static boolean standsAlone(char c) {
        return c >= ' ' && c < '\u0300' || c >= '\u4e00' && c <= '\u9fff';
    }
}
