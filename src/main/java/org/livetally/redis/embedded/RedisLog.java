package org.livetally.redis.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The server's own log file. */
record RedisLog(Path path) {
    private static final Logger LOG = Logger.getLogger(RedisLog.class.getName());

    private static final long ROTATE_BYTES = 8L * 1024 * 1024;
    private static final int TAIL_BYTES = 4096;
    private static final int TAIL_LINES = 8;

    /** Renames a big log; only one old log is kept. Redis opens the file anew for every line. */
    void rotate() {
        try {
            if (Files.exists(path) && Files.size(path) > ROTATE_BYTES) {
                Files.move(path, path.resolveSibling("redis.log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, e, () -> "Cannot rotate " + path);
        }
    }

    /** Adds a line of our own. */
    void add(String line) throws IOException {
        Files.writeString(path, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** The last lines, for an error message; never fails. */
    String tail() {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - TAIL_BYTES));
            byte[] bytes = new byte[TAIL_BYTES];
            int length = Math.max(0, file.read(bytes));
            List<String> lines =
                    new String(bytes, 0, length, StandardCharsets.UTF_8).lines().toList();
            List<String> last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
            return "The end of " + path + ":\n" + String.join("\n", last);
        } catch (IOException e) {
            return "Its log cannot be read: " + e;
        }
    }
}
