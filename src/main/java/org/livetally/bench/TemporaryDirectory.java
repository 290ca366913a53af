package org.livetally.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory of the benchmark, which leaves none behind. */
record TemporaryDirectory(Path path) implements AutoCloseable {
    static TemporaryDirectory create() {
        return Leftovers.start(TemporaryDirectory::make, TemporaryDirectory::close);
    }

    private static TemporaryDirectory make() {
        try {
            return new TemporaryDirectory(Files.createTempDirectory("livetally-bench"));
        } catch (IOException e) {
            throw new BenchException(e);
        }
    }

    /** Removes it with all files, unless that is done. Synchronized, since the benchmark may be doing this when it is told to end. */
    @Override
    public synchronized void close() {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new BenchException("a directory of the benchmark could not be removed", e);
        }
    }
}
