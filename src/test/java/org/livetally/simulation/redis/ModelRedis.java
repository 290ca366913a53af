package org.livetally.simulation.redis;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * One server: its data and its scripts. It has no time, no threads and no network of its own, so that a simulation decides
 * about all three: a command is done when {@link #execute} returns. What it answers is what Redis 7.0 answers, which
 * ModelRedisTest compares. Not thread-safe.
 */
public final class ModelRedis {
    private final LongSupplier clock;
    private final ServerCommands others = new ServerCommands(this);
    private final Map<LuaString, LuaString> scripts = new HashMap<>();
    private final Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
    private final List<Change> written = new ArrayList<>();
    private Keyspace keys = new Keyspace();
    private Gate gate = new Gate() {};
    private Supplier<String> replication = () -> "# Replication\r\nrole:master\r\nconnected_slaves:0\r\n";
    private @Nullable Consumer<Writes> log;

    /** Where a command may run, in a Cluster; throws the redirection. */
    interface Gate {
        /** Before anything runs. */
        default void admit(Session session, List<LuaString> keys) {}

        /** Before a command of a script that has been admitted. */
        default void admitInScript(List<LuaString> keys) {}
    }

    /**
     * What one command or one script wrote.
     *
     * @param micros the time that it saw
     */
    record Writes(long micros, List<Change> changes) {}

    /**
     * A server without data.
     *
     * @param clock the time in microseconds since the epoch, for TIME, expiry and ids of streams
     */
    public ModelRedis(LongSupplier clock) {
        this.clock = clock;
    }

    /** Runs one command at once, as if it came by itself: name and arguments, as on the wire. */
    public Reply execute(Session session, List<byte[]> command) {
        return answer(session, Args.of(command));
    }

    Reply answer(Session session, Args args) {
        try {
            return execute(session, args);
        } catch (RedisError e) {
            return e.reply();
        }
    }

    /** From now on the server refuses what the trouble is about, until the end of it. */
    public void begin(Trouble trouble) {
        troubles.add(trouble);
    }

    public void end(Trouble trouble) {
        troubles.remove(trouble);
    }

    /** Ends and starts again with all that it wrote, as with appendfsync always: only the scripts are forgotten. */
    public void restart() {
        scripts.clear();
    }

    /** All keys with their values as texts, equal for equal data. */
    public Map<String, String> contents() {
        keys.now(clock.getAsLong());
        return keys.contents();
    }

    void gate(Gate newGate) {
        gate = newGate;
    }

    void log(@Nullable Consumer<Writes> newLog) {
        log = newLog;
    }

    void replication(Supplier<String> newReplication) {
        replication = newReplication;
    }

    /** That section of INFO. */
    String replication() {
        return replication.get();
    }

    Keyspace keys() {
        return keys;
    }

    void keys(Keyspace newKeys) {
        keys = newKeys;
    }

    private Reply execute(Session session, Args args) {
        keys.now(clock.getAsLong());
        Command command = Commands.find(args.get(0));
        boolean evaluates = command == null && ServerCommands.isScript(args);
        if (command == null && !evaluates) {
            return others.run(session, args);
        }
        requireArity(command == null ? args.size() >= 3 : command.takes(args.size()), args);
        List<LuaString> named = command == null ? scriptKeys(args) : command.keys(args);
        gate.admit(session, named);
        requireNoTrouble(command, false);
        Reply reply = command == null ? evaluate(args, named) : run(command, args);
        tellLog();
        return reply;
    }

    private static void requireArity(boolean holds, Args args) {
        if (!holds) {
            throw args.wrongNumber();
        }
    }

    /** Refuses a command, or with null one that is none on keys. */
    void requireNoTrouble(@Nullable Command command, boolean ping) {
        if (troubles.isEmpty()) {
            return;
        }
        for (Trouble trouble : troubles) {
            if (trouble.refuses(command, ping)) {
                throw new RedisError(trouble.message());
            }
        }
    }

    private Reply run(Command command, Args args) {
        Reply reply = command.handler().run(keys, args);
        if (command.writes()) {
            written.add(new Change.Ran(command, args));
        }
        return reply;
    }

    private void tellLog() {
        Consumer<Writes> to = log;
        if (to != null && !written.isEmpty()) {
            to.accept(new Writes(keys.micros(), List.copyOf(written)));
        }
        written.clear();
    }

    /** Does again what a primary did, at the time that it saw. */
    void apply(Writes writes) {
        keys.now(writes.micros);
        writes.changes.forEach(change -> change.applyTo(keys));
    }

    /** Does something that no client asked for, and tells the log. */
    void change(Change change) {
        keys.now(clock.getAsLong());
        change.applyTo(keys);
        written.add(change);
        tellLog();
    }

    private static List<LuaString> scriptKeys(Args args) {
        long number = args.integer(2);
        if (number < 0 || number > args.size() - 3) {
            throw new RedisError(
                    number < 0
                            ? "ERR Number of keys can't be negative"
                            : "ERR Number of keys can't be greater than number of args");
        }
        return List.of(args.range(3, 3 + (int) number));
    }

    private Reply evaluate(Args args, List<LuaString> named) {
        boolean bySha = args.is(0, "EVALSHA");
        LuaString script = bySha ? args.get(1) : Sha1.of(args.get(1));
        LuaString source = bySha ? scripts.get(script) : args.get(1);
        if (source == null) {
            throw new RedisError("NOSCRIPT No matching script. Please use EVAL.");
        }
        LuaValue compiled = ScriptEngine.ofThread().compile(source);
        if (!bySha) {
            scripts.put(script, source);
        }
        LuaString[] argv = args.range(3 + named.size(), args.size());
        try {
            return ScriptEngine.ofThread().run(compiled, named.toArray(LuaString[]::new), argv, this::runInScript);
        } catch (RedisError e) {
            // What it wrote before stays, so it goes to the log, too.
            return new Reply.Failure(e.getMessage() + " script: " + Bytes.latin(script) + ", on @user_script.");
        }
    }

    private Reply runInScript(Args args) {
        Command command = Commands.find(args.get(0));
        if (command == null) {
            return others.runInScript(args);
        }
        if (!command.takes(args.size())) {
            throw new RedisError("ERR Wrong number of args calling Redis command from script");
        }
        if (!troubles.isEmpty()) {
            requireNoTroubleInScript(command);
        }
        gate.admitInScript(command.keys(args));
        return run(command, args);
    }

    /** A script that has written something may go on writing when the memory is full. */
    private void requireNoTroubleInScript(Command command) {
        if (written.isEmpty() || !troubles.equals(EnumSet.of(Trouble.OOM))) {
            requireNoTrouble(command, false);
        }
    }
}
