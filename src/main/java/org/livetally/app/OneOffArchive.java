package org.livetally.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.livetally.acts.ActLog;
import org.livetally.archive.ArchiveDirectory;
import org.livetally.archive.ArchiveProgress;
import org.livetally.archive.Archiver;
import org.livetally.settings.RedisAddress;
import org.livetally.streams.Archived;

/** Archives a stream of a Redis, whether or not a server uses it. */
public final class OneOffArchive {
    private OneOffArchive() {}

    /** @param progress is told often */
    public static Future<Archived> archive(
            Vertx vertx, RedisAddress address, String stream, Path directory, Consumer<ArchiveProgress> progress) {
        return OneOffRedis.toChange(
                address,
                vertx,
                "nothing was archived",
                redis -> new ActLog(redis)
                        .command(
                                "archive " + stream,
                                new Archiver(
                                                redis,
                                                new ArchiveDirectory(directory),
                                                Livetally.version(),
                                                InstantSource.system())
                                        .archive(stream, progress)));
    }
}
