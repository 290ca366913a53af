package org.livetally.redis.client;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

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
        args.add(utf8(key));
        keys++;
        return this;
    }

    public ScriptCall arg(String value) {
        args.add(utf8(value));
        return this;
    }

    public ScriptCall arg(byte[] value) {
        args.add(value);
        return this;
    }

    public ScriptCall arg(long value) {
        return arg(Long.toString(value));
    }

    /** The request on the wire, for a Redis that knows the script already. */
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(utf8("*" + (args.size() + 3) + "\r\n"));
        bulk(out, utf8("EVALSHA"));
        bulk(out, utf8(script.sha1()));
        bulk(out, utf8(Integer.toString(keys)));
        args.forEach(arg -> bulk(out, arg));
        return out.toByteArray();
    }

    private static void bulk(ByteArrayOutputStream out, byte[] value) {
        out.writeBytes(utf8("$" + value.length + "\r\n"));
        out.writeBytes(value);
        out.writeBytes(utf8("\r\n"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    String name() {
        return script.name();
    }

    /** Sends the script by its hash, or by its text if Redis does not know it (yet, or after SCRIPT FLUSH). */
    Future<Response> sendBy(Function<Request, Future<Response>> send) {
        return send.apply(request(Command.EVALSHA, script.sha1())).recover(error -> {
            String message = error.getMessage();
            boolean unknown = message != null && message.startsWith("NOSCRIPT");
            return unknown ? send.apply(request(Command.EVAL, script.source())) : Future.failedFuture(error);
        });
    }

    private Request request(Command command, String name) {
        Request request = Request.cmd(command).arg(name).arg(keys);
        args.forEach(request::arg);
        return request;
    }
}
