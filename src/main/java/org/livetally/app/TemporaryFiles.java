package org.livetally.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The place of temporary files, which imports and audits make. In a container whose file system is read-only there is none. */
public final class TemporaryFiles {
    private TemporaryFiles() {}

    /** Why none can be made, and what to do; null if they can. */
    public static @Nullable String problem() {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            Files.delete(Files.createTempFile(directory, "livetally-", null));
            return null;
        } catch (IOException e) {
            return "no file can be made in " + directory + ", where temporary files go: mount a"
                    + " tmpfs there, or name another directory, LIVETALLY_JAVA_OPTS=-Djava.io.tmpdir=DIR";
        }
    }
}
