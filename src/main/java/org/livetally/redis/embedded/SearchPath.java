package org.livetally.redis.embedded;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Directories that hold programs, as in the environment variable PATH. */
record SearchPath(String path) {

    static SearchPath ofThisProcess() {
        return new SearchPath(Optional.ofNullable(System.getenv("PATH")).orElse(""));
    }

    /** The program that a shell would run. */
    Optional<Path> find(String program) {
        return all(program).findFirst();
    }

    /** Every program with that name; the one that a shell would run comes first. */
    Stream<Path> all(String program) {
        return Arrays.stream(path.split(File.pathSeparator))
                // A relative entry depends on the current directory: not a place to run a server from.
                .filter(entry -> entry.startsWith("/"))
                .map(entry -> Path.of(entry, program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file));
    }
}
