package org.livetally.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.livetally.redis.embedded.EmbeddedRedis;

/** The temporary directory of a demo: an audit finds it while the demo runs, and it is deleted when the demo ends. */
final class DemoDirectory implements AutoCloseable {
    private static final String PREFIX = "livetally-demo-";

    private final Path path;

    DemoDirectory() throws IOException {
        this.path = Files.createTempDirectory(PREFIX);
    }

    Path path() {
        return path;
    }

    /** The directories of the running demos of this user. */
    static List<Path> runningDemos() throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> demos = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path demo : demos) {
                if (EmbeddedRedis.uriOfRunningOfOurs(demo).isPresent()) {
                    found.add(demo);
                }
            }
        }
        return found;
    }

    @Override
    public void close() {
        try (Stream<Path> tree = Files.walk(path)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + path, e);
        }
    }
}
