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
    private boolean derivesKeys;

    public ScriptCall(LuaScript script) {
        this.script = script;
    }

    /** Says that the script makes up other keys of the same slot. */
    public ScriptCall derivesKeys() {
        derivesKeys = true;
        return this;
    }

    /**
     * The same call for a Redis Cluster, where a script with several keys runs only while all of them are at one server.
     *
     * <p>A slot moves from server to server key by key. Meanwhile the old server does not roll a script back that comes
     * to a key which is gone, or which it has removed itself: half of its writes would stay. The new server would take
     * a key that is still to come for one that does not exist. But if a key of the call is missing before it starts,
     * both refuse it with TRYAGAIN, and it is sent again. So one more key is named that never exists: until the whole
     * slot has moved, no such script runs at all. The script does not see that key.
     *
     * <p>A script with one key, which touches no other, needs no such care: the key is at one of the two.
     */
    ScriptCall whole() {
        if (keys < 2 && !derivesKeys) {
            return this;
        }
        ScriptCall whole = new ScriptCall(script.withoutLastKey());
        args.subList(0, keys).forEach(whole::key);
        whole.key(missingKey());
        whole.args.addAll(args.subList(keys, args.size()));
        return whole;
    }

    private ScriptCall key(byte[] key) {
        args.add(key);
        keys++;
        return this;
    }

    /** A key of the same slot that nobody ever writes. */
    private byte[] missingKey() {
        String key = firstKey();
        int open = key.indexOf('{');
        String tag = open < 0 ? key : key.substring(open + 1, key.indexOf('}'));
        return utf8("livetally:{" + tag + "}:none");
    }

    /** Adds the next KEY; all keys come before the first argument. */
    public ScriptCall key(String key) {
        return key(utf8(key));
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

    /** The first key, whose slot is that of all. */
    String firstKey() {
        return new String(args.get(0), StandardCharsets.UTF_8);
    }

    /** The slot of its first key. */
    int slot() {
        return Slot.of(args.get(0));
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
