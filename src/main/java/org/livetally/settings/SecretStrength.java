package org.livetally.settings;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a secret that signs tokens may be hard to guess. Whoever has one token can try secrets at home, as many as
 * their machines can count, so one that a person thought of lightly is as good as none. This cannot prove that a secret
 * is random; it finds those that are not.
 */
final class SecretStrength {
    /** Bytes of a secret: HS256 is no stronger than its key. */
    static final int MIN_BYTES = 32;

    private static final int MIN_DIFFERENT = 6;
    /** Of a text that somebody typed, what is left after words that everybody tries first. */
    private static final int MIN_REST = 16;

    private static final int PIECE = 3;
    /** A random secret has one of these by chance, and never as many as it would take. */
    private static final Pattern KNOWN = Pattern.compile(
            "change[-_ ]?me|password|passw0rd|qwertyuiop|asdfghjkl|zxcvbnm|1qaz2wsx3edc|letmein|livetally|example"
                    + "|thequickbrownfox|jumpsover|thelazydog|secret|token|string|super|default|production|random"
                    + "|sample|signing|value|admin|least|your|this|very|long|test|bits?|jwt|key|256|20\\d\\d");

    private SecretStrength() {}

    /** What is wrong with it, after the name of the setting; null if nothing was found. */
    static @Nullable String problem(String secret) {
        if (secret.getBytes(StandardCharsets.UTF_8).length < MIN_BYTES) {
            return "must have at least " + MIN_BYTES + " bytes";
        }
        String rest = KNOWN.matcher(secret.toLowerCase(Locale.ROOT)).replaceAll("");
        if (rest.length() < MIN_REST) {
            return "is easy to guess: it is made of words that everybody tries first";
        }
        long different = secret.chars().distinct().count();
        if (different < MIN_DIFFERENT) {
            return "is easy to guess: it has only " + different + " different characters";
        }
        if (repeats(secret)) {
            return "is easy to guess: it repeats itself";
        }
        return runs(secret) ? "is easy to guess: it counts, or runs through the alphabet" : null;
    }

    /** Whether most of its pieces of three characters are there more than once. */
    private static boolean repeats(String secret) {
        Set<String> pieces = new HashSet<>();
        int all = secret.length() - PIECE + 1;
        for (int i = 0; i < all; i++) {
            pieces.add(secret.substring(i, i + PIECE));
        }
        return 2 * pieces.size() < all;
    }

    /** Whether most of its characters are as far from the one before as that was from its own, or the same. */
    private static boolean runs(String secret) {
        int steps = 0;
        int same = 0;
        for (int i = 2; i < secret.length(); i++) {
            if (secret.charAt(i) - secret.charAt(i - 1) == secret.charAt(i - 1) - secret.charAt(i - 2)) {
                steps++;
            }
        }
        for (int i = 1; i < secret.length(); i++) {
            if (secret.charAt(i) == secret.charAt(i - 1)) {
                same++;
            }
        }
        return 2 * Math.max(steps, same) > secret.length();
    }
}
