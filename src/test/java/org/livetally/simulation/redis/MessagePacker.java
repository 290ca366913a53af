package org.livetally.simulation.redis;

import java.io.ByteArrayOutputStream;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** cmsgpack.pack, with the same choice of forms as Redis' own. */
final class MessagePacker {
    private MessagePacker() {}

    static LuaValue pack(Varargs values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 1; i <= values.narg(); i++) {
            write(out, values.arg(i));
        }
        return LuaString.valueUsing(out.toByteArray());
    }

    private static void write(ByteArrayOutputStream out, LuaValue value) {
        switch (value.type()) {
            case LuaValue.TSTRING -> write(out, value.checkstring());
            case LuaValue.TNUMBER -> write(out, value.todouble());
            case LuaValue.TBOOLEAN -> out.write(value.toboolean() ? 0xc3 : 0xc2);
            case LuaValue.TTABLE -> write(out, value.checktable());
            default -> out.write(0xc0);
        }
    }

    private static void write(ByteArrayOutputStream out, LuaString string) {
        int length = string.m_length;
        if (length < 32) {
            out.write(0xa0 | length);
        } else {
            head(out, length, 0xd9, 0xda, 0xdb);
        }
        out.write(string.m_bytes, string.m_offset, length);
    }

    /** A type with its length of one, two or four bytes; the first form does not exist if it is 0. */
    private static void head(ByteArrayOutputStream out, long length, int one, int two, int four) {
        if (length < 256 && one != 0) {
            bytes(out, one, length, 1);
        } else if (length < 65536) {
            bytes(out, two, length, 2);
        } else {
            bytes(out, four, length, 4);
        }
    }

    private static void bytes(ByteArrayOutputStream out, int type, long value, int size) {
        out.write(type);
        for (int i = size - 1; i >= 0; i--) {
            out.write((int) (value >>> 8 * i));
        }
    }

    private static void write(ByteArrayOutputStream out, double value) {
        if (value != (long) value) {
            float shorter = (float) value;
            if (shorter == value) {
                bytes(out, 0xca, Float.floatToIntBits(shorter), 4);
            } else {
                bytes(out, 0xcb, Double.doubleToLongBits(value), 8);
            }
        } else if (value >= 0) {
            writePositive(out, (long) value);
        } else {
            writeNegative(out, (long) value);
        }
    }

    private static void writePositive(ByteArrayOutputStream out, long value) {
        if (value < 128) {
            out.write((int) value);
        } else if (value < 1L << 32) {
            head(out, value, 0xcc, 0xcd, 0xce);
        } else {
            bytes(out, 0xcf, value, 8);
        }
    }

    private static void writeNegative(ByteArrayOutputStream out, long value) {
        if (value >= -32) {
            out.write((int) value);
        } else if (value >= Byte.MIN_VALUE) {
            bytes(out, 0xd0, value, 1);
        } else if (value >= Short.MIN_VALUE) {
            bytes(out, 0xd1, value, 2);
        } else if (value >= Integer.MIN_VALUE) {
            bytes(out, 0xd2, value, 4);
        } else {
            bytes(out, 0xd3, value, 8);
        }
    }

    private static void write(ByteArrayOutputStream out, LuaTable table) {
        int size = table.keyCount();
        boolean isArray = size == table.length();
        if (size < 16) {
            out.write((isArray ? 0x90 : 0x80) | size);
        } else {
            head(out, size, 0, isArray ? 0xdc : 0xde, isArray ? 0xdd : 0xdf);
        }
        for (int i = 1; isArray && i <= size; i++) {
            write(out, table.rawget(i));
        }
        for (LuaValue key : isArray ? new LuaValue[0] : table.keys()) {
            write(out, key);
            write(out, table.rawget(key));
        }
    }
}
