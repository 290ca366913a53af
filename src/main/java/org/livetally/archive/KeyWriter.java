package org.livetally.archive;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;

/**
 * Writes very many items into keys: some hundred of a key in a command, so that nobody's order waits for long, and many
 * commands on their way at a time. Blocking: whoever adds waits while Redis is behind. Not for an event loop.
 *
 * <p>In a Redis Cluster a command that is redirected, since its slot moves, may run after later ones of the same key. Fields, scores
 * and members may be written in any order. The items of a list may not, so none is on its way when its next ones are sent. Entries
 * of a stream of Redis are pipelined all the same, as a ledger has millions of them: one that comes after a later one is
 * refused by Redis for its id, and what was written is then removed and written again, as after any failure.
 *
 * <p>Under a lease, Redis itself looks with each command whether the run holds it still: thousands of them may wait in a
 * process that is paused, and go out when it wakes up, after somebody else has written these keys and more.
 */
final class KeyWriter {
    static final String ENDED = "its lease has ended, as if it had been killed: nothing more was changed";
    private static final int MAX_ITEMS = 500;
    private static final int MAX_BYTES = 128 << 10;
    private static final int MAX_UNANSWERED = 4_096;
    private static final long MAX_UNANSWERED_BYTES = 4 << 20;

    private static final LuaScript UNDER_LEASE = LuaScript.load("write_for_run");

    private final RedisLink redis;
    private final Context loop;
    private final @Nullable Run run;
    private final Map<String, Batch> batches = new HashMap<>();
    private final Deque<Sent> sent = new ArrayDeque<>();
    private long sentBytes;

    /** A run that may write only while it holds a lease. */
    record Run(String lease, String id) {}

    private record Sent(CompletableFuture<Response> answer, long bytes) {}

    private static final class Batch {
        final Command command;
        final String key;
        final List<byte[]> args = new ArrayList<>();
        int items;
        long bytes;

        Batch(Command command, String key) {
            this.command = command;
            this.key = key;
        }

        void add(byte[] arg) {
            args.add(arg);
            bytes += arg.length;
        }

        /** Whether its items must not overtake others of the key. */
        boolean isOrdered() {
            return command == Command.RPUSH;
        }

        boolean isFull() {
            return items >= MAX_ITEMS || bytes >= MAX_BYTES;
        }
    }

    /**
     * @param loop of the link
     * @param run that writes; null if nothing else can write these keys
     */
    KeyWriter(RedisLink redis, Context loop, @Nullable Run run) {
        this.redis = redis;
        this.loop = loop;
        this.run = run;
    }

    /** Removes keys, of one slot. Comes first, so that Redis knows the script when many commands are on their way. */
    void remove(List<String> keys) throws IOException {
        answer(link -> write(Command.UNLINK, keys, List.of()));
    }

    private Future<Response> write(Command command, List<String> keys, List<byte[]> args) {
        if (run == null) {
            Request request = Request.cmd(command);
            keys.forEach(request::arg);
            args.forEach(request::arg);
            return redis.send(request);
        }
        ScriptCall call = new ScriptCall(UNDER_LEASE).key(run.lease);
        keys.forEach(call::key);
        call.arg(run.id).arg(command.toString());
        args.forEach(call::arg);
        return redis.run(call).compose(KeyWriter::requireWritten);
    }

    private static Future<Response> requireWritten(Response answer) {
        return answer.toString().equals("written") ? Future.succeededFuture(answer) : Future.failedFuture(ENDED);
    }

    void field(String key, String field, byte[] value) throws IOException {
        add(Command.HSET, key, utf8(field), value);
    }

    void field(String key, String field, String value) throws IOException {
        field(key, field, utf8(value));
    }

    void fields(String key, Map<String, String> fields) throws IOException {
        for (Map.Entry<String, String> field : fields.entrySet()) {
            field(key, field.getKey(), field.getValue());
        }
    }

    void scored(String key, String member, String score) throws IOException {
        add(Command.ZADD, key, utf8(score), utf8(member));
    }

    void member(String key, String member) throws IOException {
        add(Command.SADD, key, utf8(member));
    }

    /** Adds an item at the end of a list. */
    void item(String key, String value) throws IOException {
        add(Command.RPUSH, key, utf8(value));
    }

    /** Adds the next entry of a stream of Redis; field, value, …. */
    void entry(String key, Seq id, byte[]... fields) throws IOException {
        Batch entry = new Batch(Command.XADD, key);
        entry.add(utf8(id.toString()));
        for (byte[] part : fields) {
            entry.add(part);
        }
        send(entry);
    }

    private void add(Command command, String key, byte[]... args) throws IOException {
        Batch batch = batches.computeIfAbsent(key, any -> new Batch(command, key));
        for (byte[] arg : args) {
            batch.add(arg);
        }
        batch.items++;
        if (batch.isFull()) {
            batches.remove(key);
            send(batch);
        }
    }

    private void send(Batch batch) throws IOException {
        if (batch.isOrdered()) {
            awaitAll();
        }
        while (sent.size() >= MAX_UNANSWERED || sentBytes + batch.bytes > MAX_UNANSWERED_BYTES && !sent.isEmpty()) {
            awaitOldest();
        }
        sent.add(new Sent(ask(link -> write(batch.command, List.of(batch.key), batch.args)), batch.bytes));
        sentBytes += batch.bytes;
    }

    /** Writes what is left, and waits until Redis has all of it. */
    void flush() throws IOException {
        for (Batch batch : batches.values()) {
            send(batch);
        }
        batches.clear();
        awaitAll();
    }

    private void awaitAll() throws IOException {
        while (!sent.isEmpty()) {
            awaitOldest();
        }
    }

    private void awaitOldest() throws IOException {
        Sent oldest = sent.remove();
        sentBytes -= oldest.bytes;
        await(oldest.answer);
    }

    /** Asks anything, and waits for the answer. */
    Response answer(Function<RedisLink, Future<Response>> question) throws IOException {
        return await(ask(question));
    }

    private CompletableFuture<Response> ask(Function<RedisLink, Future<Response>> question) {
        Promise<Response> answer = Promise.promise();
        loop.runOnContext(turn -> question.apply(redis).onComplete(answer));
        return answer.future().toCompletionStage().toCompletableFuture();
    }

    private static Response await(CompletableFuture<Response> answer) throws IOException {
        try {
            return answer.join();
        } catch (CompletionException e) {
            Throwable why = Objects.requireNonNullElse(e.getCause(), e);
            throw new IOException("Redis did not take it: " + why.getMessage(), why);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
