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
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.livetally.domain.order.Seq;
import org.livetally.redis.client.RedisLink;

/**
 * Writes very many items into keys: some hundred of a key in a command, so that nobody's order waits for long, and many
 * commands on their way at a time. Blocking: whoever adds waits while Redis is behind. Not for an event loop.
 *
 * <p>In a Redis Cluster a command that is redirected, since its slot moves, may run after later ones of the same key. Fields, scores
 * and members may be written in any order. The items of a list may not, so none is on its way when its next ones are sent. Entries
 * of a stream of Redis are pipelined all the same, as a ledger has millions of them: one that comes after a later one is
 * refused by Redis for its id, and what was written is then removed and written again, as after any failure.
 */
final class KeyWriter {
    private static final int MAX_ITEMS = 500;
    private static final int MAX_BYTES = 128 << 10;
    private static final int MAX_UNANSWERED = 4_096;
    private static final long MAX_UNANSWERED_BYTES = 4 << 20;

    private final RedisLink redis;
    private final Context loop;
    private final Map<String, Batch> batches = new HashMap<>();
    private final Deque<Sent> sent = new ArrayDeque<>();
    private long sentBytes;

    private record Sent(CompletableFuture<Response> answer, long bytes) {}

    private static final class Batch {
        final Request request;
        final boolean isOrdered;
        int items;
        long bytes;

        Batch(Command command, String key) {
            request = Request.cmd(command).arg(key);
            isOrdered = command == Command.RPUSH;
        }

        void add(byte[] arg) {
            request.arg(arg);
            bytes += arg.length;
        }

        boolean isFull() {
            return items >= MAX_ITEMS || bytes >= MAX_BYTES;
        }
    }

    /** @param loop of the link */
    KeyWriter(RedisLink redis, Context loop) {
        this.redis = redis;
        this.loop = loop;
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
        if (batch.isOrdered) {
            awaitAll();
        }
        while (sent.size() >= MAX_UNANSWERED || sentBytes + batch.bytes > MAX_UNANSWERED_BYTES && !sent.isEmpty()) {
            awaitOldest();
        }
        sent.add(new Sent(ask(link -> link.send(batch.request)), batch.bytes));
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
