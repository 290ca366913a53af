package org.livetally.archive;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Seq;
import org.livetally.domain.stream.StreamStatus;
import org.livetally.domain.tally.Total;
import org.livetally.ledger.Chain;
import org.livetally.ledger.Packing;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.Seal;
import org.livetally.ledger.read.BasisEntry;
import org.livetally.ledger.replay.Rebuild;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.Archived;
import org.livetally.wire.FactsJson;
import org.livetally.wire.LedgerJson;

/**
 * Writes a stream back into Redis from its file: the ledger entry by entry, and all that follows from it by replay. The
 * stream exists, or is no longer archived, once everything is there: its settings are written last. Whatever an earlier
 * attempt left is removed first, so one that was ended at any moment is simply made again. What Redis has kept of an archived
 * stream stays as it is there, settings and audience too: it is newer. At constant memory.
 */
public final class StreamRestore {
    private static final LuaScript SETTINGS = LuaScript.load("restore_settings");
    /** Of totals, what follows from the ledger. */
    private static final Set<String> SUMS = Total.SUMS.stream().map(Total::key).collect(Collectors.toUnmodifiableSet());

    private final StreamFile file;
    private final StreamKeys keys;
    private final KeyWriter to;
    private final KeyWriter.@Nullable Run run;
    private final LongConsumer progress;
    private Seal seal = new Seal(Seq.START, Chain.start().hex());
    private long messages;

    private StreamRestore(StreamFile file, KeyWriter to, KeyWriter.@Nullable Run run, LongConsumer progress) {
        this.file = file;
        this.keys = new StreamKeys(file.manifest().facts().stream());
        this.to = to;
        this.run = run;
        this.progress = progress;
    }

    /**
     * Restores a stream; on the event loop of the link, though the work is done elsewhere. Fails if the
     * stream is in Redis. Whoever calls it has checked the file, by {@link StreamFileCheck}.
     *
     * @param progress is told often how many messages are written
     */
    public static Future<Manifest> run(Vertx vertx, RedisLink redis, Path path, LongConsumer progress) {
        return run(vertx, redis, path, null, progress);
    }

    /** The same for a run that may write only while it holds the lease of the stream. */
    static Future<Manifest> run(
            Vertx vertx, RedisLink redis, Path path, KeyWriter.@Nullable Run run, LongConsumer progress) {
        Context loop = vertx.getOrCreateContext();
        // A thread of its own, since it works for minutes.
        WorkerExecutor worker = vertx.createSharedWorkerExecutor("restore", 1, 1, TimeUnit.DAYS);
        return worker.executeBlocking(() -> {
                    try (StreamFile file = StreamFile.open(path)) {
                        new StreamRestore(file, new KeyWriter(redis, loop, run), run, progress).restore();
                        return file.manifest();
                    }
                })
                .eventually(worker::close);
    }

    private void restore() throws IOException {
        Map<String, String> settings = file.hash(StreamState.SETTINGS);
        settings.remove(Archived.SETTING);
        Map<String, String> totals = file.hash(StreamState.TOTALS);
        boolean wasArchived = clear();
        Basis basis = new Basis(
                ZoneId.of(settings.getOrDefault("timezone", "UTC")), Basis.ALL_TALLIES.equals(totals.get("tallies")));
        if (!basis.countsAll()) { // an earlier version did not tell the ledger of all of it
            to.fields(keys.catalogue(), file.hash(StreamExport.CATALOGUE));
        }
        KeyItems items = new KeyItems(keys, to);
        try (Rebuild rebuild = Rebuild.begin(keys.stream(), basis, items)) {
            addBasis(rebuild);
            addLedger(rebuild);
            rebuild.finish();
        }
        totals.keySet().removeAll(SUMS);
        if (!wasArchived) {
            to.fields(keys.totals(), totals);
        }
        items.addLikes(file.hash(StreamExport.LIKES));
        items.addMinutes(totals.getOrDefault("version", "0"));
        new Unrecorded(file, keys, to).restore(wasArchived);
        to.flush();
        exist(settings);
    }

    /** Removes what is left of an earlier attempt, but not what Redis has kept of an archived stream; whether it is one. */
    private boolean clear() throws IOException {
        Request settings =
                Request.cmd(Command.HMGET).arg(keys.settings()).arg("status").arg(Archived.SETTING);
        Response found = to.answer(redis -> redis.send(settings));
        if (found.get(0) != null && found.get(1) == null) {
            throw exists();
        }
        boolean wasArchived = found.get(1) != null;
        List<String> kept = wasArchived ? ArchiveStream.kept(keys) : List.of(keys.settings());
        to.remove(keys.all().stream()
                .filter(key -> !kept.contains(key) && !key.equals(keys.archiving())) // the lease of this run
                .toList());
        return wasArchived;
    }

    private IOException exists() {
        return new IOException("stream " + keys.stream() + " is in Redis: nothing of it was changed");
    }

    private void addBasis(Rebuild rebuild) throws IOException {
        file.lines(StreamExport.BASIS, line -> {
            BasisEntry entry = BasisLine.read(keys.stream(), line);
            rebuild.addBasis(entry);
            to.entry(
                    keys.basis(),
                    entry.seq(),
                    KeyWriter.utf8(entry.show() == null ? "facts" : "show"),
                    entry.show() == null ? FactsJson.write(entry.facts()) : LedgerJson.write(entry.show()));
        });
    }

    private void addLedger(Rebuild rebuild) throws IOException {
        for (int chunk = 0; chunk < file.manifest().chunks().size(); chunk++) {
            file.entries(chunk, line -> add(line, rebuild));
        }
        Seal written = file.manifest().facts().seal();
        if (!seal.equals(written)) {
            throw new IOException("its ledger ends with " + seal.text() + ", and its manifest says " + written.text());
        }
    }

    private void add(LedgerLine line, Rebuild rebuild) throws IOException {
        byte[] value = Packing.pack(line.entry().messages());
        to.entry(keys.ledger(), line.entry().id(), KeyWriter.utf8(Packing.field(value)), value);
        seal = new Seal(
                line.entry().id(), Chain.of(seal.sha256()).plus(line.entry()).hex());
        List<Recorded> recorded = line.entry().recorded(keys.stream());
        if (recorded.size() != line.fingerprints().size()) {
            throw new IOException(
                    "entry " + line.entry().id() + " has another number of fingerprints than of messages");
        }
        for (int i = 0; i < recorded.size(); i++) {
            rebuild.add(recorded.get(i), line.fingerprints().get(i));
        }
        messages += recorded.size();
        progress.accept(messages);
    }

    /** From here on, it is a stream. Indexes have slots of their own in a Cluster; whatever reads them allows for more. */
    private void exist(Map<String, String> settings) throws IOException {
        index(StreamKeys.INDEX);
        if (!file.hash(Waiting.HOLDS).isEmpty()) {
            index(StreamKeys.HOLDS);
        }
        if (!file.hash(Waiting.PARKED).isEmpty()) {
            index(StreamKeys.PARKED);
        }
        ScriptCall call = new ScriptCall(SETTINGS).key(keys.settings()).key(keys.archiving());
        call.arg(run == null ? "" : run.id());
        settings.forEach((field, value) -> call.arg(field).arg(value));
        int restored = to.answer(redis -> redis.run(call)).toInteger();
        if (restored < 0) {
            throw new IOException(KeyWriter.ENDED);
        }
        if (restored == 0) {
            throw exists();
        }
        if (Objects.equals(settings.get("status"), StreamStatus.LIVE.wire())) {
            index(StreamKeys.LIVE);
        }
    }

    private void index(String index) throws IOException {
        Request add = Request.cmd(Command.SADD).arg(index).arg(keys.stream());
        to.answer(redis -> redis.send(add));
    }
}
