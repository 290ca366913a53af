package org.livetally.simulation.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.livetally.redis.client.LuaScript;
import org.luaj.vm2.LuaString;

/**
 * All that the product asks of the real Redis of the tests, from MONITOR, to be asked again of an empty one and of the model.
 * Scripts are asked with the time of the record: they read it from a list that both have, in place of TIME.
 */
public final class Recording implements AutoCloseable {
    private static final Path SCRIPTS = Path.of("src/main/resources/lua");
    private static final LuaString CLOCK = Bytes.of("clock of the record");
    private static final Set<String> NOT_OF_DATA = Set.of(
            "PING",
            "INFO",
            "CONFIG",
            "CLIENT",
            "MONITOR",
            "FLUSHALL",
            "TIME",
            "COMMAND",
            "HELLO",
            "AUTH",
            "SELECT",
            "SUNION");
    private static final Map<String, String> READ_ALL = Map.of(
            "hash", "HGETALL",
            "list", "LRANGE k 0 -1",
            "set", "SMEMBERS",
            "stream", "XRANGE k - +",
            "string", "GET",
            "zset", "ZRANGE k 0 -1 WITHSCORES");

    private final RealRedis monitor = new RealRedis();
    private final ModelRedis model = new ModelRedis(() -> System.currentTimeMillis() * 1000);
    private final Session session = new Session();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> sources = new HashMap<>();
    private final Map<String, Integer> asked = new TreeMap<>();
    private int ids;

    /** Begins to record. */
    public Recording() {
        monitor.ask(args("MONITOR"));
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("part_"))
                    .forEach(name -> add(LuaScript.load(name.replace(".lua", ""))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(LuaScript script) {
        names.put(script.sha1(), script.name());
        sources.put(
                script.sha1(),
                script.source().replace("call('TIME')", "call('LRANGE', '" + Bytes.latin(CLOCK) + "', 0, -1)"));
    }

    /** Ends the record, empties Redis, and compares; returns how often each command or script was asked. */
    public Map<String, Integer> compare() throws IOException {
        List<MonitorLine> lines = lines();
        try (RealRedis real = new RealRedis()) {
            real.ask(args("FLUSHALL"));
            for (int i = 0; i < lines.size(); i++) {
                MonitorLine line = lines.get(i);
                if (!line.ofScript() && !NOT_OF_DATA.contains(line.command().word(0))) {
                    compare(real, line.command(), time(lines, i));
                }
            }
            compareData(real);
        }
        return asked;
    }

    private List<MonitorLine> lines() throws IOException {
        String end = UUID.randomUUID().toString();
        try (RealRedis other = new RealRedis()) {
            other.ask(args("EXISTS", end));
        }
        List<MonitorLine> lines = new ArrayList<>();
        for (String line = monitor.line(); !line.contains(end); line = monitor.line()) {
            lines.add(MonitorLine.of(line));
        }
        return lines;
    }

    /** When the script at a line asked for the time, or else when it was asked, in microseconds. */
    private static long time(List<MonitorLine> lines, int at) {
        for (int i = at + 1; i < lines.size() && lines.get(i).ofScript(); i++) {
            if (lines.get(i).command().is(0, "TIME")) {
                return lines.get(i).micros();
            }
        }
        return lines.get(at).micros();
    }

    private void compare(RealRedis real, Args recorded, long micros) {
        Args command = timeless(recorded);
        asked.merge(name(recorded), 1, Integer::sum);
        List<Args> commands = List.of(
                args("DEL", Bytes.latin(CLOCK)),
                args("RPUSH", Bytes.latin(CLOCK), Long.toString(micros / 1_000_000), Long.toString(micros % 1_000_000)),
                command);
        List<Reply> expected = real.ask(commands);
        for (int i = 0; i < commands.size(); i++) {
            requireSame(expected.get(i), model.execute(session, Texts.wire(commands.get(i))), recorded);
        }
    }

    private void requireSame(Reply expected, Reply found, Args recorded) {
        if (!Texts.of(expected).equals(Texts.of(found))) {
            assertEquals(
                    Texts.unordered(expected),
                    Texts.unordered(found),
                    () -> name(recorded) + ": " + Texts.of(recorded));
        }
    }

    /** Of the command, or of the script. */
    private String name(Args command) {
        return ServerCommands.isScript(command) ? names.getOrDefault(sha(command), "") : command.word(0);
    }

    private static String sha(Args command) {
        return Bytes.latin(command.is(0, "EVAL") ? Sha1.of(command.get(1)) : command.get(1));
    }

    /** The same without what depends on the time of Redis. */
    private Args timeless(Args command) {
        LuaString[] values = command.range(0, command.size());
        if (ServerCommands.isScript(command)) {
            values[0] = Bytes.of("EVAL");
            values[1] = LuaString.valueOf(sources.getOrDefault(sha(command), ""));
        }
        for (int i = 0; command.is(0, "XADD") && i < values.length; i++) {
            if (command.is(i, "*")) {
                ids++;
                values[i] = Bytes.of(ids + "-1");
            }
        }
        return new Args(values);
    }

    private void compareData(RealRedis real) {
        Reply.Many keys = (Reply.Many) real.ask(args("KEYS", "*"));
        for (Reply part : keys.parts()) {
            LuaString key = ((Reply.Bulk) part).value();
            Reply type = real.ask(new Args(Bytes.of("TYPE"), key));
            Args all =
                    args(READ_ALL.getOrDefault(((Reply.Status) type).text(), "").split(" ", -1));
            LuaString[] values = all.range(0, Math.max(2, all.size()));
            values[1] = key;
            Args read = new Args(values);
            requireSame(real.ask(read), model.execute(session, Texts.wire(read)), read);
        }
        assertEquals(
                keys.parts().size(),
                model.contents().size(),
                () -> "keys: " + model.contents().keySet());
    }

    private static Args args(String... words) {
        return new Args(Stream.of(words).map(Bytes::of).toArray(LuaString[]::new));
    }

    @Override
    public void close() {
        monitor.close();
    }
}
