package org.livetally.redis;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keys and arguments of one run of a script, in the order that the script expects. */
public final class ScriptCall {
    private final LuaScript script;
    private final List<byte[]> args = new ArrayList<>();
    private int keys;

    public ScriptCall(LuaScript script) {
        this.script = script;
    }

    /** Adds the next KEY; all keys come before the first argument. */
    public ScriptCall key(String key) {
        args.add(key.getBytes(StandardCharsets.UTF_8));
        keys++;
        return this;
    }

    public ScriptCall arg(String value) {
        args.add(value.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public ScriptCall arg(byte[] value) {
        args.add(value);
        return this;
    }

    public ScriptCall arg(long value) {
        return arg(Long.toString(value));
    }

    Request bySha() {
        return request(Command.EVALSHA, script.sha1());
    }

    Request bySource() {
        return request(Command.EVAL, script.source());
    }

    private Request request(Command command, String name) {
        Request request = Request.cmd(command).arg(name).arg(keys);
        args.forEach(request::arg);
        return request;
    }
}
