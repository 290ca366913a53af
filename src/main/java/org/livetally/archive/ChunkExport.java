package org.livetally.archive;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Entry;
import org.livetally.ledger.IdState;
import org.livetally.ledger.Recorded;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/** Writes a ledger into the file of its stream: chunk by chunk. */
final class ChunkExport {
    private static final LuaScript READ = LuaScript.load("read_ledger");
    private static final int PAGE_BYTES = 256 << 10;
    private static final int MAX_ENTRIES = 1_000;

    private final Worker worker = new Worker();
    private final RedisLink redis;
    private final StreamKeys keys;
    private final Seq last;
    private final ExportTarget target;
    private final StreamFileWriter to;
    private final Promise<Void> done = Promise.promise();
    /** The last entry that was written. */
    private Seq written = Seq.START;

    private boolean inChunk;
    private List<Entry> read = List.of();

    private ChunkExport(RedisLink redis, StreamKeys keys, Seq last, ExportTarget target) {
        this.redis = redis;
        this.keys = keys;
        this.last = last;
        this.target = target;
        this.to = target.file();
    }

    /** Writes the ledger up to a place. */
    static Future<Void> write(RedisLink redis, StreamKeys keys, Seq last, ExportTarget target) {
        ChunkExport export = new ChunkExport(redis, keys, last, target);
        export.next();
        return export.done.future();
    }

    /** Not a chain of futures: that of a long ledger would be too long to unwind. */
    private void next() {
        Future<Boolean> step = read.isEmpty() ? readOn() : writeSome();
        step.onSuccess(more -> {
                    target.progress().accept(to.messages());
                    if (more) {
                        next();
                    } else {
                        done.complete();
                    }
                })
                .onFailure(done::fail);
    }

    private Future<Boolean> readOn() {
        if (!last.isAfter(written)) {
            return inChunk ? endChunk().map(false) : Future.succeededFuture(false);
        }
        return page().map(page -> {
            if (page.isEmpty()) {
                throw new IllegalStateException("the ledger ends after " + written + ", and not at " + last);
            }
            read = page;
            return true;
        });
    }

    private Future<List<Entry>> page() {
        return redis.run(new ScriptCall(READ)
                        .key(keys.ledger())
                        .arg("XRANGE")
                        .arg("(" + written)
                        .arg(last.toString())
                        .arg(PAGE_BYTES)
                        .arg(MAX_ENTRIES))
                .map(reply -> reply.get(1).stream()
                        .map(entry -> Entry.of(keys.stream(), entry))
                        .toList());
    }

    /** Writes as many of the entries that were read as the chunk has room for. */
    private Future<Boolean> writeSome() {
        List<List<Recorded>> taken = new ArrayList<>();
        long messages = inChunk ? to.messagesOfChunk() : 0;
        long bytes = inChunk ? to.bytesOfPart() : 0;
        while (taken.size() < read.size()) {
            Entry entry = read.get(taken.size());
            List<Recorded> recorded = entry.recorded(keys.stream());
            boolean isFull = messages + recorded.size() > target.chunkMessages() || bytes >= target.chunkBytes();
            if (messages > 0 && isFull) {
                break;
            }
            messages += recorded.size();
            bytes += entry.messages().length;
            taken.add(recorded);
        }
        if (taken.isEmpty()) {
            return endChunk().map(true);
        }
        List<Entry> entries = List.copyOf(read.subList(0, taken.size()));
        read = List.copyOf(read.subList(taken.size(), read.size()));
        written = entries.get(entries.size() - 1).id();
        return fingerprints(taken)
                .compose(found -> worker.run(() -> write(entries, taken, found)))
                .map(true);
    }

    /** Those of all messages, in their order. */
    private Future<List<String>> fingerprints(List<List<Recorded>> entries) {
        Request ids = Request.cmd(Command.HMGET).arg(keys.ids());
        entries.forEach(
                entry -> entry.forEach(recorded -> ids.arg(recorded.message().id())));
        return redis.send(ids)
                .map(states -> states.stream()
                        .map(state -> state == null ? "" : fingerprint(state))
                        .toList());
    }

    private static String fingerprint(Response state) {
        return IdState.parse(state.toString()).fingerprint();
    }

    private void write(List<Entry> entries, List<List<Recorded>> messages, List<String> fingerprints)
            throws IOException {
        if (!inChunk) {
            to.beginChunk();
            inChunk = true;
        }
        int next = 0;
        for (int i = 0; i < entries.size(); i++) {
            int end = next + messages.get(i).size();
            to.entry(new LedgerLine(entries.get(i), fingerprints.subList(next, end)));
            next = end;
        }
    }

    private Future<Void> endChunk() {
        inChunk = false;
        return worker.run(to::endChunk);
    }
}
