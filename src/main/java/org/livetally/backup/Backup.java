package org.livetally.backup;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.livetally.archive.ExportTarget;
import org.livetally.archive.StreamExport;
import org.livetally.archive.StreamFileWriter;
import org.livetally.backup.BackupManifest.BackedUpStream;
import org.livetally.redis.client.DataFormat;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.Archived;

/**
 * Writes everything into a directory while servers run: of each stream a file with its ledger up to some place, which the
 * manifest names, then the rest, then the manifest. Redis is read in small pages, so orders do not wait. Files appear
 * under their names once they are complete and on disk; a directory in which an attempt ended halfway is begun anew.
 */
public final class Backup {
    private final Context loop;
    private final RedisLink redis;
    private final Plan plan;
    private final BackupDirectory directory;
    private final Consumer<String> progress;
    private final List<BackedUpStream> streams = new ArrayList<>();

    /**
     * What is backed up, and where.
     *
     * @param directory new, empty, or one in which an attempt has ended halfway
     * @param secrets whether secrets of connectors and targets are written, too
     * @param archives the directory of archived streams' files
     * @param product the version of the program
     */
    public record Plan(Path directory, boolean secrets, Path archives, String product) {}

    private Backup(Context loop, RedisLink redis, Plan plan, Consumer<String> progress) {
        this.loop = loop;
        this.redis = redis;
        this.plan = plan;
        this.directory = new BackupDirectory(plan.directory);
        this.progress = progress;
    }

    /**
     * Makes a backup; on the event loop of the link.
     *
     * @param progress is told the progress often, as text for people
     */
    public static Future<BackupManifest> run(Vertx vertx, RedisLink redis, Plan plan, Consumer<String> progress) {
        return new Backup(vertx.getOrCreateContext(), redis, plan, progress).run();
    }

    private Future<BackupManifest> run() {
        long createdAt = System.currentTimeMillis();
        return blocking(directory::begin)
                .compose(lock -> ids().compose(this::addStreams)
                        .compose(done -> new House(redis).read(plan.secrets))
                        .compose(house -> DataFormat.mayHaveLosses(
                                        redis) // after the streams, as before a loss is written
                                .compose(
                                        losses -> blocking(() -> directory.finish(lock, of(createdAt, losses), house))))
                        .eventually(() -> blocking(() -> {
                            lock.close();
                            return lock;
                        })));
    }

    private BackupManifest.Facts of(long createdAt, boolean losses) {
        return new BackupManifest.Facts(plan.product, createdAt, plan.secrets, losses, streams);
    }

    private <T> Future<T> blocking(Callable<T> work) {
        return loop.executeBlocking(work);
    }

    private Future<List<String>> ids() {
        return redis.send(Request.cmd(Command.SMEMBERS).arg(StreamKeys.INDEX))
                .map(members -> members.stream().map(Object::toString).sorted().toList());
    }

    private Future<Void> addStreams(List<String> ids) {
        Future<Void> done = Future.succeededFuture();
        for (String id : ids) { // one after another: each is read from its first message on
            done = done.compose(next -> addStream(new StreamKeys(id)));
        }
        return done;
    }

    private Future<Void> addStream(StreamKeys keys) {
        return redis.send(Request.cmd(Command.HGET).arg(keys.settings()).arg(Archived.SETTING))
                .compose(archived -> archived == null
                        ? export(keys)
                        : blocking(
                                () -> directory.link(keys.stream(), Archived.of(archived.toString()), plan.archives)))
                .onSuccess(stream -> {
                    if (stream != null) { // else it does not exist
                        streams.add(stream);
                    }
                })
                .mapEmpty();
    }

    private Future<@Nullable BackedUpStream> export(StreamKeys keys) {
        String stream = keys.stream();
        return blocking(() -> StreamFileWriter.begin(directory.file(stream)))
                .compose(to -> StreamExport.write(
                                redis,
                                keys,
                                new ExportTarget(
                                        to,
                                        messages -> progress.accept(
                                                String.format("%s: %,d messages written", stream, messages))),
                                plan.product)
                        .compose(written -> written == null
                                ? Future.<@Nullable BackedUpStream>succeededFuture()
                                : blocking(() -> {
                                    to.publish();
                                    return BackupDirectory.of(written.manifest(), false);
                                }))
                        .eventually(() -> blocking(() -> {
                            to.close();
                            return to;
                        })));
    }
}
