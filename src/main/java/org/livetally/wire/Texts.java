package org.livetally.wire;

/** The rules for names and ids. */
public final class Texts {
    private Texts() {}

    /**
     * Whether the text has 1 to {@code most} characters (code points), none of them a control character or half of a
     * surrogate pair.
     */
    public static boolean isName(String text, int most) {
        int length = text.length();
        if (length == 0 || length > 2 * most) {
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
        return characters <= most;
    }
}
