package org.livetally.campaigns.follow;

import java.util.Arrays;
import java.util.List;

/**
 * A set of names, exact, without an object for each: their characters stand one after another, and a table has the hash of each and
 * its place. So a look takes memory twice, where a set of strings goes from an entry to a string to its bytes; a name
 * of ten characters takes 30 to 45 bytes, where it takes 100 there. Not thread-safe.
 */
final class NameSet {
    private static final int FIRST_PLACES = 16;
    private static final int FIRST_CHARACTERS = 64;
    /** Spreads hashes whose last bits are alike over all places. */
    private static final int SPREAD = 0x9e3779b9;

    private static final long LOW = 0xffff_ffffL;

    /** The length of each name, and the name. It begins at 1, since a place of 0 is free. */
    private char[] characters = new char[FIRST_CHARACTERS];

    private int end = 1;
    /** The hash of a name, and where its length stands. */
    private long[] places = new long[FIRST_PLACES];

    private int size;

    /**
     * Which of these names it contains. All places are read before any name is compared: so the reads wait for memory together,
     * and not one after the other.
     */
    boolean[] containsEach(List<String> names) {
        long[] first = new long[names.size()];
        for (int i = 0; i < first.length; i++) {
            first[i] = places[first(names.get(i).hashCode())];
        }
        boolean[] contained = new boolean[first.length];
        for (int i = 0; i < first.length; i++) {
            String name = names.get(i);
            contained[i] = first[i] != 0 && (isAt(first[i], name.hashCode(), name) || contains(name));
        }
        return contained;
    }

    boolean contains(String name) {
        return places[place(name)] != 0;
    }

    /** Whether it was not there before. A name that is longer than a length can say is never there. */
    boolean add(String name) {
        if (name.length() > Character.MAX_VALUE || contains(name)) {
            return false;
        }
        if (2 * ++size > places.length) {
            grow();
        }
        places[place(name)] = (long) name.hashCode() << Integer.SIZE | end;
        reserve(1 + name.length());
        characters[end] = (char) name.length();
        name.getChars(0, name.length(), characters, end + 1);
        end += 1 + name.length();
        return true;
    }

    /** The place that has this name, or else the free one where it belongs. */
    private int place(String name) {
        int hash = name.hashCode();
        int place = first(hash);
        while (places[place] != 0 && !isAt(places[place], hash, name)) {
            place = next(place);
        }
        return place;
    }

    private int first(int hash) {
        return hash * SPREAD >>> Integer.numberOfLeadingZeros(places.length - 1);
    }

    private int next(int place) {
        return place + 1 & places.length - 1;
    }

    private boolean isAt(long entry, int hash, String name) {
        int at = (int) (entry & LOW);
        if ((int) (entry >>> Integer.SIZE) != hash || characters[at] != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (characters[at + 1 + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void grow() {
        long[] before = places;
        places = new long[2 * before.length];
        for (long entry : before) {
            if (entry != 0) {
                int place = first((int) (entry >>> Integer.SIZE));
                while (places[place] != 0) {
                    place = next(place);
                }
                places[place] = entry;
            }
        }
    }

    private void reserve(int more) {
        if (end + more > characters.length) {
            characters = Arrays.copyOf(characters, Math.max(end + more, characters.length * 3 / 2));
        }
    }
}
