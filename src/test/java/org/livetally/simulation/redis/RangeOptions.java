package org.livetally.simulation.redis;

import java.util.List;
import java.util.function.Predicate;
import org.livetally.simulation.redis.SortedSet.Ranked;
import org.luaj.vm2.LuaString;

/** What follows the key of ZRANGE and its kin: two bounds at 2 and 3, then the options. */
final class RangeOptions {
    private enum By {
        INDEX,
        SCORE,
        NAME
    }

    private final Args args;
    private By by = By.INDEX;
    private boolean reversed;
    private boolean withScores;
    private long offset;
    private long most = -1;

    RangeOptions(Args args) {
        this.args = args;
    }

    RangeOptions any() {
        return read(true);
    }

    RangeOptions reversed() {
        reversed = true;
        return read(false);
    }

    RangeOptions byScore() {
        by = By.SCORE;
        return read(false);
    }

    RangeOptions byName() {
        by = By.NAME;
        return read(false);
    }

    private RangeOptions read(boolean any) {
        int at = 4;
        while (at < args.size()) {
            at = option(at, any);
        }
        if (most != -1 && by == By.INDEX) {
            throw new RedisError(
                    RedisError.SYNTAX + ", LIMIT is only supported in combination with either BYSCORE or BYLEX");
        }
        if (withScores && by == By.NAME) {
            throw new RedisError(RedisError.SYNTAX + ", WITHSCORES not supported in combination with BYLEX");
        }
        return this;
    }

    /** Returns the position of the next one. */
    private int option(int at, boolean any) {
        if (args.is(at, "WITHSCORES")) {
            withScores = true;
        } else if (args.is(at, "LIMIT") && at + 2 < args.size()) {
            offset = args.integer(at + 1);
            most = args.integer(at + 2);
            return at + 3;
        } else if (any && !reversed && args.is(at, "REV")) {
            reversed = true;
        } else if (any && isByIndex() && args.is(at, "BYSCORE")) {
            by = By.SCORE;
        } else if (any && isByIndex() && args.is(at, "BYLEX")) {
            by = By.NAME;
        } else {
            throw new RedisError(RedisError.SYNTAX);
        }
        return at + 1;
    }

    boolean isByIndex() {
        return by == By.INDEX;
    }

    boolean isReversed() {
        return reversed;
    }

    boolean withScores() {
        return withScores;
    }

    /** Whether a row is between the bounds, which are given the other way round if reversed. */
    Predicate<Ranked> within() {
        LuaString from = args.get(reversed ? 3 : 2);
        LuaString to = args.get(reversed ? 2 : 3);
        return by == By.SCORE ? scores(from, to) : names(from, to);
    }

    List<Ranked> limited(List<Ranked> found) {
        if (offset < 0 || offset >= found.size()) {
            return List.of();
        }
        long end = most < 0 ? found.size() : Math.min(found.size(), offset + most);
        return found.subList((int) offset, (int) end);
    }

    static Predicate<Ranked> scores(LuaString from, LuaString to) {
        double low = score(from);
        double high = score(to);
        boolean above = isOpen(from);
        boolean below = isOpen(to);
        return ranked -> (above ? ranked.score() > low : ranked.score() >= low)
                && (below ? ranked.score() < high : ranked.score() <= high);
    }

    private static boolean isOpen(LuaString bound) {
        return bound.m_length > 0 && bound.luaByte(0) == '(';
    }

    private static double score(LuaString bound) {
        LuaString number = isOpen(bound) ? rest(bound) : bound;
        Double value = number.m_length == 0 ? Double.valueOf(0) : Bytes.real(number); // as strtod says
        if (value == null) {
            throw new RedisError("ERR min or max is not a float");
        }
        return value;
    }

    private static LuaString rest(LuaString bound) {
        return bound.substring(1, bound.m_length);
    }

    private static Predicate<Ranked> names(LuaString from, LuaString to) {
        Predicate<LuaString> notBefore = bound(from, 1);
        Predicate<LuaString> notAfter = bound(to, -1);
        return ranked -> notBefore.test(ranked.name()) && notAfter.test(ranked.name());
    }

    /** Whether a name is on the side of a bound that the sign tells, 1 for above it. */
    private static Predicate<LuaString> bound(LuaString bound, int sign) {
        String text = Bytes.latin(bound);
        if (text.equals("-") || text.equals("+")) {
            return name -> text.equals("-") == sign > 0;
        }
        if (!text.startsWith("(") && !text.startsWith("[")) {
            throw new RedisError("ERR min or max not valid string range item");
        }
        LuaString limit = rest(bound);
        int least = text.startsWith("(") ? 1 : 0;
        return name -> Integer.signum(Bytes.compare(name, limit)) * sign >= least;
    }
}
