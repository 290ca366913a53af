package org.livetally.acts;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What somebody did, or tried to do. It holds no token, no secret and no query of an address, whatever a client sent.
 *
 * @param who the id of a token, or one of the words below, which no id can be
 * @param from the client's address, or the user of the command line
 * @param what the method and path of a request, or a command
 * @param detail what more there is to say, such as the rule that was broken; empty if there is nothing
 * @param times how many like acts this one stands for
 */
public record Act(String who, String from, String what, Outcome outcome, String detail, int times) {
    /** On a server that requires no tokens. */
    public static final String NO_TOKENS = "no tokens";
    /** A token that none of our secrets signed. */
    public static final String UNKNOWN_TOKEN = "unknown token";
    /** A command that works on the data itself. */
    public static final String COMMAND_LINE = "command line";

    private static final int MAX_TEXT = 300;
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]");
    /** A token, which somebody may take for its id. */
    private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]+\\.[\\w.-]+");

    /** What became of it. */
    public enum Outcome {
        /** It goes on, and another entry tells its end. */
        BEGUN,
        DONE,
        /** It was not allowed, or broke a rule; nothing changed. */
        REFUSED,
        /** It failed for a reason of ours; some of it may have been done. */
        FAILED;

        /** The name in the log. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What an HTTP status says of a request. */
        public static Outcome of(int status) {
            if (status == 202) {
                return BEGUN;
            }
            return status < 400 ? DONE : status < 500 ? REFUSED : FAILED;
        }
    }

    public Act {
        who = clean(who);
        from = clean(from);
        what = clean(what);
        detail = clean(detail);
    }

    /** An act by itself. */
    public Act(String who, String from, String what, Outcome outcome, String detail) {
        this(who, from, what, outcome, detail, 1);
    }

    /** The same act, so many times. */
    public Act times(int count) {
        return new Act(who, from, what, outcome, detail, count);
    }

    private static String clean(String text) {
        String shown = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
        if (isPlain(shown)) {
            return shown;
        }
        return CONTROLS.matcher(TOKEN.matcher(shown).replaceAll("(a token)")).replaceAll("?");
    }

    /** Whether neither pattern can match: whoever is refused often costs no more than this look. */
    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~') && !text.contains("eyJ");
    }

    /** A line for the server's own log. */
    @Override
    public String toString() {
        return who + " from " + from + ": " + what + ": " + outcome.wire() + (detail.isEmpty() ? "" : ", " + detail)
                + (times == 1 ? "" : ", " + times + " times");
    }
}
