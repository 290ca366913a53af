package org.livetally.simulation.redis;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/** What a server did to its data, and a replica does again. */
sealed interface Change {
    void applyTo(Keyspace keys);

    /** A command that succeeded. */
    record Ran(Command command, Args args) implements Change {
        @Override
        public void applyTo(Keyspace keys) {
            command.handler().run(keys, args);
        }
    }

    /**
     * A key that came from another server, or went there.
     *
     * @param value a copy of its own; null if it went
     * @param end when the key ends, in milliseconds since the epoch; null for never
     */
    record Moved(
            LuaString key, @Nullable Object value, @Nullable Long end) implements Change {
        @Override
        public void applyTo(Keyspace keys) {
            if (value == null) {
                keys.remove(key);
                return;
            }
            keys.put(key, Contents.copy(value));
            if (end != null) {
                keys.endAt(key, end);
            }
        }
    }
}
