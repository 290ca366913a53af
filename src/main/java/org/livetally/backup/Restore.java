package org.livetally.backup;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.livetally.archive.Damage;
import org.livetally.archive.Manifest;
import org.livetally.archive.PrivateFiles;
import org.livetally.archive.StreamFile;
import org.livetally.archive.StreamFileCheck;
import org.livetally.archive.StreamRestore;
import org.livetally.backup.BackupManifest.BackedUpStream;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.ConnectorKeys;
import org.livetally.redis.client.DataFormat;
import org.livetally.redis.client.NotifyKeys;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.Restoring;
import org.livetally.redis.client.StreamKeys;

/**
 * Writes a backup into an empty Redis: its streams by replay, then the rest. All files are checked first. Redis holds which
 * backup is being restored, so one that was ended at any moment is made again, and ends as if nothing had happened; of
 * another backup, or beside anything else, nothing is written.
 */
public final class Restore {
    private static final String BACKUP = "backup";
    private static final String DONE = "1";
    /** What a Redis has that is in use, for people. Each key is asked for by itself: in a Cluster, each has its slot. */
    private static final Map<String, String> IN_USE = Map.of(
            StreamKeys.INDEX, "streams",
            CampaignKeys.INDEX, "campaigns",
            ConnectorKeys.INDEX, "connectors",
            NotifyKeys.TARGETS, "targets of notifications",
            StreamKeys.TOKENS, "tokens",
            StreamKeys.REVOKED, "revoked tokens");

    private final Vertx vertx;
    private final Context loop;
    private final RedisLink redis;
    private final Path directory;
    private final Consumer<String> progress;

    private Restore(Vertx vertx, RedisLink redis, Path directory, Consumer<String> progress) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.redis = redis;
        this.directory = directory;
        this.progress = progress;
    }

    /**
     * Restores a backup; on the event loop of the link. Fails, with nothing written, if a file is damaged, or if the Redis is
     * in use. {@link Restoring#open} is to follow, once the result is found to be right: before, nobody else is let in.
     *
     * @param progress is told the progress often, as text for people
     */
    public static Future<BackupManifest> run(Vertx vertx, RedisLink redis, Path directory, Consumer<String> progress) {
        Restore restore = new Restore(vertx, redis, directory, progress);
        return restore.loop
                .executeBlocking(restore::check)
                .compose(manifest -> restore.begin(manifest)
                        .compose(done -> restore.streams(manifest))
                        .compose(done -> restore.house())
                        .map(manifest));
    }

    private BackupManifest check() throws IOException {
        BackupManifest manifest = BackupManifest.read(directory);
        for (BackupManifest.File file : manifest.files()) {
            progress.accept("checking " + file.name());
            Path path = directory.resolve(file.name()).normalize();
            if (!path.startsWith(directory.normalize()) || !Files.exists(path)) {
                throw new IOException("the backup lacks " + file.name());
            }
            String damage = damage(file, path);
            if (!damage.isEmpty()) {
                throw new IOException(file.name() + " of the backup is damaged: " + damage);
            }
        }
        for (BackedUpStream stream : manifest.streams()) {
            requireItsFile(manifest, stream);
        }
        return manifest;
    }

    /** What is damaged, and where, as far as can be told; a stream's file is read whole, each part by its own hash. */
    private static String damage(BackupManifest.File file, Path path) throws IOException {
        if (file.name().endsWith(StreamFile.SUFFIX)) {
            return StreamFileCheck.run(path, file.sha256()).stream()
                    .map(Damage::toString)
                    .collect(Collectors.joining("; "));
        }
        return PrivateFiles.sha256(path).equals(file.sha256()) ? "" : "its SHA-256 is another one";
    }

    /** So that nothing is restored that was not checked, nor under another name. */
    private void requireItsFile(BackupManifest manifest, BackedUpStream stream) throws IOException {
        if (manifest.files().stream().noneMatch(file -> file.name().equals(stream.file()))) {
            throw new IOException("the backup's manifest lacks the hash of " + stream.file());
        }
        try (StreamFile file = StreamFile.open(directory.resolve(stream.file()))) {
            Manifest.Facts held = file.manifest().facts();
            if (!held.stream().equals(stream.stream()) || !held.seal().equals(stream.seal())) {
                throw new IOException(stream.file() + " of the backup holds " + held.stream() + " up to "
                        + held.seal().text() + ", not " + stream.stream() + " up to "
                        + stream.seal().text());
            }
        }
    }

    private Future<Void> begin(BackupManifest manifest) {
        return redis.send(Request.cmd(Command.HGET).arg(StreamKeys.RESTORE).arg(BACKUP))
                .compose(begun -> {
                    if (begun == null) {
                        return shut(manifest).compose(shut -> mark(BACKUP, manifest.id()));
                    }
                    return begun.toString().equals(manifest.id())
                            ? Restoring.shut(redis)
                            : failed("this Redis holds a part of another backup, whose restoring was not ended");
                });
    }

    /** One that is in use is not disturbed; one that came into use until it was shut is opened again. */
    private Future<?> shut(BackupManifest manifest) {
        return requireEmpty()
                .compose(empty -> Restoring.shut(redis))
                .compose(shut -> requireEmpty()
                        .recover(used -> Restoring.open(redis).compose(open -> Future.failedFuture(used))))
                // An empty Redis has no format yet, unless a server has used it.
                .compose(empty -> redis.send(Request.cmd(Command.SET)
                        .arg(StreamKeys.FORMAT)
                        .arg(DataFormat.restored(manifest.facts().losses()))));
    }

    private Future<Void> requireEmpty() {
        Future<Void> done = Future.succeededFuture();
        for (Map.Entry<String, String> used : IN_USE.entrySet()) {
            done = done.compose(next -> redis.send(Request.cmd(Command.EXISTS).arg(used.getKey())))
                    .compose(there -> there.toInteger() == 0
                            ? Future.succeededFuture()
                            : failed("this Redis has " + used.getValue()
                                    + " already: a backup is restored into an empty one"));
        }
        return done;
    }

    private static <T> Future<T> failed(String why) {
        return Future.failedFuture(new IOException(why));
    }

    private Future<Void> mark(String field, String value) {
        return redis.send(Request.cmd(Command.HSET)
                        .arg(StreamKeys.RESTORE)
                        .arg(field)
                        .arg(value))
                .mapEmpty();
    }

    private Future<Void> streams(BackupManifest manifest) {
        Future<Void> done = Future.succeededFuture();
        for (BackedUpStream stream : manifest.streams()) {
            done = done.compose(next -> redis.send(
                            Request.cmd(Command.HGET).arg(StreamKeys.RESTORE).arg(field(stream))))
                    .compose(restored -> restored == null ? restore(stream) : Future.succeededFuture());
        }
        return done;
    }

    private static String field(BackedUpStream stream) {
        return "stream:" + stream.stream();
    }

    private Future<Void> restore(BackedUpStream stream) {
        Request remains = Request.cmd(Command.DEL).arg(new StreamKeys(stream.stream()).settings());
        return redis.send(remains)
                .compose(removed -> StreamRestore.run(
                        vertx,
                        redis,
                        directory.resolve(stream.file()),
                        messages -> progress.accept(String.format(
                                "%s: %,d of %,d messages restored", stream.stream(), messages, stream.messages()))))
                .compose(restored -> mark(field(stream), DONE));
    }

    private Future<Void> house() {
        return loop.executeBlocking(
                        () -> new JsonObject(Files.readString(directory.resolve(House.NAME), StandardCharsets.UTF_8)))
                .compose(house -> new House(redis).write(house));
    }
}
