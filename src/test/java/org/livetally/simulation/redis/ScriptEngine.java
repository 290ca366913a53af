package org.livetally.simulation.redis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;
import org.luaj.vm2.lib.jse.JsePlatform;

/**
 * Runs scripts as Redis does, one engine for all servers of a thread, so that each script is compiled once.
 *
 * <p>LuaJ, since it runs in Java: a call of {@code redis.call} costs 0.5 us there, and 8 us from a Lua of C's, whose binding
 * cannot return binary strings at all. It is Lua 5.2 with differences that are mended here: {@code unpack}, {@code
 * string.format}, {@code tostring}, globals that nobody set. Still different: a number of 15 digits or with a fraction that
 * {@code ..} makes a text, the wording of Lua's own errors, and the order of {@code pairs}, of which no result may depend.
 */
final class ScriptEngine {
    private static final ThreadLocal<ScriptEngine> OF_THREAD = ThreadLocal.withInitial(ScriptEngine::new);
    private static final LuaString ERR = LuaString.valueOf("err");
    private static final LuaString KEYS = LuaString.valueOf("KEYS");
    private static final LuaString ARGV = LuaString.valueOf("ARGV");
    private static final List<String> NOT_IN_REDIS =
            List.of("io", "os", "luajava", "require", "package", "dofile", "loadfile", "print", "coroutine", "module");

    private static final int MAX_UNPACKED = 8000;

    private final Globals globals = JsePlatform.standardGlobals();
    private final Map<LuaString, LuaValue> compiled = new HashMap<>();
    private @Nullable Function<Args, Reply> commands;

    private ScriptEngine() {
        NOT_IN_REDIS.forEach(name -> globals.rawset(name, LuaValue.NIL));
        LuaTable redis = new LuaTable();
        redis.set("call", function(call -> lua(command(call))));
        redis.set("pcall", function(this::protectedCall));
        redis.set("status_reply", function(call -> table("ok", call.checkstring(1))));
        redis.set("error_reply", function(call -> table("err", call.checkstring(1))));
        globals.set("redis", redis);
        globals.set("cjson", LuaValue.tableOf(new LuaValue[] {
            LuaValue.valueOf("decode"),
            function(call -> JsonText.decode(call.checkstring(1))),
            LuaValue.valueOf("null"),
            JsonText.NULL
        }));
        globals.set("cmsgpack", MessagePack.library());
        globals.get("string").set("format", function(NumberFormat::format));
        globals.set("tostring", toText(globals.get("tostring")));
        globals.set("pcall", pcall(globals.get("pcall")));
        globals.set("unpack", unpack(globals.get("table").get("unpack")));
        globals.setmetatable(LuaValue.tableOf(new LuaValue[] {
            LuaValue.INDEX, function(ScriptEngine::noSuchGlobal), LuaValue.NEWINDEX, function(ScriptEngine::noNewGlobal)
        }));
    }

    static ScriptEngine ofThread() {
        return OF_THREAD.get();
    }

    /** Compiles a script, unless this was done before; throws what Redis says of one that is no Lua. */
    LuaValue compile(LuaString source) {
        LuaValue script = compiled.get(source);
        if (script == null) {
            try {
                script = globals.load(source.toInputStream(), "@user_script", "t", globals);
            } catch (LuaError e) {
                throw new RedisError("ERR Error compiling script (new function): " + e.getMessage());
            }
            compiled.put(source, script);
        }
        return script;
    }

    /** Runs a script; the commands that it calls go to a function, which throws their refusals. */
    Reply run(LuaValue script, LuaValue[] keys, LuaValue[] argv, Function<Args, Reply> redis) {
        globals.rawset(KEYS, LuaValue.listOf(keys));
        globals.rawset(ARGV, LuaValue.listOf(argv));
        commands = redis;
        try {
            return LuaReplies.reply(script.call());
        } catch (LuaError e) {
            throw new RedisError(message(e));
        } finally {
            commands = null;
        }
    }

    private static String message(LuaError error) {
        LuaValue object = error.getMessageObject();
        return object != null && object.istable()
                ? Bytes.latin(object.get(ERR).checkstring())
                : "ERR " + error.getMessage();
    }

    private Reply command(Varargs call) {
        try {
            return run(call);
        } catch (RedisError e) {
            throw new LuaError(table("err", LuaString.valueOf(String.valueOf(e.getMessage()))));
        }
    }

    private LuaValue protectedCall(Varargs call) {
        try {
            return lua(run(call));
        } catch (RedisError e) {
            return table("err", LuaString.valueOf(String.valueOf(e.getMessage())));
        }
    }

    private Reply run(Varargs call) {
        Function<Args, Reply> redis = commands;
        if (redis == null) {
            throw new IllegalStateException("no script runs");
        }
        return redis.apply(args(call));
    }

    private static Args args(Varargs call) {
        int n = call.narg();
        if (n == 0) {
            throw new RedisError("ERR Please specify at least one argument for this redis lib call");
        }
        LuaString[] args = new LuaString[n];
        for (int i = 0; i < n; i++) {
            args[i] = arg(call.arg(i + 1));
        }
        return new Args(args);
    }

    private static LuaString arg(LuaValue value) {
        if (value instanceof LuaString string) {
            return string;
        }
        if (value instanceof LuaInteger integer) {
            return Bytes.number((long) integer.v);
        }
        if (value.type() == LuaValue.TNUMBER) {
            return Bytes.number(value.todouble());
        }
        throw new RedisError("ERR Lua redis lib command arguments must be strings or integers");
    }

    private static LuaValue lua(Reply reply) {
        return LuaReplies.lua(reply);
    }

    static LuaTable table(String name, LuaValue value) {
        LuaTable table = new LuaTable(0, 1);
        table.rawset(LuaString.valueOf(name), value);
        return table;
    }

    private static LuaValue toText(LuaValue of52) {
        return function(call -> call.arg1().type() == LuaValue.TNUMBER
                ? Bytes.of(Bytes.significant(call.arg1().todouble(), 14))
                : of52.invoke(call));
    }

    /** Redis' own: an error of a command is its message. */
    private static LuaValue pcall(LuaValue of52) {
        return function(call -> {
            Varargs outcome = of52.invoke(call);
            LuaValue error = outcome.arg(2);
            boolean isOfRedis = !outcome.arg1().toboolean()
                    && error.istable()
                    && error.get(ERR).isstring();
            return isOfRedis ? LuaValue.varargsOf(LuaValue.FALSE, error.get(ERR)) : outcome;
        });
    }

    /** Lua 5.1 unpacks fewer than 8,000 values. */
    private static LuaValue unpack(LuaValue of52) {
        return function(call -> {
            Varargs values = of52.invoke(call);
            if (values.narg() >= MAX_UNPACKED) {
                throw new LuaError("too many results to unpack");
            }
            return values;
        });
    }

    private static LuaValue noSuchGlobal(Varargs call) {
        throw new LuaError("Script attempted to access nonexistent global variable '"
                + call.arg(2).tojstring() + "'");
    }

    private static LuaValue noNewGlobal(Varargs call) {
        throw new LuaError("Attempt to modify a readonly table");
    }

    static VarArgFunction function(Function<Varargs, ? extends Varargs> body) {
        return new VarArgFunction() {
            @Override
            public Varargs invoke(Varargs call) {
                return body.apply(call);
            }
        };
    }
}
