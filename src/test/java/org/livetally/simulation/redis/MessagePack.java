package org.livetally.simulation.redis;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** cmsgpack.pack and cmsgpack.unpack, with the same choice of forms as Redis' own. */
final class MessagePack {
    private static final double TWO_TO_64 = 0x1p64;

    private MessagePack() {}

    static LuaTable library() {
        LuaTable library = new LuaTable();
        library.set("pack", ScriptEngine.function(MessagePack::pack));
        library.set("unpack", ScriptEngine.function(call -> unpack(call.checkstring(1))));
        return library;
    }

    static LuaValue unpack(LuaString packed) {
        ByteBuffer in = ByteBuffer.wrap(packed.m_bytes, packed.m_offset, packed.m_length);
        try {
            LuaValue value = read(in);
            if (in.hasRemaining()) {
                throw new LuaError("the model of Redis unpacks one value");
            }
            return value;
        } catch (BufferUnderflowException e) {
            throw new LuaError("Missing bytes in input.");
        }
    }

    private static LuaValue read(ByteBuffer in) {
        int type = in.get() & 0xff;
        if (type < 0x80 || type >= 0xe0) {
            return LuaValue.valueOf((byte) type);
        }
        if (type < 0x90) {
            return map(in, type & 0xf);
        }
        if (type < 0xa0) {
            return array(in, type & 0xf);
        }
        return type < 0xc0 ? string(in, type & 0x1f) : readLong(in, type);
    }

    private static LuaValue readLong(ByteBuffer in, int type) {
        return switch (type) {
            case 0xc0 -> LuaValue.NIL;
            case 0xc2 -> LuaValue.FALSE;
            case 0xc3 -> LuaValue.TRUE;
            case 0xc4, 0xd9 -> string(in, in.get() & 0xff);
            case 0xc5, 0xda -> string(in, in.getShort() & 0xffff);
            case 0xc6, 0xdb -> string(in, in.getInt());
            case 0xdc -> array(in, in.getShort() & 0xffff);
            case 0xdd -> array(in, in.getInt());
            case 0xde -> map(in, in.getShort() & 0xffff);
            case 0xdf -> map(in, in.getInt());
            default -> LuaValue.valueOf(number(in, type));
        };
    }

    private static double number(ByteBuffer in, int type) {
        return switch (type) {
            case 0xca -> in.getFloat();
            case 0xcb -> in.getDouble();
            case 0xcc -> in.get() & 0xff;
            case 0xcd -> in.getShort() & 0xffff;
            case 0xce -> in.getInt() & 0xffffffffL;
            case 0xcf -> unsigned(in.getLong());
            case 0xd0 -> in.get();
            case 0xd1 -> in.getShort();
            case 0xd2 -> in.getInt();
            case 0xd3 -> in.getLong();
            default -> throw new LuaError("Bad data format in input.");
        };
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : value + TWO_TO_64;
    }

    private static LuaValue string(ByteBuffer in, int length) {
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        LuaString string = LuaString.valueUsing(in.array(), in.arrayOffset() + in.position(), length);
        in.position(in.position() + length);
        return string;
    }

    private static LuaValue array(ByteBuffer in, int size) {
        LuaTable table = new LuaTable(size, 0);
        for (int i = 1; i <= size; i++) {
            table.rawset(i, read(in));
        }
        return table;
    }

    private static LuaValue map(ByteBuffer in, int size) {
        LuaTable table = new LuaTable(0, size);
        for (int i = 0; i < size; i++) {
            LuaValue key = read(in);
            table.rawset(key, read(in));
        }
        return table;
    }

    private static LuaValue pack(Varargs values) {
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
