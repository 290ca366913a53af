package org.livetally.simulation.redis;

import java.util.List;
import java.util.Set;
import org.luaj.vm2.LuaString;

/** Commands on no key: about the server and the connection. */
final class ServerCommands {
    private static final Set<String> WHILE_LOADING =
            Set.of("INFO", "CONFIG", "CLIENT", "SELECT", "AUTH", "HELLO", "SCRIPT", "TIME", "FLUSHALL");

    private final ModelRedis redis;

    ServerCommands(ModelRedis redis) {
        this.redis = redis;
    }

    static boolean isScript(Args args) {
        return args.is(0, "EVALSHA") || args.is(0, "EVAL");
    }

    Reply run(Session session, Args args) {
        String name = args.word(0);
        if (!WHILE_LOADING.contains(name)) {
            redis.requireNoTrouble(null, name.equals("PING"));
        }
        return switch (name) {
            case "PING" -> new Reply.Status("PONG");
            case "TIME" -> time();
            case "INFO" -> Replies.bulk(Bytes.of(info()));
            case "CONFIG" -> config(args);
            case "CLIENT" -> client(session, args);
            case "SELECT", "AUTH" -> Replies.OK;
            case "SCRIPT" -> forgetScripts();
            case "FLUSHALL" -> flush();
            default -> throw unknown(args);
        };
    }

    /** The few that a script may call. */
    Reply runInScript(Args args) {
        if (args.is(0, "TIME")) {
            return time();
        }
        throw new RedisError("ERR Unknown Redis command called from script");
    }

    private static RedisError unknown(Args args) {
        StringBuilder rest = new StringBuilder();
        for (int i = 1; i < args.size(); i++) {
            rest.append('\'').append(Bytes.latin(args.get(i))).append("' ");
        }
        return new RedisError(
                "ERR unknown command '" + Bytes.latin(args.get(0)) + "', with args beginning with: " + rest);
    }

    private Reply time() {
        long micros = redis.keys().micros();
        return Replies.bulks(List.of(Bytes.number(micros / 1_000_000), Bytes.number(micros % 1_000_000)));
    }

    private String info() {
        return redis.replication()
                + "# Memory\r\nused_memory:1000000\r\nmaxmemory:0\r\n# Persistence\r\nloading:0\r\naof_enabled:1\r\n";
    }

    private static Reply config(Args args) {
        if (!args.is(1, "GET") || args.size() != 3) {
            throw new RedisError("ERR the model of Redis only reads its settings");
        }
        LuaString name = args.get(2);
        String value = switch (Bytes.latin(name)) {
            case "appendonly" -> "yes";
            case "appendfsync" -> "always";
            case "maxmemory-policy" -> "noeviction";
            case "min-replicas-to-write" -> "0";
            default -> "";
        };
        return value.isEmpty() ? Replies.NONE : Replies.bulks(List.of(name, Bytes.of(value)));
    }

    private static Reply client(Session session, Args args) {
        if (args.is(1, "SETNAME") && args.size() == 3) {
            session.name = Bytes.latin(args.get(2));
            return Replies.OK;
        }
        if (args.is(1, "LIST")) {
            return Replies.bulk(Bytes.of("id=1 addr=127.0.0.1:1 name=" + session.name + " db=0\n"));
        }
        throw new RedisError("ERR the model of Redis knows CLIENT SETNAME and LIST");
    }

    private Reply forgetScripts() {
        redis.restart();
        return Replies.OK;
    }

    private Reply flush() {
        redis.keys(new Keyspace());
        return Replies.OK;
    }
}
