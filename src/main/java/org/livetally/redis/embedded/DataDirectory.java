package org.livetally.redis.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.livetally.domain.Sha256;

/** The directory of the embedded server's files. All paths are absolute and free of symbolic links. */
final class DataDirectory {
    private static final Logger LOG = Logger.getLogger(DataDirectory.class.getName());

    private static final Set<PosixFilePermission> OWNERS_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /**
     * Redis silently cuts off a longer path: {@code sun_path} has 108 bytes on Linux and 104 on macOS, with the final
     * 0.
     */
    private static final int MAX_SOCKET_PATH = 103;

    private final Path root;
    private final Path socket;

    /** Creates the directory if it is missing. */
    static DataDirectory open(Path dataDir) {
        try {
            // Checked first, since createDirectories of older JDKs refuses a symbolic link to a directory.
            if (!Files.isDirectory(dataDir)) {
                Files.createDirectories(dataDir, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            }
            DataDirectory directory = new DataDirectory(dataDir.toRealPath());
            Owners.requireTrusted(directory.root);
            return directory;
        } catch (FileAlreadyExistsException e) {
            throw new EmbeddedRedisException("Cannot use " + dataDir + " as data directory: it is a file", e);
        } catch (UnsupportedOperationException e) {
            throw new EmbeddedRedisException("The embedded Redis needs Linux or macOS: give --redis-uri", e);
        } catch (IOException e) {
            throw new EmbeddedRedisException("Cannot use " + dataDir + " as data directory: " + e, e);
        }
    }

    /** The directory if it exists; creates nothing. */
    static Optional<DataDirectory> existing(Path dataDir) {
        try {
            return Files.isDirectory(dataDir) ? Optional.of(new DataDirectory(dataDir.toRealPath())) : Optional.empty();
        } catch (IOException e) {
            throw new EmbeddedRedisException("Cannot read data directory " + dataDir + ": " + e, e);
        }
    }

    private DataDirectory(Path root) {
        this.root = root;
        Path beside = root.resolve("redis.sock");
        this.socket = fits(beside) ? beside : shortSocketPath(root);
    }

    private static boolean fits(Path socket) {
        return socket.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_SOCKET_PATH;
    }

    /** The same for every process that uses this data directory. */
    private static Path shortSocketPath(Path root) {
        String name =
                Sha256.hex(root.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 16);
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        Path socket = temporary.resolve("livetally-" + name).resolve("redis.sock");
        if (!fits(socket)) {
            throw new EmbeddedRedisException("Path too long for a unix socket: " + socket);
        }
        return socket;
    }

    /**
     * Creates the directory of the socket if it is not the data directory itself. Anybody could have created a
     * directory of that name in the temporary directory, to listen in our place. So it is used only if it is ours and
     * closed to others.
     */
    void prepareSocketDirectory() {
        Path parent = socket.resolveSibling("");
        if (parent.equals(root)) {
            return;
        }
        try {
            if (!Files.exists(parent, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(parent, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            }
            if (!Owners.isOursAlone(parent)) {
                throw new EmbeddedRedisException(
                        parent + " must be a directory of mode 700 owned by you: remove it and start again");
            }
        } catch (IOException e) {
            throw new EmbeddedRedisException("Cannot make " + parent + " for the socket: " + e, e);
        }
    }

    /** Removes what a stopped server left in the temporary directory. */
    void removeSocketDirectory() {
        Path parent = socket.resolveSibling("");
        if (parent.equals(root)) {
            return;
        }
        try {
            // Redis removes its socket, unless it was killed.
            Files.deleteIfExists(socket);
            Files.deleteIfExists(parent);
        } catch (IOException e) {
            LOG.log(Level.FINE, e, () -> "Cannot remove " + parent);
        }
    }

    /**
     * Creates the log, which this process opens before Redis does, and closes to others what an earlier version or a
     * looser umask has left open.
     */
    void closeFiles() {
        try {
            if (!Files.exists(log().path())) {
                Files.createFile(log().path(), PosixFilePermissions.asFileAttribute(OWNERS_FILE));
            }
            try (Stream<Path> files = Files.list(root)) {
                for (Path file : files.filter(DataDirectory::isOfRedis).toList()) {
                    Owners.closeToOthers(file);
                }
            }
        } catch (IOException e) {
            throw new EmbeddedRedisException("Cannot close the files in " + root + " to other users: " + e, e);
        }
    }

    /** The socket is not there, or left behind; nobody listens on it. */
    private static boolean isOfRedis(Path file) {
        String name = file.getFileName().toString();
        return !Files.isSymbolicLink(file)
                && (name.startsWith("redis.log") || name.equals("dump.rdb") || name.startsWith("appendonly"));
    }

    Path root() {
        return root;
    }

    Path socket() {
        return socket;
    }

    Path conf() {
        return root.resolve("redis.conf");
    }

    Path pidFile() {
        return root.resolve("redis.pid");
    }

    Path binaries() {
        return root.resolve("bin");
    }

    RedisLog log() {
        return new RedisLog(root.resolve("redis.log"));
    }

    String uri() {
        try {
            return "unix://" + new URI(null, null, socket.toString(), null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
