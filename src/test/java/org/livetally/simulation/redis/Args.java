package org.livetally.simulation.redis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.luaj.vm2.LuaString;

/** A command and its arguments; the name is number 0. */
final class Args {
    private final LuaString[] values;

    Args(LuaString... values) {
        this.values = values;
    }

    static Args of(List<byte[]> command) {
        LuaString[] values = new LuaString[command.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = LuaString.valueUsing(command.get(i));
        }
        return new Args(values);
    }

    LuaString[] range(int from, int to) {
        return Arrays.copyOfRange(values, from, to);
    }

    int size() {
        return values.length;
    }

    LuaString get(int index) {
        return values[index];
    }

    /** The word of an option, in capitals. */
    String word(int index) {
        return Bytes.latin(values[index]).toUpperCase(Locale.ROOT);
    }

    /** Whether a value is a word in capitals, or the same in small letters. */
    boolean is(int index, String word) {
        if (index >= values.length || values[index].m_length != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (Character.toUpperCase(values[index].luaByte(i)) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    long integer(int index) {
        Long value = Bytes.integer(values[index]);
        if (value == null) {
            throw new RedisError(RedisError.NO_INTEGER);
        }
        return value;
    }

    double real(int index) {
        Double value = Bytes.real(values[index]);
        if (value == null) {
            throw new RedisError(RedisError.NO_FLOAT);
        }
        return value;
    }

    RedisError wrongNumber() {
        return new RedisError(
                "ERR wrong number of arguments for '" + Bytes.latin(values[0]).toLowerCase(Locale.ROOT) + "' command");
    }

    /** A list of pairs begins at an index; refuses an odd number of values. */
    void requirePairsFrom(int index) {
        if ((values.length - index) % 2 != 0) {
            throw wrongNumber();
        }
    }
}
