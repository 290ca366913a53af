package org.livetally.simulation.redis;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.luaj.vm2.LuaString;

/**
 * The options of HSCAN, SSCAN and ZSCAN, which answer with everything at once: Redis may, and does so for small values. It looks
 * at the options after the key.
 */
record Scan(Pattern pattern) {
    private static final Pattern EVERYTHING = Pattern.compile(".*", Pattern.DOTALL);

    static void requireCursor(Args args) {
        if (Bytes.integer(args.get(2)) == null) {
            throw new RedisError("ERR invalid cursor");
        }
    }

    static Scan of(Args args) {
        Pattern pattern = EVERYTHING;
        for (int i = 3; i < args.size(); i += 2) {
            if (i + 1 < args.size() && args.is(i, "COUNT")) {
                requirePositive(args.integer(i + 1));
            } else if (i + 1 < args.size() && args.is(i, "MATCH")) {
                pattern = glob(Bytes.latin(args.get(i + 1)));
            } else {
                throw new RedisError(RedisError.SYNTAX);
            }
        }
        return new Scan(pattern);
    }

    private static void requirePositive(long count) {
        if (count < 1) {
            throw new RedisError(RedisError.SYNTAX);
        }
    }

    private static Pattern glob(String glob) {
        StringBuilder pattern = new StringBuilder();
        glob.chars()
                .forEach(c -> pattern.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c))));
        return Pattern.compile(pattern.toString(), Pattern.DOTALL);
    }

    boolean matches(LuaString name) {
        return pattern == EVERYTHING || pattern.matcher(Bytes.latin(name)).matches();
    }

    static Reply reply(Collection<LuaString> found) {
        return new Reply.Many(List.of(Replies.bulk(Bytes.number(0)), Replies.bulks(found)));
    }
}
