package org.livetally.simulation.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.luaj.vm2.LuaString;

/**
 * A line that MONITOR tells.
 *
 * @param micros when the command ran, since the epoch
 * @param ofScript whether a script called it
 */
record MonitorLine(long micros, boolean ofScript, Args command) {
    private static final Pattern LINE = Pattern.compile("\\+?(\\d+)\\.(\\d{6}) \\[\\d+ (\\S+)] (.*)", Pattern.DOTALL);

    static MonitorLine of(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException(line);
        }
        long micros = Long.parseLong(parts.group(1)) * 1_000_000 + Long.parseLong(parts.group(2));
        return new MonitorLine(micros, Objects.equals(parts.group(3), "lua"), words(parts.group(4)));
    }

    /** Words in quotes, with the escapes of C. */
    private static Args words(String text) {
        List<LuaString> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            StringBuilder word = new StringBuilder();
            at++;
            while (text.charAt(at) != '"') {
                at = text.charAt(at) == '\\' ? unescape(text, at + 1, word) : plain(text, at, word);
            }
            words.add(Bytes.of(word.toString()));
            at += 2;
        }
        return new Args(words.toArray(LuaString[]::new));
    }

    private static int plain(String text, int at, StringBuilder word) {
        word.append(text.charAt(at));
        return at + 1;
    }

    private static int unescape(String text, int at, StringBuilder word) {
        char c = text.charAt(at);
        if (c == 'x') {
            word.append((char) Integer.parseInt(text.substring(at + 1, at + 3), 16));
            return at + 3;
        }
        int control = "nrtab".indexOf(c);
        word.append(control >= 0 ? "\n\r\t\u0007\b".charAt(control) : c);
        return at + 1;
    }
}
