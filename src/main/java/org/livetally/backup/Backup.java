package org.livetally.backup;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.livetally.archive.ExportTarget;
import org.livetally.archive.Manifest;
import org.livetally.archive.PrivateFiles;
import org.livetally.archive.StreamExport;
import org.livetally.archive.StreamFile;
import org.livetally.archive.StreamFileWriter;
import org.livetally.backup.BackupManifest.BackedUpStream;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * Writes everything into a directory while servers run: of each stream a file with its ledger up to some place, which the
 * manifest names, then the rest, then the manifest. Redis is read in small pages, so orders do not wait. Files appear
 * under their names once they are complete and on disk; a directory in which an attempt ended halfway is begun anew.
 */
public final class Backup {
    private static final String STREAMS = "streams";

    private final Context loop;
    private final RedisLink redis;
    private final Plan plan;
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
        return blocking(this::begin)
                .compose(lock -> ids().compose(this::addStreams)
                        .compose(done -> new House(redis).read(plan.secrets))
                        .compose(house -> blocking(() -> finish(lock, createdAt, house)))
                        .eventually(() -> blocking(() -> {
                            lock.close();
                            return lock;
                        })));
    }

    private <T> Future<T> blocking(Callable<T> work) {
        return loop.executeBlocking(work);
    }

    /** Keeps others from the directory until the result is closed. */
    private FileChannel begin() throws IOException {
        Path directory = plan.directory;
        Path manifest = directory.resolve(BackupManifest.NAME);
        if (Files.exists(manifest)) {
            throw new IOException(directory + " holds a backup: name another directory, such as one of today's date");
        }
        boolean begun = Files.exists(PrivateFiles.part(manifest));
        if (!begun && Files.exists(directory) && !isEmpty(directory)) {
            throw new IOException(directory + " is neither empty nor a backup that was begun: name another directory");
        }
        PrivateFiles.directory(directory);
        FileChannel lock = PrivateFiles.begin(manifest);
        PrivateFiles.directory(directory.resolve(STREAMS));
        return lock;
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
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
        return redis.send(Request.cmd(Command.HGET).arg(keys.settings()).arg("archived"))
                .compose(archived -> archived == null
                        ? export(keys)
                        : blocking(() -> link(keys.stream(), new JsonObject(archived.toString()))))
                .onSuccess(stream -> {
                    if (stream != null) { // else it does not exist
                        streams.add(stream);
                    }
                })
                .mapEmpty();
    }

    private Future<@Nullable BackedUpStream> export(StreamKeys keys) {
        String stream = keys.stream();
        return blocking(() -> StreamFileWriter.begin(file(stream)))
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
                                    return of(written.manifest(), false);
                                }))
                        .eventually(() -> blocking(() -> {
                            to.close();
                            return to;
                        })));
    }

    private Path file(String stream) {
        return plan.directory.resolve(STREAMS).resolve(stream + StreamFile.SUFFIX);
    }

    private static BackedUpStream of(Manifest manifest, boolean archived) {
        Manifest.Facts facts = manifest.facts();
        return new BackedUpStream(
                facts.stream(),
                STREAMS + "/" + facts.stream() + StreamFile.SUFFIX,
                facts.seal(),
                facts.messages(),
                archived);
    }

    /** The file of an archived stream: the same one under another name, if both are on one disk. */
    private BackedUpStream link(String stream, JsonObject archived) throws IOException {
        Path from = plan.archives.resolve(stream + StreamFile.SUFFIX);
        Path to = file(stream);
        if (!Files.exists(from)) {
            throw new IOException("the file of the archived stream " + stream + " is not in " + plan.archives
                    + ": give --archive-dir");
        }
        Files.deleteIfExists(to);
        try {
            Files.createLink(to, from);
        } catch (FileSystemException | UnsupportedOperationException e) { // of another disk, or of a kind without links
            Files.copy(from, PrivateFiles.part(to), StandardCopyOption.REPLACE_EXISTING);
            PrivateFiles.publish(to);
        }
        if (!PrivateFiles.sha256(to).equals(archived.getString("sha256"))) {
            throw new IOException(from + " is not the file that was archived: run livetally audit");
        }
        try (StreamFile file = StreamFile.open(to)) {
            return of(file.manifest(), true);
        }
    }

    private BackupManifest finish(FileChannel lock, long createdAt, JsonObject house) throws IOException {
        Path rest = plan.directory.resolve(House.NAME);
        PrivateFiles.write(rest, house.encodePrettily().getBytes(StandardCharsets.UTF_8));
        List<BackupManifest.File> files = new ArrayList<>();
        for (BackedUpStream stream : streams) {
            files.add(described(stream.file()));
        }
        files.add(described(House.NAME));
        OutputStream out = Channels.newOutputStream(lock); // it is the manifest, under another name
        out.write(BackupManifest.json(plan.product, createdAt, plan.secrets, streams, files));
        lock.force(true);
        PrivateFiles.publish(plan.directory.resolve(BackupManifest.NAME));
        return BackupManifest.read(plan.directory);
    }

    private BackupManifest.File described(String name) throws IOException {
        Path file = plan.directory.resolve(name);
        return new BackupManifest.File(name, Files.size(file), PrivateFiles.sha256(file));
    }
}
