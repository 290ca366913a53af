package org.livetally.simulation.redis;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/** All commands on keys, by name. */
final class Commands {
    private static final Map<LuaString, Command> BY_NAME = new HashMap<>();

    static {
        Stream.of(
                        KeyCommands.all(),
                        HashCommands.all(),
                        ListCommands.all(),
                        SetCommands.all(),
                        SortedSetCommands.all(),
                        SortedSetRanges.all(),
                        StreamCommands.all(),
                        DistinctCommands.all())
                .flatMap(List::stream)
                .forEach(command -> {
                    BY_NAME.put(Bytes.of(command.name()), command);
                    BY_NAME.put(Bytes.of(command.name().toLowerCase(Locale.ROOT)), command);
                });
    }

    private Commands() {}

    /** The command of a name in whatever case; null if there is none. */
    static @Nullable Command find(LuaString name) {
        Command command = BY_NAME.get(name);
        return command != null
                ? command
                : BY_NAME.get(Bytes.of(Bytes.latin(name).toUpperCase(Locale.ROOT)));
    }
}
