package org.livetally.domain.tally;

/** The names of what Redis keeps of numbered products; no sku holds the separator. */
public final class NumberNames {
    private static final String FRESH = "fresh";
    private static final String CHANGES = "changes";
    private static final int DIGITS = 10;

    private NumberNames() {}

    /** 1 while the number is given. */
    public static String given(String sku, long number) {
        return sku + Tallies.SEPARATOR + number;
    }

    /** Whether this is an output of {@link #given}, and not one of the other two. */
    public static boolean isGiven(String name) {
        return !name.endsWith(Tallies.SEPARATOR + FRESH) && !name.endsWith(Tallies.SEPARATOR + CHANGES);
    }

    /** How many numbers were ever given: the lowest ones, one after another. */
    public static String fresh(String sku) {
        return sku + Tallies.SEPARATOR + FRESH;
    }

    /** How many messages gave or freed numbers of the product. */
    public static String changes(String sku) {
        return sku + Tallies.SEPARATOR + CHANGES;
    }

    /** A number that came back. These names sort by number. */
    public static String freed(String sku, long number) {
        String digits = Long.toString(number);
        return sku + Tallies.SEPARATOR + "0".repeat(DIGITS - digits.length()) + digits;
    }

    /** The number in the output of {@link #freed}. */
    public static long freedNumber(String name) {
        return Long.parseLong(name, name.length() - DIGITS, name.length(), 10);
    }
}
