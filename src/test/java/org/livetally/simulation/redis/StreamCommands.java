package org.livetally.simulation.redis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.simulation.redis.StreamValue.Entry;
import org.luaj.vm2.LuaString;

final class StreamCommands {
    private static final String TOO_SMALL =
            "ERR The ID specified in XADD is equal or smaller than the target stream top item";
    /** Entries of a node of Redis' own tree: what "about" trims whole. */
    private static final int NODE_ENTRIES = 100;

    private StreamCommands() {}

    static List<Command> all() {
        return List.of(
                Command.grows("XADD", -5, StreamCommands::add),
                Command.reads("XLEN", 2, (keys, args) -> Replies.number(length(keys.stream(args.get(1))))),
                Command.reads("XRANGE", -4, (keys, args) -> range(keys, args, false)),
                Command.reads("XREVRANGE", -4, (keys, args) -> range(keys, args, true)));
    }

    private static int length(@Nullable StreamValue stream) {
        return stream == null ? 0 : stream.size();
    }

    private static Reply add(Keyspace keys, Args args) {
        Trim trim = Trim.of(args);
        int at = trim.next;
        if (at >= args.size()) {
            throw args.wrongNumber();
        }
        String asked = Bytes.latin(args.get(at));
        boolean isZero = isZero(asked);
        if (args.size() - at < 3 || (args.size() - at) % 2 == 0) {
            throw args.wrongNumber();
        }
        if (isZero) {
            throw new RedisError("ERR The ID specified in XADD must be greater than 0-0");
        }
        StreamValue held = keys.stream(args.get(1));
        EntryId id = newId(asked, held == null ? EntryId.ZERO : held.last(), keys.millis());
        StreamValue stream = keys.streamToWrite(args.get(1));
        stream.add(id, fields(args, at + 1));
        trim.apply(stream);
        return Replies.bulk(id.bytes());
    }

    /** Refuses what is no id. */
    private static boolean isZero(String asked) {
        if (asked.equals("*")) {
            return false;
        }
        boolean anyNumber = asked.endsWith("-*");
        EntryId id = EntryId.parse(anyNumber ? asked.substring(0, asked.length() - 2) : asked, 0);
        return !anyNumber && id.equals(EntryId.ZERO);
    }

    private static EntryId newId(String asked, EntryId last, long millis) {
        if (asked.equals("*")) {
            return millis > last.millis() ? new EntryId(millis, 0) : last.next();
        }
        if (asked.endsWith("-*")) {
            return nextOf(EntryId.unsigned(asked.substring(0, asked.length() - 2)), last);
        }
        EntryId id = EntryId.parse(asked, 0);
        if (id.compareTo(last) <= 0) {
            throw new RedisError(TOO_SMALL);
        }
        return id;
    }

    private static EntryId nextOf(long millis, EntryId last) {
        int order = Long.compareUnsigned(millis, last.millis());
        if (order < 0) {
            throw new RedisError(TOO_SMALL);
        }
        return order > 0 ? new EntryId(millis, 0) : last.next();
    }

    private static List<LuaString> fields(Args args, int from) {
        List<LuaString> fields = new ArrayList<>(args.size() - from);
        for (int i = from; i < args.size(); i++) {
            fields.add(args.get(i));
        }
        return fields;
    }

    private static Reply range(Keyspace keys, Args args, boolean newestFirst) {
        EntryId from = bound(args.get(newestFirst ? 3 : 2), false);
        EntryId to = bound(args.get(newestFirst ? 2 : 3), true);
        long count = count(args);
        StreamValue stream = keys.stream(args.get(1));
        if (stream == null || count == 0) {
            return stream == null ? Replies.NONE : Reply.Nil.ARRAY;
        }
        List<Entry> found = stream.between(from, to);
        List<Reply> rows = new ArrayList<>();
        for (int i = 0; i < found.size() && (count < 0 || i < count); i++) {
            rows.add(row(found.get(newestFirst ? found.size() - 1 - i : i)));
        }
        return new Reply.Many(rows);
    }

    private static Reply row(Entry entry) {
        return new Reply.Many(List.of(Replies.bulk(entry.id().bytes()), Replies.bulks(entry.fields())));
    }

    /** Negative if there is no limit. */
    private static long count(Args args) {
        if (args.size() == 4) {
            return -1;
        }
        if (args.size() != 6 || !args.is(4, "COUNT")) {
            throw new RedisError(RedisError.SYNTAX);
        }
        return Math.max(0, args.integer(5));
    }

    private static EntryId bound(LuaString value, boolean upper) {
        String text = Bytes.latin(value);
        if (text.equals("-") || text.equals("+")) {
            return text.equals("-") ? EntryId.ZERO : EntryId.MAX;
        }
        if (!text.startsWith("(")) {
            return EntryId.parse(text, upper ? -1 : 0);
        }
        EntryId open = EntryId.parse(text.substring(1), upper ? -1 : 0);
        if (open.equals(upper ? EntryId.ZERO : EntryId.MAX)) {
            throw new RedisError("ERR invalid " + (upper ? "end" : "start") + " ID for the interval");
        }
        return upper ? open.previous() : open.next();
    }

    /**
     * How many entries XADD leaves.
     *
     * @param next position of what follows the option
     */
    private record Trim(long kept, boolean about, int next) {
        static Trim of(Args args) {
            if (!args.is(2, "MAXLEN")) {
                return new Trim(Long.MAX_VALUE, false, 2);
            }
            boolean about = args.is(3, "~");
            int at = about || args.is(3, "=") ? 4 : 3;
            long kept = args.integer(at);
            if (kept < 0) {
                throw new RedisError("ERR The MAXLEN argument must be >= 0.");
            }
            return new Trim(kept, about, at + 1);
        }

        void apply(StreamValue stream) {
            long over = stream.size() - kept;
            if (over > 0) {
                stream.removeOldest((int) (about ? over - over % NODE_ENTRIES : over));
            }
        }
    }
}
