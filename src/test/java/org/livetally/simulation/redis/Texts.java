package org.livetally.simulation.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Commands and replies as texts, to be compared and shown. */
final class Texts {
    private Texts() {}

    static List<byte[]> wire(Args command) {
        return Stream.of(command.range(0, command.size()))
                .map(value -> new Reply.Bulk(value).bytes())
                .toList();
    }

    static String of(Args command) {
        return Stream.of(command.range(0, command.size())).map(Texts::of).collect(Collectors.joining(" "));
    }

    private static String of(LuaString value) {
        StringBuilder text = new StringBuilder();
        Bytes.latin(value).chars().forEach(c -> text.append(c > ' ' && c < 127 ? Character.toString(c) : "\\" + c));
        return text.toString();
    }

    /** Where a script failed is left out: the model does not know the line. So is what stands for a HyperLogLog. */
    static String of(Reply reply) {
        if (reply instanceof Reply.Bulk bulk) {
            String text = of(bulk.value());
            return text.startsWith(DistinctSet.MAGIC) ? "distinct values" : '"' + text + '"';
        }
        if (reply instanceof Reply.Many many) {
            return many.parts().stream().map(Texts::of).toList().toString();
        }
        if (reply instanceof Reply.Failure failure) {
            return "error " + failure.message().replaceFirst(" script: .*", "");
        }
        return reply.toString();
    }

    /** The same with groups of so many parts sorted, in a list or in the list that a scan ends with. */
    static String sorted(Reply reply, int group) {
        if (!(reply instanceof Reply.Many many)) {
            return of(reply);
        }
        List<Reply> parts = many.parts();
        if (parts.size() == 2 && parts.get(1) instanceof Reply.Many found) {
            return of(parts.get(0)) + " " + sorted(found, group);
        }
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < parts.size(); i += group) {
            groups.add(
                    parts.subList(i, i + group).stream().map(Texts::of).toList().toString());
        }
        return groups.stream().sorted().toList().toString();
    }

    /** The same with all lists sorted, also those that are packed: for replies that hold what Redis promises no order of. */
    static String unordered(Reply reply) {
        if (reply instanceof Reply.Many many) {
            return many.parts().stream().map(Texts::unordered).sorted().toList().toString();
        }
        if (reply instanceof Reply.Bulk bulk && isPacked(bulk.value())) {
            return unordered(MessagePack.unpack(bulk.value()));
        }
        return of(reply);
    }

    private static boolean isPacked(LuaString value) {
        return value.m_length > 1 && (value.luaByte(0) & 0xf0) == 0x90
                || value.m_length > 3 && value.luaByte(0) == 0xdc;
    }

    private static String unordered(LuaValue value) {
        if (!(value instanceof LuaTable table)) {
            return value instanceof LuaString string ? of(string) : value.tojstring();
        }
        return Stream.of(table.keys())
                .map(key -> unordered(table.get(key)))
                .sorted()
                .toList()
                .toString();
    }
}
