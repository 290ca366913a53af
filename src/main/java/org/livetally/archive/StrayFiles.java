package org.livetally.archive;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.StreamDirectory;

/**
 * Files in the directory of archives that no archived stream names: of one that is back in Redis, or of a run that was ended.
 */
public final class StrayFiles {
    private static final Pattern NAME =
            Pattern.compile("(([a-z0-9-]+)(?:\\.[0-9a-f]{16})?\\.zip)(?:\\.sha256)?(\\.part)?");

    private StrayFiles() {}

    /**
     * Removes those whose stream is in Redis, or in another file; for whoever has the lock of the directory. Completes with the
     * names of the others.
     *
     * @param only the stream whose files are looked at; null for all
     */
    public static Future<List<String>> remove(RedisLink redis, ArchiveDirectory directory, @Nullable String only) {
        Worker worker = new Worker();
        StreamDirectory streams = new StreamDirectory(redis);
        return streams.ids()
                .compose(ids -> named(streams, ids))
                .compose(named -> worker.get(() -> remove(directory, only, named)));
    }

    /** The files of streams; empty of those that are in Redis. */
    private static Future<Map<String, String>> named(StreamDirectory streams, List<String> ids) {
        Map<String, String> named = new TreeMap<>();
        Future<Map<String, String>> done = Future.succeededFuture(named);
        for (String id : ids) {
            done = done.compose(before -> streams.archived(new StreamKeys(id))).map(archived -> {
                named.put(id, archived == null ? "" : archived.file());
                return named;
            });
        }
        return done;
    }

    private static List<String> remove(ArchiveDirectory directory, @Nullable String only, Map<String, String> named)
            throws IOException {
        List<String> left = new ArrayList<>();
        if (!Files.isDirectory(directory.root())) {
            return left;
        }
        List<Path> stray = new ArrayList<>();
        for (Path file : list(directory.root())) {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (!name.matches() || only != null && !only.equals(name.group(2))) {
                continue;
            }
            String own = named.get(name.group(2));
            if (own == null || !own.isEmpty() && !Files.exists(directory.root().resolve(own))) {
                left.add(file.getFileName().toString());
            } else if (!own.equals(name.group(1)) || name.group(3) != null) {
                stray.add(file);
            }
        }
        PrivateFiles.remove(directory.root(), stray);
        return left;
    }

    private static List<Path> list(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.sorted().toList();
        }
    }
}
