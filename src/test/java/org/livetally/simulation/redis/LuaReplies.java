package org.livetally.simulation.redis;

import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Replies of commands as values of Lua, and what a script returns as a reply, by Redis' rules for RESP2. */
final class LuaReplies {
    private static final LuaString ERR = LuaString.valueOf("err");
    private static final LuaString OK = LuaString.valueOf("ok");

    private LuaReplies() {}

    static LuaValue lua(Reply reply) {
        if (reply instanceof Reply.Bulk bulk) {
            return bulk.value();
        }
        if (reply instanceof Reply.Number number) {
            return LuaValue.valueOf((double) number.value());
        }
        if (reply instanceof Reply.Many many) {
            return table(many.parts());
        }
        if (reply instanceof Reply.Status status) {
            return ScriptEngine.table("ok", LuaString.valueOf(status.text()));
        }
        return LuaValue.FALSE;
    }

    private static LuaTable table(List<Reply> parts) {
        LuaTable table = new LuaTable(parts.size(), 0);
        for (int i = 0; i < parts.size(); i++) {
            table.rawset(i + 1, lua(parts.get(i)));
        }
        return table;
    }

    static Reply reply(LuaValue value) {
        return switch (value.type()) {
            case LuaValue.TSTRING -> new Reply.Bulk(value.checkstring());
            case LuaValue.TNUMBER -> Replies.number((long) value.todouble());
            case LuaValue.TBOOLEAN -> value.toboolean() ? Replies.number(1) : Reply.Nil.BULK;
            case LuaValue.TTABLE -> reply(value.checktable());
            default -> Reply.Nil.BULK;
        };
    }

    private static Reply reply(LuaTable table) {
        if (table.rawget(ERR) instanceof LuaString error) {
            return new Reply.Failure(Bytes.latin(error));
        }
        if (table.rawget(OK) instanceof LuaString status) {
            return new Reply.Status(Bytes.latin(status));
        }
        List<Reply> parts = new ArrayList<>();
        for (LuaValue part = table.rawget(1); !part.isnil(); part = table.rawget(parts.size() + 1)) {
            parts.add(reply(part));
        }
        return new Reply.Many(parts);
    }
}
