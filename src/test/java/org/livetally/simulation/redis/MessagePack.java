package org.livetally.simulation.redis;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** cmsgpack: what it unpacks; see {@link MessagePacker} for the other way. */
final class MessagePack {
    private static final double TWO_TO_64 = 0x1p64;

    private MessagePack() {}

    static LuaTable library() {
        LuaTable library = new LuaTable();
        library.set("pack", ScriptEngine.function(MessagePacker::pack));
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
}
