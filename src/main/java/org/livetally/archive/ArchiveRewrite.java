package org.livetally.archive;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.Seal;
import org.livetally.redis.client.Lease;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.Archived;

/**
 * Writes the file of an archived stream anew, with other messages in it. The new file is written beside the old one, put on
 * disk, read back and counted; it must come to the totals that Redis has kept. One script then says that it is the stream's
 * file, and the old one is removed. Whatever ends this on the way, it can be run again. At constant memory, on the event loop of
 * the link; whoever runs it holds the lock of the directory.
 */
public final class ArchiveRewrite {
    private static final LuaScript SCRIPT = LuaScript.load("rewrite_archive");

    private final Worker worker = new Worker();
    private final RedisLink redis;
    private final ArchiveDirectory directory;
    private final StreamKeys keys;
    private final Archived archived;
    private final Path file;
    private final LongConsumer progress;

    private ArchiveRewrite(Plan plan, LongConsumer progress) {
        this.redis = plan.redis;
        this.directory = plan.directory;
        this.keys = plan.keys;
        this.archived = plan.archived;
        this.file = directory.file(archived);
        this.progress = progress;
    }

    /**
     * Which file is written anew.
     *
     * @param archived as Redis says
     */
    public record Plan(RedisLink redis, ArchiveDirectory directory, StreamKeys keys, Archived archived) {}

    /**
     * What is other in the new file.
     *
     * @param entry gives an entry of the ledger, under the same id and with as many messages
     * @param earlier gives an order that a later message is about
     * @param parked gives a message that waits for its order
     * @param ending gives the entry at the end of the ledger, by the seal of the ledger before and its own id
     */
    public record Edit(
            UnaryOperator<LedgerLine> entry,
            UnaryOperator<Recorded> earlier,
            UnaryOperator<String> parked,
            BiFunction<Seal, Seq, LedgerLine> ending) {}

    /**
     * Writes it. Fails with an {@link IOException} if the old file is damaged, or the new one not what Redis says.
     *
     * @param now epoch ms
     * @param progress is told often how many messages are written
     */
    public static Future<Archived> run(Plan plan, Edit edit, long now, LongConsumer progress) {
        Lease lease = Archiver.lease(plan.redis, plan.keys);
        String name = ArchiveDirectory.name(plan.keys.stream(), lease.run());
        return lease.during(() -> new ArchiveRewrite(plan, progress).write(name, edit, now));
    }

    /** Shows the messages of the ledger until the visitor has enough. */
    public static Future<Void> read(Plan plan, Predicate<Recorded> visit) {
        Worker worker = new Worker();
        ArchivedLedger ledger = new ArchivedLedger(plan.keys.stream(), plan.directory.file(plan.archived));
        return new ArchivedWalk(ledger).on(Seq.START, visit).eventually(() -> worker.run(ledger::close));
    }

    /** Does something while nobody else writes into the directory. Fails with an {@link IOException} if somebody does. */
    public static <T> Future<T> alone(ArchiveDirectory directory, Supplier<Future<T>> work) {
        return Files.isDirectory(directory.root()) ? new Worker().during(directory::lock, work) : work.get();
    }

    private Future<Archived> write(String name, Edit edit, long now) {
        return worker.get(this::intact).compose(manifest -> {
            Seq end = new Seq(Math.max(now, manifest.facts().seal().seq().ms() + 1), 0);
            return worker.get(() -> StreamFileWriter.begin(directory.file(name)))
                    .compose(to -> write(to, manifest, edit, end)
                            .compose(written -> check(to, written))
                            .compose(made -> recount(to, made))
                            .compose(made -> publish(to, made))
                            .eventually(() -> worker.run(to::close)))
                    .compose(made -> replace(made, now));
        });
    }

    /** A file that was changed must not become one that nobody can tell from an honest one. */
    private Manifest intact() throws IOException {
        List<Damage> damages = StreamFileCheck.run(file, archived.sha256());
        if (!damages.isEmpty()) {
            throw new IOException(archived.file() + " is damaged: " + damages.get(0));
        }
        try (StreamFile open = StreamFile.open(file)) {
            return open.manifest();
        }
    }

    private Future<Manifest> write(StreamFileWriter to, Manifest manifest, Edit edit, Seq end) {
        ArchivedLedger before = new ArchivedLedger(keys.stream(), file);
        RewrittenLedger ledger = new RewrittenLedger(before, manifest, edit, end);
        return before.read(open -> RewrittenParts.copy(open, to, edit, end))
                .compose(copied -> ChunkExport.write(ledger::fingerprints, ledger, end, new ExportTarget(to, progress)))
                .compose(done -> worker.get(() -> to.finish(facts(manifest.facts(), to))))
                .eventually(() -> worker.run(before::close));
    }

    private static Manifest.Facts facts(Manifest.Facts before, StreamFileWriter to) {
        return new Manifest.Facts(
                before.product(),
                before.stream(),
                before.createdAt(),
                before.currency(),
                to.seal(),
                to.messages(),
                before.orders(),
                before.gmv());
    }

    private Future<Archived> check(StreamFileWriter to, Manifest written) {
        return worker.get(() -> {
            List<Damage> damages = StreamFileCheck.run(to.part(), null);
            if (!damages.isEmpty()) {
                throw new IOException(to.part() + " was not written as it should be: " + damages.get(0));
            }
            return new Archived(
                    to.name(),
                    PrivateFiles.sha256(to.part()),
                    Files.size(to.part()),
                    written.facts().messages(),
                    written.facts().seal().text(),
                    archived.at());
        });
    }

    /** What the file's ledger comes to must be what Redis has kept. */
    private Future<Archived> recount(StreamFileWriter to, Archived made) {
        return StreamState.read(redis, keys)
                .map(Objects::requireNonNull)
                .compose(held -> ArchiveAudit.recount(keys.stream(), to.part(), held))
                .map(made);
    }

    private Future<Archived> publish(StreamFileWriter to, Archived made) {
        return worker.get(() -> {
            to.publish();
            directory.writeHash(made.file(), made.sha256());
            return made;
        });
    }

    private Future<Archived> replace(Archived made, long now) {
        Seal seal = Seal.parse(made.seal());
        return redis.run(new ScriptCall(SCRIPT)
                        .key(keys.settings())
                        .key(keys.totals())
                        .key(keys.seal())
                        .arg(archived.json().encode())
                        .arg(made.json().encode())
                        .arg(seal.seq().toString())
                        .arg(seal.sha256())
                        .arg(now)
                        .arg(made.messages()))
                .compose(reply -> reply.toInteger() == 1
                        ? worker.run(() -> directory.remove(archived)).map(made)
                        : Future.failedFuture(new IOException(
                                "stream " + keys.stream() + " was archived anew, or restored, meanwhile")));
    }
}
